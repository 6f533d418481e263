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
    of("gradstream-trainer-metrics", "gradstream_", "partition");
    count("records-total", "records", "Records that the trainer has taken, labels among them.");
    count("predictions-total", "predictions", "Predictions that were made.");
    pace("gradstream_");
    gauge("version", "model_version", "The model's version: one more after every step.");
    gauge("step", "model_step", "The optimizer's steps; fewer after a rollback.");
    gauge("parameters", "model_parameters", "Parameters in use.");
    gauge("categories", "model_categories", "Categories that have parameters.");
    gauge("state-bytes", "state_bytes", "How large the model and all beside it are, about.");
    gauge("learning", "learning", "1 while the model learns, 0 when it has stopped.");
    of("gradstream-dead-letter-metrics", "gradstream_", "partition", "reason");
    count("dead-letters-total", "dead_letters", "Records that could not be used, by reason.");
    of("gradstream-decision-metrics", "gradstream_", "partition", "kind");
    count("decisions-total", "decisions", "Decisions that were taken, by kind.");
    of("gradstream-label-metrics", "gradstream_", "partition");
    count("labels-total", "labels", "Labels that came in records of their own.");
    count("outcomes-total", "outcomes", "Predictions that met their label.");
    count("unlabelled-total", "unlabelled", "Predictions that were given up without a label.");
    gauge("labels-waiting", "labels_waiting", "Predictions that wait for their label.");
    gauge("labels-early", "labels_early", "Labels that wait for their record.");
    gauge("label-age-median", "label_age_median_seconds", MS, "Record to label: the median.");
    gauge("label-age-p95", "label_age_p95_seconds", MS, "Record to label: 95 % are no older.");
  }

  private void windows() {
    of("gradstream-window-metrics", "gradstream_window_", "partition");
    gauge("window", "number", "The number of the last full window.");
    gauge("window-records", "records", "Labelled records in the last full window.");
    gauge("learning-rate", "learning_rate", "The optimizer's rate at the window's end.");
    gauge("gradient-norm", "gradient_norm", "Mean norm of the window's gradients.");
    gauge("clipped-steps", "clipped_steps", "Steps of the window that were clipped.");
    gauge("dropped-steps", "dropped_steps", "Steps of the window dropped as not finite.");
    gauge("outliers", "outliers", "Numbers of the window that lay too far outside.");
    gauge("full-fields", "full_fields", "Fields with as many categories as have columns.");
    gauge(
        "windows-without-improvement",
        "without_improvement",
        "Windows in a row that were no better than the checkpoint.");
    of("gradstream-score-metrics", "gradstream_window_", "partition", "metric", "predictor");
    gauge("score", "score", "A metric of the last full window, of model, checkpoint, baselines.");
    of("gradstream-score-metrics", "gradstream_window_", "partition", "metric", "over");
    gauge("gain", "gain", "By how much the model was better than another; negative if worse.");
  }

  private void topicScorer() {
    of("gradstream-topic-scorer-metrics", "gradstream_topic_scorer_", "partition");
    count("records-total", "records", "Records of the topic that were taken.");
    pace("gradstream_topic_scorer_");
  }

  private void pace(String of) {
    prefix = of;
    gauge("records-rate", "records_per_second", "Records taken per second, of late.");
    gauge("record-latency-avg", "record_latency_avg_seconds", NS, "Time a record takes: mean.");
    gauge("record-latency-max", "record_latency_max_seconds", NS, "Time a record takes: longest.");
    gauge("record-latency-p99", "record_latency_p99_seconds", NS, "Time a record takes: p99.");
  }

  private void streams() {
    of("stream-metrics", "kafka_streams_", "client-id");
    gauge("alive-stream-threads", "alive_threads", "Stream threads that are alive.");
    count("failed-stream-threads", "failed_threads", "Stream threads that died.");
    of("stream-thread-metrics", "kafka_streams_", "thread-id");
    count("commit-total", "commits", "Commits of Kafka Streams.");
    gauge("commit-latency-avg", "commit_latency_avg_seconds", MS, "Time a commit takes: mean.");
    gauge("commit-latency-max", "commit_latency_max_seconds", MS, "Time a commit takes: longest.");
    gauge("poll-latency-avg", "poll_latency_avg_seconds", MS, "Time a poll takes: mean.");
    gauge(
        "process-latency-avg", "process_latency_avg_seconds", MS, "Time of a process call: mean.");
    count("blocked-time-ns-total", "blocked_seconds", NS, "Time a thread waited for Kafka.");
    of("stream-task-metrics", "kafka_streams_", "thread-id", "task-id");
    count("dropped-records-total", "dropped_records", "Records that Kafka Streams dropped.");
    count("restore-total", "restored_records", "Blocks of models that were restored.");
    gauge(
        "restore-remaining-records-total",
        "restore_remaining_records",
        "Blocks of models that are still to be restored.");
  }

  private void consumers() {
    of("consumer-fetch-manager-metrics", "kafka_consumer_", "client-id", "topic", "partition");
    gauge("records-lag", "records_lag", "Records of a partition that are still to be fetched.");
    of("consumer-fetch-manager-metrics", "kafka_consumer_", "client-id", "topic");
    count("records-consumed-total", "records_consumed", "Records that were fetched.");
    count("bytes-consumed-total", "consumed_bytes", "Bytes that were fetched.");
    of("consumer-fetch-manager-metrics", "kafka_consumer_", "client-id");
    gauge("fetch-latency-avg", "fetch_latency_avg_seconds", MS, "Time a fetch takes: mean.");
    of("consumer-coordinator-metrics", "kafka_consumer_", "client-id");
    count("rebalance-total", "rebalances", "Rebalances of the group that it took part in.");
    count("failed-rebalance-total", "failed_rebalances", "Rebalances that failed.");
    count("rebalance-latency-total", "rebalance_seconds", MS, "Time that rebalances took.");
    gauge("assigned-partitions", "assigned_partitions", "Partitions that it reads.");
    gauge("last-rebalance-seconds-ago", "last_rebalance_age_seconds", "Since the last rebalance.");
    gauge("last-heartbeat-seconds-ago", "last_heartbeat_age_seconds", "Since the last heartbeat.");
    of("consumer-metrics", "kafka_consumer_", "client-id");
    gauge("time-between-poll-max", "time_between_polls_max_seconds", MS, "Longest between polls.");
    gauge("last-poll-seconds-ago", "last_poll_age_seconds", "Since the last poll.");
  }

  private void producers() {
    of("producer-metrics", "kafka_producer_", "client-id");
    count("record-send-total", "records_sent", "Records that were sent.");
    count("record-error-total", "record_errors", "Records that could not be sent.");
    count("record-retry-total", "record_retries", "Records that were sent again.");
    count("outgoing-byte-total", "outgoing_bytes", "Bytes that were sent.");
    gauge("request-latency-avg", "request_latency_avg_seconds", MS, "Time a request takes: mean.");
    count("txn-commit-time-ns-total", "txn_commit_seconds", NS, "Time that commits took.");
    count("txn-abort-time-ns-total", "txn_abort_seconds", NS, "Time that aborts took.");
  }

  /** Whatever follows is of a group and has these tags as its labels. */
  private void of(String newGroup, String newPrefix, String... tags) {
    group = newGroup;
    prefix = newPrefix;
    labels = new LinkedHashMap<>();
    for (String tag : tags) {
      labels.put(tag, tag.replace('-', '_'));
    }
  }

  private void count(String metric, String name, String help) {
    count(metric, name, 1, help);
  }

  private void count(String metric, String name, double scale, String help) {
    add(metric, name, Type.COUNTER, scale, help);
  }

  private void gauge(String metric, String name, String help) {
    gauge(metric, name, 1, help);
  }

  private void gauge(String metric, String name, double scale, String help) {
    add(metric, name, Type.GAUGE, scale, help);
  }

  private void add(String metric, String name, Type type, double scale, String help) {
    all.add(new Exported(group, metric, prefix + name, type, scale, labels, help));
  }
}
