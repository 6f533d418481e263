package io.gradstream.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Stored totals know metrics by numbers that never change, wherever a metric is declared. */
class MetricNumbersTest {

  /** What was ever stored: lines are added, never changed or taken out. */
  private static final String STORED =
      """
      0 log-loss
      1 accuracy
      2 balanced-accuracy
      3 precision
      4 recall
      5 f1
      6 auc
      7 average-precision
      8 brier
      9 calibration-error
      10 kappa
      11 kappa-temporal
      12 mcc
      13 mae
      14 rmse
      15 r2
      16 mape
      17 pinball
      """;

  @Test
  void noMetricHasTheNumberOfAnother() {
    Map<Integer, Metric> byNumber = new TreeMap<>();
    for (Metric metric : Metric.values()) {
      assertThat(byNumber.put(metric.number(), metric)).as(metric.label()).isNull();
      assertThat(metric.number()).isBetween(0, Metric.places() - 1);
    }
  }

  @Test
  void everyMetricKeepsTheNumberThatItWasStoredUnder() {
    Map<Integer, String> stored = new TreeMap<>();
    STORED
        .lines()
        .map(line -> line.split(" "))
        .forEach(p -> stored.put(Integer.valueOf(p[0]), p[1]));
    for (Metric metric : Metric.values()) {
      assertThat(stored).containsEntry(metric.number(), metric.label());
    }
  }
}
