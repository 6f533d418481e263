package io.gradstream.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExponentialAverageTest {

  @Test
  void itIsTheMeanWithGeometricWeights() {
    ExponentialAverage average = new ExponentialAverage(0.9);
    double v = 0;
    for (int t = 1; t <= 50; t++) {
      v = average.add(v, t * t);
      double sum = 0;
      double weights = 0;
      for (int i = 1; i <= t; i++) {
        double weight = Math.pow(0.9, t - i);
        sum += weight * i * i;
        weights += weight;
      }
      assertThat(average.corrected(v, t)).isCloseTo(sum / weights, within(1e-10));
    }
  }

  @Test
  void correctedItIsRightFromTheFirstValueOn() {
    ExponentialAverage average = new ExponentialAverage(0.999);
    double v = 0;
    for (int t = 1; t <= 5; t++) {
      v = average.add(v, 7);
      assertThat(average.corrected(v, t)).isCloseTo(7, within(1e-11));
    }
  }

  @Test
  void arraysAreAveragedElementByElement() {
    ExponentialAverage average = new ExponentialAverage(0.5);
    double[] v = {4, 8, 1};
    average.add(v, new double[] {2, 0, 100}, 2);
    assertThat(v).containsExactly(3, 4, 1);
  }

  @Test
  void theCorrectionIsExactlyOneOnceThePowerNoLongerShows() {
    assertThat(ExponentialAverage.correction(0.9, 1)).isCloseTo(0.1, within(1e-15));
    assertThat(ExponentialAverage.correction(0.9, 1000)).isEqualTo(1);
    assertThat(ExponentialAverage.correction(0, 1)).isEqualTo(1);
  }

  @Test
  void aDecayOutsideItsRangeIsRefused() {
    for (double beta : new double[] {-0.1, 1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new ExponentialAverage(beta))
          .withMessageContaining("must be in [0, 1)");
    }
  }
}
