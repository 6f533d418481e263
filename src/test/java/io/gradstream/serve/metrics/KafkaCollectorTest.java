package io.gradstream.serve.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class KafkaCollectorTest {

  private final Map<MetricName, Metric> metrics = new HashMap<>();

  @Test
  void aTopicWithADotIsThereOnce() throws IOException {
    String group = "consumer-fetch-manager-metrics";
    Map<String, String> tags = Map.of("client-id", "c", "topic", "a.b", "partition", "1");
    add(group, "records-lag", 7.0, tags);
    Map<String, String> twin = new HashMap<>(tags);
    twin.put("topic", "a_b");
    add(group, "records-lag", 7.0, twin);
    assertThat(lines())
        .containsExactly(
            "kafka_consumer_records_lag{client_id=\"c\",partition=\"1\",pipeline=\"p\",topic=\"a.b\"} 7.0");
  }

  @Test
  void unitsAreBaseUnits() throws IOException {
    add("stream-thread-metrics", "commit-latency-avg", 250.0, Map.of("thread-id", "t"));
    add("stream-thread-metrics", "blocked-time-ns-total", 5e8, Map.of("thread-id", "t"));
    assertThat(lines())
        .containsExactlyInAnyOrder(
            "kafka_streams_commit_latency_avg_seconds{pipeline=\"p\",thread_id=\"t\"} 0.25",
            "kafka_streams_blocked_seconds_total{pipeline=\"p\",thread_id=\"t\"} 0.5");
  }

  @Test
  void whatIsNotKnownYetOrIsNoNumberIsNotThere() throws IOException {
    String coordinator = "consumer-coordinator-metrics";
    add(coordinator, "last-rebalance-seconds-ago", -1.0, Map.of("client-id", "c"));
    add("stream-thread-metrics", "commit-latency-avg", Double.NaN, Map.of("thread-id", "t"));
    add("stream-metrics", "alive-stream-threads", "many", Map.of("client-id", "c"));
    add("stream-metrics", "something-else", 1.0, Map.of("client-id", "c"));
    assertThat(lines()).isEmpty();
  }

  @Test
  void aMetricOfTheSameNameWithOtherTagsIsAnother() throws IOException {
    String group = "consumer-fetch-manager-metrics";
    add(group, "records-consumed-total", 9.0, Map.of("client-id", "c"));
    add(group, "records-consumed-total", 4.0, Map.of("client-id", "c", "topic", "t"));
    assertThat(lines())
        .containsExactly(
            "kafka_consumer_records_consumed_total{client_id=\"c\",pipeline=\"p\",topic=\"t\"} 4.0");
  }

  @Test
  void aTaskThatIsThereTwiceWhileItMovesIsShownOnce() throws IOException {
    for (String thread : new String[] {"one", "two"}) {
      add(
          "gradstream-trainer-metrics",
          "predictions-total",
          3.0,
          Map.of("thread-id", thread, "task-id", "0_0", "pipeline", "p", "partition", "0"));
    }
    assertThat(lines())
        .containsExactly("gradstream_predictions_total{partition=\"0\",pipeline=\"p\"} 3.0");
  }

  @Test
  void noNameStandsForTwoTypesOrSentences() {
    Map<String, String> seen = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (Exported each : ExportedMetrics.all()) {
      names.add(each.name());
      String said = each.type() + each.help();
      assertThat(seen.putIfAbsent(each.name(), said)).isIn(null, said);
      assertThat(each.help()).endsWith(".");
    }
    assertThat(ExportedMetrics.all()).hasSameSizeAs(names);
  }

  private void add(String group, String name, Object value, Map<String, String> tags) {
    MetricName metricName = new MetricName(name, group, "", tags);
    metrics.put(
        metricName,
        new Metric() {
          @Override
          public MetricName metricName() {
            return metricName;
          }

          @Override
          public Object metricValue() {
            return value;
          }
        });
  }

  private String[] lines() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create()
        .write(out, new KafkaCollector("p", () -> metrics).collect());
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .toArray(String[]::new);
  }
}
