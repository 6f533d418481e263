package io.gradstream.streams;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.server.telemetry.ClientTelemetryExporter;
import org.apache.kafka.server.telemetry.ClientTelemetryExporterProvider;
import org.apache.kafka.shaded.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.Metric;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.MetricsData;
import org.apache.kafka.shaded.io.opentelemetry.proto.metrics.v1.NumberDataPoint;

/** A plug-in of a broker, which keeps what clients push to it; for all brokers of the process. */
public final class PushedMetrics implements MetricsReporter, ClientTelemetryExporterProvider {

  private static final Queue<Point> POINTS = new ConcurrentLinkedQueue<>();

  private record Point(String name, Map<String, String> tags, double value) {}

  /** Made by the broker, by its name. */
  public PushedMetrics() {}

  static void forget() {
    POINTS.clear();
  }

  /** Returns the names of all that was pushed. */
  static Set<String> names() {
    return POINTS.stream().map(Point::name).collect(Collectors.toSet());
  }

  /** Returns the values of a metric that has these tags, and perhaps others. */
  static List<Double> values(String name, Map<String, String> tags) {
    return POINTS.stream()
        .filter(point -> point.name().equals(name))
        .filter(point -> point.tags().entrySet().containsAll(tags.entrySet()))
        .map(Point::value)
        .toList();
  }

  @Override
  public ClientTelemetryExporter clientTelemetryExporter() {
    return (context, payload) -> keep(payload.data());
  }

  private static void keep(ByteBuffer data) {
    try {
      MetricsData.parseFrom(data).getResourceMetricsList().stream()
          .flatMap(resource -> resource.getScopeMetricsList().stream())
          .flatMap(scope -> scope.getMetricsList().stream())
          .forEach(PushedMetrics::keep);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("what was pushed is no OTLP", e);
    }
  }

  private static void keep(Metric metric) {
    List<NumberDataPoint> points =
        metric.hasSum()
            ? metric.getSum().getDataPointsList()
            : metric.getGauge().getDataPointsList();
    for (NumberDataPoint point : points) {
      Map<String, String> tags = new HashMap<>();
      point
          .getAttributesList()
          .forEach(tag -> tags.put(tag.getKey(), tag.getValue().getStringValue()));
      double value = point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
      POINTS.add(new Point(metric.getName(), tags, value));
    }
  }

  @Override
  public void configure(Map<String, ?> settings) {}

  @Override
  public void init(List<KafkaMetric> metrics) {}

  @Override
  public void metricChange(KafkaMetric metric) {}

  @Override
  public void metricRemoval(KafkaMetric metric) {}

  @Override
  public void close() {}
}
