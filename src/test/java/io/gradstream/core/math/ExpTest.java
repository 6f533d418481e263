package io.gradstream.core.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpTest {

  @Test
  void itIsWithinTwoUnitsInTheLastPlaceOfTheJdks() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000_000; i++) {
      double x = (random.nextDouble() - 0.5) * (i % 2 == 0 ? 20 : 1399);
      double expected = StrictMath.exp(x);
      assertThat(Math.abs(Exp.of(x) - expected)).isLessThanOrEqualTo(2 * Math.ulp(expected));
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        1e-300,
        700,
        -700,
        709.9,
        710,
        -745,
        -746,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void atTheEdgesItIsTheJdks(double x) {
    assertThat(Exp.of(x)).isEqualTo(StrictMath.exp(x));
    assertThat(Exp.of(Double.NaN)).isNaN();
  }
}
