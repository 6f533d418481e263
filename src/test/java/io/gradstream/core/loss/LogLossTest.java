package io.gradstream.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLossTest {

  private final LogLoss loss = new LogLoss();

  @ParameterizedTest
  @ValueSource(doubles = {-30, -3, -0.1, 0, 0.2, 5, 20})
  void theGradientIsTheSlopeOfTheValue(double z) {
    for (double label : new double[] {0, 1}) {
      double slope = (loss.value(z + 1e-6, label) - loss.value(z - 1e-6, label)) / 2e-6;
      assertThat(loss.gradient(z, loss.score(z), label)).isCloseTo(slope, within(1e-8));
    }
  }

  @ParameterizedTest
  @CsvSource({"800, 0, 800", "-800, 1, 800", "800, 1, 0", "-800, 0, 0"})
  void largeOutputsNeitherOverflowNorLoseTheirLoss(double z, double label, double expected) {
    assertThat(loss.value(z, label)).isEqualTo(expected);
    assertThat(loss.gradient(z, loss.score(z), label)).isBetween(-1.0, 1.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-4, -0.5, 0, 0.5, 4})
  void theLossIsTheNegativeLogarithmOfTheScore(double z) {
    assertThat(loss.value(z, 1)).isCloseTo(-Math.log(loss.score(z)), within(1e-12));
    assertThat(loss.value(z, 0)).isCloseTo(-Math.log(1 - loss.score(z)), within(1e-12));
  }
}
