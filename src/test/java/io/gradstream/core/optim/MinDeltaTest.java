package io.gradstream.core.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MinDeltaTest {

  @Test
  void aPartOfTheMetricMeansTheSameInAnyUnit() {
    MinDelta thousandth = new MinDelta(0.001, true);
    for (double unit : new double[] {1e-6, 1, 2.5e6}) {
      assertThat(thousandth.isReached(0.0005 * unit, 0.4 * unit)).isTrue();
      assertThat(thousandth.isReached(0.0003 * unit, 0.4 * unit)).isFalse();
      assertThat(thousandth.isReached(0.0003 * unit, -0.4 * unit)).isFalse();
    }
    assertThat(thousandth).hasToString("0.1 %");
  }

  @Test
  void anAbsoluteOneIsInTheMetricsUnit() {
    assertThat(MinDelta.absolute(0.0005).isReached(0.0005, 9e9)).isTrue();
    assertThat(MinDelta.absolute(0.0005).isReached(0.0004, 1e-9)).isFalse();
    assertThat(MinDelta.absolute(0.0005)).hasToString("0.0005");
    assertThat(MinDelta.absolute(20)).hasToString("20");
  }

  @Test
  void noGainAtAllIsNoImprovement() {
    assertThat(new MinDelta(0, true).isReached(0, 1)).isFalse();
    assertThat(MinDelta.absolute(0).isReached(0, 1)).isFalse();
    assertThat(new MinDelta(0.1, true).isReached(Double.NaN, 1)).isFalse();
    assertThat(new MinDelta(0.1, true).isReached(1e-12, 0)).isTrue();
  }
}
