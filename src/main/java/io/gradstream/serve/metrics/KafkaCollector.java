package io.gradstream.serve.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Collects the {@linkplain ExportedMetrics exported} ones of the metrics of Kafka's clients. */
final class KafkaCollector implements MultiCollector {

  private static final String TOPIC = "topic";

  private final String pipeline;
  private final Supplier<? extends Map<MetricName, ? extends Metric>> metrics;
  private final List<Exported> exported = ExportedMetrics.all();
  private final Map<String, List<Exported>> byMetric = new HashMap<>();

  KafkaCollector(String pipeline, Supplier<? extends Map<MetricName, ? extends Metric>> metrics) {
    this.pipeline = pipeline;
    this.metrics = metrics;
    exported.forEach(
        each ->
            byMetric
                .computeIfAbsent(key(each.group(), each.metric()), key -> new ArrayList<>())
                .add(each));
  }

  @Override
  public MetricSnapshots collect() {
    Map<Exported, Map<Labels, Double>> found = new LinkedHashMap<>();
    exported.forEach(each -> found.put(each, new LinkedHashMap<>()));
    Map<MetricName, ? extends Metric> now = metrics.get();
    Set<String> dotted = dottedTopics(now.keySet());
    now.forEach((name, metric) -> add(found, name, metric, dotted));
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    found.forEach(
        (each, points) -> {
          if (!points.isEmpty()) {
            all.metricSnapshot(
                each.type() == Exported.Type.COUNTER
                    ? Snapshots.counter(each.name(), each.help(), points)
                    : Snapshots.gauge(each.name(), each.help(), points));
          }
        });
    return all.build();
  }

  private void add(
      Map<Exported, Map<Labels, Double>> found,
      MetricName name,
      Metric metric,
      Set<String> dotted) {
    for (Exported each : byMetric.getOrDefault(key(name.group(), name.name()), List.of())) {
      if (each.hasTags(name.tags())
          && !dotted.contains(name.tags().getOrDefault(TOPIC, ""))
          && metric.metricValue() instanceof Number number
          && isKnown(each, number.doubleValue())) {
        // A task that has just moved to another thread may be there twice: any of the two counts.
        found
            .computeIfAbsent(each, it -> new LinkedHashMap<>())
            .put(labels(each, name), number.doubleValue() * each.scale());
      }
    }
  }

  /** Kafka's ages are -1 and its means NaN before there was anything. */
  private static boolean isKnown(Exported each, double value) {
    boolean isAge = each.name().endsWith("_age_seconds");
    return !Double.isNaN(value) && !(isAge && value < 0);
  }

  private Labels labels(Exported each, MetricName name) {
    Labels.Builder labels = Labels.builder().label("pipeline", pipeline);
    each.labels().forEach((tag, label) -> labels.label(label, name.tags().get(tag)));
    return labels.build();
  }

  /** A topic with a dot in its name has every metric twice: also with an underscore for it. */
  private static Set<String> dottedTopics(Set<MetricName> names) {
    Set<String> topics = new HashSet<>();
    names.forEach(name -> topics.add(name.tags().getOrDefault(TOPIC, "")));
    Set<String> twins = new HashSet<>();
    for (String topic : topics) {
      if (topic.contains(".")) {
        twins.add(topic.replace('.', '_'));
      }
    }
    return twins;
  }

  private static String key(String group, String metric) {
    return group + '/' + metric;
  }
}
