package io.gradstream.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Task;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A proximal step ends where its derivative is taken, whatever the rate. */
class ImplicitStepPropertyTest {

  @Property(tries = 1000)
  void theDerivativeIsThatWhereTheStepEnds(@ForAll Random random) {
    for (Loss loss : Losses.all()) {
      if (loss instanceof ScalarLoss scalar) {
        check(scalar, random);
      }
    }
  }

  private static void check(ScalarLoss loss, Random random) {
    double z = (random.nextBoolean() ? 4 : 12) * random.nextGaussian(); // far out slopes are flat
    double label = label(loss, random);
    double q = Math.exp(6 * random.nextGaussian());
    double g = loss.implicitGradient(z, loss.score(z), label, q);
    double end = z - q * g;
    double slack = 1e-6 * (1 + Math.abs(z) + q);
    double below = loss.gradient(end - slack, loss.score(end - slack), label);
    double above = loss.gradient(end + slack, loss.score(end + slack), label);
    double rounding = 1e-6 * (1 + Math.abs(g));
    assertThat(g).as("%s z %s q %s", loss, z, q).isBetween(below - rounding, above + rounding);
    assertThat(Math.abs(g))
        .isLessThanOrEqualTo(Math.abs(loss.gradient(z, loss.score(z), label)) * (1 + 1e-9) + 1e-9);
  }

  @Property(tries = 100)
  void ofSeveralClassesEachIsAsIfAlone(@ForAll Random random) {
    SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(random.nextInt(2) * 0.1);
    double[] z = random.doubles(4, -3, 3).toArray();
    double[] scores = new double[4];
    double[] d = new double[4];
    loss.score(z, scores);
    double label = random.nextInt(4);
    loss.gradient(z, scores, label, d);
    double q = Math.exp(3 * random.nextGaussian());
    for (int k = 0; k < 4; k++) {
      double g = loss.implicitGradient(k, z, scores, label, q);
      double[] moved = z.clone();
      moved[k] -= q * g;
      double[] after = new double[4];
      loss.score(moved, scores.clone());
      loss.score(moved, after);
      loss.gradient(moved, after, label, d);
      assertThat(g).isCloseTo(d[k], within(1e-6));
    }
  }

  private static double label(Loss loss, Random random) {
    if (loss.tasks().contains(Task.BINARY)) {
      return random.nextInt(2);
    }
    return loss instanceof PoissonLoss ? random.nextInt(9) : 3 * random.nextGaussian();
  }
}
