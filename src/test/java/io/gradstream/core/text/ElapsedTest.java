package io.gradstream.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "-0.2, 0 ms",
    "999, 999 ms",
    "1000, 1.0 s",
    "59999, 59.9 s",
    "60000, 1 min",
    "61000, 1 min 1 s",
    "3599999, 59 min 59 s",
    "8400000, 2 h 20 min",
    "86400000, 1 d",
    "180000000, 2 d 2 h",
    "86400000000, '1,000 d'",
    "-61000, -1 min 1 s",
    "NaN, -",
  })
  void aTimeIsToldInItsTwoLargestUnits(double millis, String text) {
    assertThat(Elapsed.of(millis)).isEqualTo(text);
  }
}
