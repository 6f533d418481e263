package io.gradstream.core.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Where skipping the rows without a gradient is the dense rule, and where it is not. */
class LazyUpdatePropertyTest {

  private static final int ROWS = 6;
  private static final Adam ADAM = new Adam(0.01, 0.9, 0.999, 1e-8);

  private static final List<GradientOptimizer> SAME =
      List.of(new Sgd(0.1), new Adagrad(0.1, 0, 1e-10), new Ftrl(0.1, 1, 0.3, 0.1));

  private static final List<GradientOptimizer> DIFFERENT =
      List.of(
          new Momentum(0.1, 0.9),
          new Nesterov(0.1, 0.9),
          new RmsProp(0.01, 0.9, 1e-8),
          new Adadelta(1, 0.9, 1e-6),
          new Adagrad(0.1, 0.01, 1e-10),
          new AmsGrad(0.01, 0.9, 0.999, 1e-8),
          ADAM,
          new AdamW(ADAM, 0.01));

  @Property(tries = 200)
  void lazyIsDenseForRulesWithoutDecay(@ForAll @IntRange(max = 2) int rule, @ForAll long seed) {
    assertThat(lazy(SAME.get(rule), seed)).isDeepEqualTo(dense(SAME.get(rule), seed));
  }

  @Property(tries = 200)
  void lazyIsNotDenseForRulesWhoseMomentsDecay(
      @ForAll @IntRange(max = 7) int rule, @ForAll long seed) {
    assertThat(Arrays.deepEquals(lazy(DIFFERENT.get(rule), seed), dense(DIFFERENT.get(rule), seed)))
        .isFalse();
  }

  private static double[][] dense(GradientOptimizer rule, long seed) {
    Random random = new Random(seed);
    double[][] state = new double[1 + rule.moments()][ROWS];
    for (int t = 1; t <= 30; t++) {
      double[] g = new double[ROWS];
      g[random.nextInt(ROWS)] = random.nextGaussian();
      rule.step(state, g, ROWS, t, rule.learningRate());
    }
    return state;
  }

  private static double[][] lazy(GradientOptimizer rule, long seed) {
    Random random = new Random(seed);
    double[][] state = new double[1 + rule.moments()][ROWS];
    for (int t = 1; t <= 30; t++) {
      int row = random.nextInt(ROWS);
      double[][] active = new double[state.length][1];
      for (int slot = 0; slot < state.length; slot++) {
        active[slot][0] = state[slot][row];
      }
      rule.step(active, new double[] {random.nextGaussian()}, 1, t, rule.learningRate());
      for (int slot = 0; slot < state.length; slot++) {
        state[slot][row] = active[slot][0];
      }
    }
    return state;
  }
}
