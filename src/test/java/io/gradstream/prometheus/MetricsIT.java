package io.gradstream.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gradstream.cli.LiveMetrics;
import io.gradstream.streams.PipelineCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a trainer and a scorer that work tell Prometheus. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MetricsIT {

  @TempDir private static Path directory;
  private static LiveMetrics live;

  @BeforeAll
  static void start(TestInfo test) throws Exception {
    live = LiveMetrics.start(PipelineCluster.nameOf(test), directory);
  }

  @AfterAll
  static void stop() throws Exception {
    live.close();
  }

  @Test
  void theTrainersPageTellsOfRecordsModelWindowsLabelsAndKafka() throws Exception {
    String page = live.get(live.trainer() + "/metrics");
    String mine = "pipeline=\"" + live.pipeline() + "\"";
    assertThat(page)
        .contains(
            "gradstream_records_total{partition=\"0\"," + mine + "} ",
            "gradstream_predictions_total{partition=\"0\"," + mine + "} 300.0",
            "gradstream_dead_letters_total{partition=\"0\"," + mine + ",reason=\"MALFORMED\"} 1.0",
            "gradstream_window_number{partition=\"0\"," + mine + "} 5.0",
            "gradstream_window_score{metric=\"log_loss\",partition=\"0\","
                + mine
                + ",predictor=\"no_change\"} ",
            "gradstream_window_gain{metric=\"log_loss\",over=\"no_change\",partition=\"0\","
                + mine
                + "} ",
            "gradstream_learning{partition=\"0\"," + mine + "} 1.0",
            "gradstream_run_state{" + mine + ",state=\"RUNNING\"} 1.0",
            "gradstream_run_state{" + mine + ",state=\"ERROR\"} 0.0",
            "gradstream_run_stalled_seconds{" + mine + "} 0.0",
            "gradstream_run_restore_seconds{" + mine + "} 0.0",
            "kafka_consumer_records_lag{",
            "kafka_consumer_rebalances_total{",
            "kafka_streams_commit_latency_avg_seconds{",
            "kafka_producer_txn_commit_seconds_total{",
            "jvm_memory_used_bytes{area=\"heap\"}",
            "jvm_gc_collection_seconds_count{",
            "jvm_threads_current ",
            "process_cpu_seconds_total ",
            "gradstream_build_info{version=\"");
    // The record-latency is of microseconds to seconds, whatever the unit that Kafka has it in.
    assertThat(value(page, "gradstream_record_latency_avg_seconds")).isBetween(1e-7, 1.0);
    assertThat(value(page, "kafka_streams_commit_latency_avg_seconds")).isBetween(1e-5, 10.0);
    assertThat(value(live.get(live.healthPort() + "/metrics"), "gradstream_predictions_total"))
        .isEqualTo(300);
  }

  @Test
  void theScorersPageTellsOfRequestsRowsTheModelAndItsDelay() throws Exception {
    String page = live.get(live.scorer() + "/metrics");
    String mine = "pipeline=\"" + live.pipeline() + "\"";
    assertThat(page)
        .contains(
            "gradstream_http_requests_total{method=\"POST\",route=\"/v1/predict\",status=\"200\"} 1.0",
            "gradstream_http_requests_total{method=\"POST\",route=\"/v1/predict\",status=\"400\"} 1.0",
            "gradstream_http_requests_total{method=\"POST\",route=\"none\",status=\"404\"} 1.0",
            "gradstream_http_request_duration_seconds_bucket{route=\"/v1/predict\",le=\"+Inf\"} 2",
            "gradstream_scorer_rows_total{" + mine + ",result=\"scored\"} 301.0",
            "gradstream_scorer_rows_total{" + mine + ",result=\"refused\"} 1.0",
            "gradstream_scorer_ready{" + mine + "} 1.0",
            "gradstream_topic_scorer_records_total{partition=\"0\"," + mine + "} 301.0",
            "gradstream_dead_letters_total{partition=\"0\"," + mine + ",reason=\"MALFORMED\"} 1.0",
            "kafka_consumer_records_lag{");
    assertThat(value(page, "gradstream_scorer_model_version")).isPositive();
    assertThat(value(page, "gradstream_scorer_model_age_seconds")).isBetween(0.0, 30.0);
    double delays = value(page, "gradstream_scorer_commit_delay_seconds_count");
    assertThat(value(page, "gradstream_scorer_commit_delay_seconds_sum") / delays)
        .isBetween(0.0, 10.0);
  }

  @Test
  void promtoolFindsNothingToSayOfNamesTypesAndHelp() throws Exception {
    for (String page : live.pages()) {
      assertThat(Promtool.run(page, "check", "metrics")).isEqualTo(new Promtool.Answer(0, ""));
    }
  }

  @Test
  void whatDashboardAlarmsAndScalersAskForIsThere() throws Exception {
    List<String> queries = new ArrayList<>(Monitoring.panelQueries());
    queries.addAll(Monitoring.scalerQueries());
    Monitoring.alerts().forEach(alert -> queries.add(alert.get("expr").asText()));
    assertThat(Monitoring.names(queries)).hasSizeGreaterThan(60);
    assertThat(names()).containsAll(Monitoring.names(queries));
  }

  @Test
  void everyMetricOfOursAndOfKafkasIsOnTheDashboardAndInTheDocs() throws Exception {
    Set<String> shown = Monitoring.names(Monitoring.panelQueries());
    String operations = Files.readString(Path.of("docs/operations.md"));
    for (String name : names()) {
      if (name.startsWith("gradstream_") || name.startsWith("kafka_")) {
        if (!name.matches(".*_seconds_(bucket|sum|count)")) {
          assertThat(shown).contains(name);
        }
        assertThat(operations).contains("`" + name.replaceFirst("_(bucket|sum|count)$", "") + "`");
      }
    }
  }

  /** Returns the names of all pages. */
  private static Set<String> names() throws Exception {
    Set<String> names = new TreeSet<>();
    for (String page : live.pages()) {
      names.addAll(Monitoring.namesOfPage(page));
    }
    return names;
  }

  @Test
  void prometheusScrapesBoth() throws Exception {
    try (Prometheus prometheus =
        Prometheus.start(directory.resolve("prometheus"), live.trainer(), live.scorer())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                assertThat(prometheus.number("sum(up{job=\"gradstream\"})")).isEqualTo(2);
                assertThat(prometheus.number("sum(gradstream_predictions_total)")).isEqualTo(300);
                assertThat(
                        prometheus.number("sum(gradstream_scorer_rows_total{result=\"scored\"})"))
                    .isEqualTo(301);
              });
      assertThat(prometheus.number("sum(scrape_samples_scraped) < 2000")).isPositive();
    }
  }

  /** Returns the first value of a metric. */
  private static double value(String page, String name) {
    List<String> lines = page.lines().filter(line -> line.matches(name + "(\\{.*})? .*")).toList();
    assertThat(lines).as(name).isNotEmpty();
    return Double.parseDouble(lines.get(0).substring(lines.get(0).lastIndexOf(' ') + 1));
  }
}
