package io.gradstream.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void numbersThatStandTogetherHaveTheSameDecimals() {
    assertThat(together(.5, .0123, 1)).containsExactly("0.5000", "0.0123", "1.0000");
    assertThat(together(2062869.3104, 586671.7931, 2910406.0817))
        .containsExactly("2062869", "586672", "2910406");
    assertThat(together(13.25, 1234.5)).containsExactly("13.25", "1234.50");
    assertThat(together(.0123, .00456)).containsExactly("0.01230", "0.00456");
    assertThat(together(.31, 2062869.3)).containsExactly("0.310", "2062869.300");
    assertThat(together(0, 0)).containsExactly("0.0000", "0.0000");
  }

  @Test
  void powersOfTenAreForNumbersThatNoColumnHolds() {
    assertThat(together(1e300, 5)).containsExactly("1.0000e+300", "5.0000e+00");
    assertThat(together(-2.5e-9, 0)).containsExactly("-2.5000e-09", "0.0000e+00");
  }

  @Test
  void whatIsNoNumberIsSaidToBeNone() {
    assertThat(together(Double.NaN, 1, Double.POSITIVE_INFINITY))
        .containsExactly("-", "1.0000", "inf");
    assertThat(together(-1e-9, .5)).containsExactly("0.0000", "0.5000");
  }

  @Test
  void labelsThatAreWholeHaveNoDecimals() {
    assertThat(Figures.ofLabels(1, 0, Double.NaN).text(1)).isEqualTo("1");
    assertThat(Figures.ofLabels(1, 3_000_000_000.0).text(3_000_000_000.0)).isEqualTo("3000000000");
    assertThat(Figures.ofLabels(1, .5).text(1)).isEqualTo("1.0000");
    assertThat(Figures.count(1234567)).isEqualTo("1,234,567");
  }

  private static List<String> together(double... values) {
    Figures figures = Figures.of(values);
    return Arrays.stream(values).mapToObj(figures::text).toList();
  }
}
