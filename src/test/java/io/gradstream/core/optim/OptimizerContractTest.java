package io.gradstream.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every optimizer of gradients owes, whatever its rule. */
class OptimizerContractTest {

  private static final int SIZE = 5;

  static List<GradientOptimizer> optimizers() {
    return Optimizers.ofGradients();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void gradientsAndWhatIsPastTheRowsStayAsTheyAre(GradientOptimizer rule) {
    Random random = new Random(1);
    double[][] active = new double[1 + rule.moments()][SIZE + 2];
    double[] g = random.doubles(SIZE + 2, -1, 1).toArray();
    double[] before = g.clone();
    for (int t = 1; t <= 3; t++) {
      rule.step(active, g, SIZE, t, rule.learningRate());
    }
    assertThat(g).isEqualTo(before);
    for (double[] values : active) {
      assertThat(Arrays.copyOfRange(values, SIZE, SIZE + 2)).containsOnly(0);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void theFirstStepGoesAgainstTheGradient(GradientOptimizer rule) {
    double[][] active = new double[1 + rule.moments()][SIZE];
    double[] g = {1, -2, 0.5, -0.1, 0};
    rule.step(active, g, SIZE, 1, rule.learningRate());
    for (int i = 0; i < SIZE; i++) {
      assertThat(Math.signum(active[0][i])).isEqualTo(-Math.signum(g[i]) + 0.0);
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aQuadraticBowlIsDescendedToItsBottom(GradientOptimizer rule) {
    double[] bottom = {1, -2, 0.5, 3, -0.25};
    double[] curvature = {1, 0.5, 2, 1, 0.25};
    double[][] active = new double[1 + rule.moments()][SIZE];
    double[] g = new double[SIZE];
    for (int t = 1; t <= 20_000; t++) {
      for (int i = 0; i < SIZE; i++) {
        g[i] = curvature[i] * (active[0][i] - bottom[i]);
      }
      rule.step(active, g, SIZE, t, rule.learningRate());
    }
    for (int i = 0; i < SIZE; i++) {
      assertThat(active[0][i]).isCloseTo(bottom[i], within(0.02));
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aRuleKeepsNothingToItself(GradientOptimizer rule) {
    double[][] alone = run(rule, 3, 40);
    GradientOptimizer shared = rule; // two models by one rule, in turns
    double[][] one = new double[1 + rule.moments()][SIZE];
    double[][] other = new double[1 + rule.moments()][SIZE];
    Random forOne = new Random(3);
    Random forOther = new Random(4);
    for (int t = 1; t <= 40; t++) {
      shared.step(one, gradient(forOne), SIZE, t, rule.learningRate());
      shared.step(other, gradient(forOther), SIZE, t, rule.learningRate());
    }
    assertThat(one).isDeepEqualTo(alone);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyParameterIsSteppedByItsOwnGradientAlone(GradientOptimizer rule) {
    double[][] together = run(rule, 5, 30);
    for (int i = 0; i < SIZE; i++) {
      double[][] single = new double[1 + rule.moments()][1];
      Random random = new Random(5);
      for (int t = 1; t <= 30; t++) {
        rule.step(single, new double[] {gradient(random)[i]}, 1, t, rule.learningRate());
      }
      for (int slot = 0; slot < single.length; slot++) {
        assertThat(single[slot][0]).isEqualTo(together[slot][i]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void aNonFiniteGradientShowsInTheWeightsOrMomentsSoThatTheGuardSeesIt(GradientOptimizer rule) {
    double[][] active = new double[1 + rule.moments()][1];
    rule.step(active, new double[] {Double.NaN}, 1, 1, rule.learningRate());
    assertThat(active[0][0]).isNaN();
  }

  private static double[][] run(GradientOptimizer rule, long seed, int steps) {
    double[][] active = new double[1 + rule.moments()][SIZE];
    Random random = new Random(seed);
    for (int t = 1; t <= steps; t++) {
      rule.step(active, gradient(random), SIZE, t, rule.learningRate());
    }
    return active;
  }

  private static double[] gradient(Random random) {
    return random.doubles(SIZE, -1, 1).toArray();
  }
}
