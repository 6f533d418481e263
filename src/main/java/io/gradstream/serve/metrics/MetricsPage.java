package io.gradstream.serve.metrics;

import io.gradstream.core.text.ProgramVersion;
import io.gradstream.score.Scorer;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * Everything a process tells of itself, as Prometheus reads it: what it was given to collect, its
 * JVM, and the requests that it has answered. Thread-safe.
 */
public final class MetricsPage {

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final Counter requests;
  private final Histogram durations;

  /** A page as it is sent: its type, and its bytes. */
  public record Body(String contentType, byte[] bytes) {}

  /** Creates a page of the JVM and of requests. */
  public MetricsPage() {
    JvmMetrics.builder().register(registry);
    Info.builder()
        .name("gradstream_build_info")
        .help("The version of the program.")
        .labelNames("version")
        .register(registry)
        .setLabelValues(ProgramVersion.text());
    requests =
        Counter.builder()
            .name("gradstream_http_requests_total")
            .help("Requests that were answered, by method, route and status.")
            .labelNames("method", "route", "status")
            .withoutExemplars()
            .register(registry);
    durations =
        Histogram.builder()
            .name("gradstream_http_request_duration_seconds")
            .help("How long it took to answer requests, by route.")
            .labelNames("route")
            .classicOnly()
            .classicUpperBounds(.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10)
            .withoutExemplars()
            .register(registry);
  }

  /** Adds the metrics of Kafka Streams; asked for at every scrape, empty before there are any. */
  public MetricsPage withKafka(
      String pipeline, Supplier<? extends Map<MetricName, ? extends Metric>> metrics) {
    registry.register(new KafkaCollector(pipeline, metrics));
    return this;
  }

  /**
   * Adds how a trainer's process fares.
   *
   * @param states all that it may be in
   * @param figures asked for at every scrape; empty before it has begun
   */
  public MetricsPage withRun(
      String pipeline, List<String> states, Supplier<Optional<RunFigures>> figures) {
    registry.register(new RunCollector(pipeline, states, figures));
    return this;
  }

  /** Adds what a scorer holds. */
  public MetricsPage withScorer(Scorer scorer) {
    registry.register(new ScorerCollector(scorer));
    return this;
  }

  /**
   * Counts a request.
   *
   * @param route its path as it was declared, so that there are only so many
   */
  public void answered(String method, String route, int status, long nanos) {
    requests.labelValues(method, route, Integer.toString(status)).inc();
    durations.labelValues(route).observe(nanos / 1e9);
  }

  /** Returns the page in the text format that a client accepts: Prometheus' or OpenMetrics'. */
  public Body body(@Nullable String accept) {
    ExpositionFormatWriter writer =
        formats.getOpenMetricsTextFormatWriter().accepts(accept)
            ? formats.getOpenMetricsTextFormatWriter()
            : formats.getPrometheusTextFormatWriter();
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      writer.write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
      return new Body(writer.getContentType(), out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is memory that is written
    }
  }
}
