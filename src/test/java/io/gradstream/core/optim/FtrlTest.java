package io.gradstream.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FtrlTest {

  /** McMahan's problem: the weight that minimises all gradients so far and the penalties. */
  @Test
  void theWeightMinimisesTheRegularisedSumOfAllGradients() {
    Ftrl rule = new Ftrl(0.1, 1, 0.5, 0.2);
    double[][] active = new double[3][1];
    double[] gradients = {0.7, -0.4, 1.3, 0.2, -2.1, 0.9};
    double linear = 0;
    double squares = 0;
    double sigmas = 0;
    for (double g : gradients) {
      double sigma = (Math.sqrt(squares + g * g) - Math.sqrt(squares)) / 0.1;
      linear += g - sigma * active[0][0];
      sigmas += sigma;
      squares += g * g;
      rule.step(active, new double[] {g}, 1, 1, 0.1);

      assertThat(active[0][0])
          .isCloseTo(minimum(linear, sigmas + 1 / 0.1 + 0.2, 0.5), within(1e-6));
    }
  }

  @Test
  void aWeightWhoseGradientsAreWorthLessThanL1IsExactlyZero() {
    double[][] active = new double[3][2];
    new Ftrl(0.1, 1, 1, 0).step(active, new double[] {0.9, -1.1}, 2, 1, 0.1);

    assertThat(active[0][0]).isEqualTo(0.0);
    assertThat(active[0][1]).isGreaterThan(0);
  }

  /** Searches {@code a w + b w^2 / 2 + l1 |w|} by thirds, knowing nothing of its closed form. */
  private static double minimum(double a, double b, double l1) {
    double low = -10;
    double high = 10;
    for (int i = 0; i < 200; i++) {
      double left = low + (high - low) / 3;
      double right = high - (high - low) / 3;
      if (value(left, a, b, l1) < value(right, a, b, l1)) {
        high = right;
      } else {
        low = left;
      }
    }
    return (low + high) / 2;
  }

  private static double value(double w, double a, double b, double l1) {
    return a * w + b * w * w / 2 + l1 * Math.abs(w);
  }
}
