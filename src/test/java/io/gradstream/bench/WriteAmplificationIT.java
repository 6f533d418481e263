package io.gradstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteAmplificationIT {

  private static final int WEIGHTS = 100_000;

  @ParameterizedTest
  @CsvSource({"sgd, 50", "sgd, 500", "adam, 50", "adam, 500", "'', 50", "'', 500"})
  void aRowHereAndARowThereCostLessThanSixteenTimesWhatChanged(String optimizer, int rows) {
    StateShape shape = StateShape.sparse(WEIGHTS, optimizer);
    var result = new WriteAmplification(shape).measure(3, rows);
    assertThat(result.parameters()).isGreaterThan(WEIGHTS / 2);
    assertThat(result.changed()).isGreaterThan(8.0 * rows);
    assertThat(result.ratio()).isBetween(1.0, 16.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "momentum"})
  void aNetworkOfWhichAllChangesIsWrittenAsLittleMoreThanItself(String optimizer) {
    var result = new WriteAmplification(StateShape.dense(WEIGHTS, optimizer)).measure(2, 5);
    assertThat(result.parameters()).isBetween((long) WEIGHTS * 9 / 10, (long) WEIGHTS * 11 / 10);
    assertThat(result.ratio()).isBetween(1.0, 1.5);
  }
}
