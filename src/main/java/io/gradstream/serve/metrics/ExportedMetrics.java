package io.gradstream.serve.metrics;

import io.gradstream.serve.metrics.Exported.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which metrics of Kafka Streams and its clients are exported, and as what: the trainer's own, and
 * those by which an operator tells what is wrong. A process has some 600 metrics of Kafka's, in
 * units of their own; JMX and the push to brokers have all of them.
 */
final class ExportedMetrics {

  private static final double MS = 1e-3;
  private static final double NS = 1e-9;

  private final List<Exported> all = new ArrayList<>();
  private String group = "";
  private String prefix = "";
  private Map<String, String> labels = Map.of();

  private ExportedMetrics() {}

  /** Returns them in the order in which they are shown. */
  static List<Exported> all() {
    ExportedMetrics table = new ExportedMetrics();
    table.trainer();
    table.windows();
    table.topicScorer();
    table.streams();
    table.consumers();
    table.producers();
    return List.copyOf(table.all);
  }

  private void trainer() {
    of("gradstream-trainer-metrics", "gradstream_", "partition", "partition");
    count("records-total", "records", 1, "Records that the trainer has taken, labels among them.");
    count("predictions-total", "predictions", 1, "Predictions that were made.");
    pace("gradstream_");
    gauge("version", "model_version", 1, "The model's version: one more after every step.");
    gauge("step", "model_step", 1, "The optimizer's steps; fewer after a rollback.");
    gauge("parameters", "model_parameters", 1, "Parameters in use.");
    gauge("categories", "model_categories", 1, "Categories that have parameters.");
    gauge("state-bytes", "state_bytes", 1, "How large the model and all beside it are, about.");
    gauge("learning", "learning", 1, "1 while the model learns, 0 when it has stopped.");
    of(
        "gradstream-dead-letter-metrics",
        "gradstream_",
        "partition",
        "partition",
        "reason",
        "reason");
    count("dead-letters-total", "dead_letters", 1, "Records that could not be used, by reason.");
    of("gradstream-decision-metrics", "gradstream_", "partition", "partition", "kind", "kind");
    count("decisions-total", "decisions", 1, "Decisions that were taken, by kind.");
    of("gradstream-label-metrics", "gradstream_", "partition", "partition");
    count("labels-total", "labels", 1, "Labels that came in records of their own.");
    count("outcomes-total", "outcomes", 1, "Predictions that met their label.");
    count("unlabelled-total", "unlabelled", 1, "Predictions that were given up without a label.");
    gauge("labels-waiting", "labels_waiting", 1, "Predictions that wait for their label.");
    gauge("labels-early", "labels_early", 1, "Labels that wait for their record.");
    gauge("label-age-median", "label_age_median_seconds", MS, "Record to label: the median.");
    gauge("label-age-p95", "label_age_p95_seconds", MS, "Record to label: 95 % are no older.");
  }

  private void windows() {
    of("gradstream-window-metrics", "gradstream_window_", "partition", "partition");
    gauge("window", "number", 1, "The number of the last full window.");
    gauge("window-records", "records", 1, "Labelled records in the last full window.");
    gauge("learning-rate", "learning_rate", 1, "The optimizer's rate at the window's end.");
    gauge("gradient-norm", "gradient_norm", 1, "Mean norm of the window's gradients.");
    gauge("clipped-steps", "clipped_steps", 1, "Steps of the window that were clipped.");
    gauge("dropped-steps", "dropped_steps", 1, "Steps of the window dropped as not finite.");
    gauge("outliers", "outliers", 1, "Numbers of the window that lay too far outside.");
    gauge("full-fields", "full_fields", 1, "Fields with as many categories as have columns.");
    gauge(
        "windows-without-improvement",
        "without_improvement",
        1,
        "Windows in a row that were no better than the checkpoint.");
    of(
        "gradstream-score-metrics",
        "gradstream_window_",
        "partition",
        "partition",
        "metric",
        "metric",
        "predictor",
        "predictor");
    gauge(
        "score", "score", 1, "A metric of the last full window, of model, checkpoint, baselines.");
    of(
        "gradstream-score-metrics",
        "gradstream_window_",
        "partition",
        "partition",
        "metric",
        "metric",
        "over",
        "over");
    gauge("gain", "gain", 1, "By how much the model was better than another; negative if worse.");
  }

  private void topicScorer() {
    of("gradstream-topic-scorer-metrics", "gradstream_topic_scorer_", "partition", "partition");
    count("records-total", "records", 1, "Records of the topic that were taken.");
    pace("gradstream_topic_scorer_");
  }

  private void pace(String of) {
    prefix = of;
    gauge("records-rate", "records_per_second", 1, "Records taken per second, of late.");
    gauge("record-latency-avg", "record_latency_avg_seconds", NS, "Time a record takes: mean.");
    gauge("record-latency-max", "record_latency_max_seconds", NS, "Time a record takes: longest.");
    gauge("record-latency-p99", "record_latency_p99_seconds", NS, "Time a record takes: p99.");
  }

  private void streams() {
    of("stream-metrics", "kafka_streams_", "client-id", "client_id");
    gauge("alive-stream-threads", "alive_threads", 1, "Stream threads that are alive.");
    count("failed-stream-threads", "failed_threads", 1, "Stream threads that died.");
    of("stream-thread-metrics", "kafka_streams_", "thread-id", "thread_id");
    count("commit-total", "commits", 1, "Commits of Kafka Streams.");
    gauge("commit-latency-avg", "commit_latency_avg_seconds", MS, "Time a commit takes: mean.");
    gauge("commit-latency-max", "commit_latency_max_seconds", MS, "Time a commit takes: longest.");
    gauge("poll-latency-avg", "poll_latency_avg_seconds", MS, "Time a poll takes: mean.");
    gauge(
        "process-latency-avg", "process_latency_avg_seconds", MS, "Time of a process call: mean.");
    count("blocked-time-ns-total", "blocked_seconds", NS, "Time a thread waited for Kafka.");
    of("stream-task-metrics", "kafka_streams_", "thread-id", "thread_id", "task-id", "task_id");
    count("dropped-records-total", "dropped_records", 1, "Records that Kafka Streams dropped.");
    count("restore-total", "restored_records", 1, "Blocks of models that were restored.");
    gauge(
        "restore-remaining-records-total",
        "restore_remaining_records",
        1,
        "Blocks of models that are still to be restored.");
  }

  private void consumers() {
    of(
        "consumer-fetch-manager-metrics",
        "kafka_consumer_",
        "client-id",
        "client_id",
        "topic",
        "topic",
        "partition",
        "partition");
    gauge("records-lag", "records_lag", 1, "Records of a partition that are still to be fetched.");
    of(
        "consumer-fetch-manager-metrics",
        "kafka_consumer_",
        "client-id",
        "client_id",
        "topic",
        "topic");
    count("records-consumed-total", "records_consumed", 1, "Records that were fetched.");
    count("bytes-consumed-total", "consumed_bytes", 1, "Bytes that were fetched.");
    of("consumer-fetch-manager-metrics", "kafka_consumer_", "client-id", "client_id");
    gauge("fetch-latency-avg", "fetch_latency_avg_seconds", MS, "Time a fetch takes: mean.");
    of("consumer-coordinator-metrics", "kafka_consumer_", "client-id", "client_id");
    count("rebalance-total", "rebalances", 1, "Rebalances of the group that it took part in.");
    count("failed-rebalance-total", "failed_rebalances", 1, "Rebalances that failed.");
    count("rebalance-latency-total", "rebalance_seconds", MS, "Time that rebalances took.");
    gauge("assigned-partitions", "assigned_partitions", 1, "Partitions that it reads.");
    gauge(
        "last-rebalance-seconds-ago", "last_rebalance_age_seconds", 1, "Since the last rebalance.");
    gauge(
        "last-heartbeat-seconds-ago", "last_heartbeat_age_seconds", 1, "Since the last heartbeat.");
    of("consumer-metrics", "kafka_consumer_", "client-id", "client_id");
    gauge("time-between-poll-max", "time_between_polls_max_seconds", MS, "Longest between polls.");
    gauge("last-poll-seconds-ago", "last_poll_age_seconds", 1, "Since the last poll.");
  }

  private void producers() {
    of("producer-metrics", "kafka_producer_", "client-id", "client_id");
    count("record-send-total", "records_sent", 1, "Records that were sent.");
    count("record-error-total", "record_errors", 1, "Records that could not be sent.");
    count("record-retry-total", "record_retries", 1, "Records that were sent again.");
    count("outgoing-byte-total", "outgoing_bytes", 1, "Bytes that were sent.");
    gauge("request-latency-avg", "request_latency_avg_seconds", MS, "Time a request takes: mean.");
    count("txn-commit-time-ns-total", "txn_commit_seconds", NS, "Time that commits took.");
    count("txn-abort-time-ns-total", "txn_abort_seconds", NS, "Time that aborts took.");
  }

  /** Whatever follows is of a group and has these labels, each after its tag. */
  private void of(String newGroup, String newPrefix, String... tagsAndLabels) {
    group = newGroup;
    prefix = newPrefix;
    labels = new LinkedHashMap<>();
    for (int i = 0; i < tagsAndLabels.length; i += 2) {
      labels.put(tagsAndLabels[i], tagsAndLabels[i + 1]);
    }
  }

  private void count(String metric, String name, double scale, String help) {
    all.add(new Exported(group, metric, prefix + name, Type.COUNTER, scale, labels, help));
  }

  private void gauge(String metric, String name, double scale, String help) {
    all.add(new Exported(group, metric, prefix + name, Type.GAUGE, scale, labels, help));
  }
}
