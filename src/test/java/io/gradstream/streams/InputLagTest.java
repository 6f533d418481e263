package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

/** What is still to be fetched is counted over the topics that are read, that of labels too. */
class InputLagTest {

  private final Map<MetricName, Metric> metrics = new HashMap<>();
  private final InputLag lag = new InputLag(() -> metrics, Set.of("flights.in", "flights.labels"));

  @Test
  void recordsAndLabelsAreCountedTogether() {
    put("flights.in", 0, 30.0);
    put("flights.in", 1, 4.0);
    put("flights.labels", 0, 500.0);
    put("flights-model-changelog", 0, 7.0);

    assertThat(lag.get()).hasValue(534);
  }

  @Test
  void aTopicWithADotIsCountedOnceThoughConsumersHaveItTwice() {
    put("flights.labels", 0, 2.0);
    put("flights_labels", 0, 2.0);

    assertThat(lag.get()).hasValue(2);
  }

  @Test
  void beforeAnythingIsFetchedNothingIsKnown() {
    put("flights.labels", 0, Double.NaN);

    assertThat(lag.get()).isEmpty();
  }

  private void put(String topic, int partition, double value) {
    MetricName name =
        new MetricName(
            "records-lag",
            "consumer-fetch-manager-metrics",
            "",
            Map.of("topic", topic, "partition", Integer.toString(partition)));
    metrics.put(
        name,
        new Metric() {
          @Override
          public MetricName metricName() {
            return name;
          }

          @Override
          public Object metricValue() {
            return value;
          }
        });
  }
}
