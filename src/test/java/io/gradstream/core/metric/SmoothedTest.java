package io.gradstream.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.state.State;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SmoothedTest {

  private static final Set<Metric> METRICS = Set.of(Metric.MAE, Metric.R2);

  @Test
  void theAverageIsCorrectedForItsStartAndSkipsUndefinedWindows() {
    Smoothed smoothed = new Smoothed(new State());
    assertThat(smoothed.scores(METRICS).get(Metric.MAE)).isNaN();
    double[] values = {4, 8, 6};
    double sum = 0;
    double weights = 0;
    for (double value : values) {
      smoothed.add(Scores.of(METRICS, metric -> metric == Metric.MAE ? value : Double.NaN));
      sum = 0.9 * sum + value; // the weights 0.9^k, written down once more
      weights = 0.9 * weights + 1;
      assertThat(smoothed.scores(METRICS).get(Metric.MAE)).isCloseTo(sum / weights, within(1e-12));
    }
    assertThat(smoothed.scores(METRICS).get(Metric.R2)).isNaN();
  }
}
