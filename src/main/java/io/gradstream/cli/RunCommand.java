package io.gradstream.cli;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.serve.metrics.MetricsPage;
import io.gradstream.streams.InputFeatures;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.restore.RestoreProgress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a pipeline on a cluster until it is told to stop. */
@Command(
    name = RunCommand.NAME,
    description = {
      "Run a pipeline on the cluster that its kafka: section names, until Ctrl-C.",
      "Start it on several machines for standby and, with scale: partition, for more models.",
      "",
      "Ctrl-C and SIGTERM commit and end it; a second one ends it at once."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  KAFKA_BOOTSTRAP_SERVERS=localhost:9092 gradstream run examples/flights/pipeline.yaml"
    })
final class RunCommand implements Callable<Integer> {

  static final String NAME = "run";

  @Mixin private PipelineParameter parameter;

  @Option(
      names = "--health-port",
      paramLabel = "PORT",
      defaultValue = "${env:GRADSTREAM_HEALTH_PORT}",
      description =
          "Answer /health/started, /health/ready and /health/live on this port (default:"
              + " GRADSTREAM_HEALTH_PORT, else none).")
  private @Nullable Integer healthPort;

  @Option(
      names = "--health-host",
      paramLabel = "HOST",
      defaultValue = "${env:GRADSTREAM_HEALTH_HOST:-127.0.0.1}",
      description =
          "Where that port listens; 0.0.0.0 for all addresses of this machine (default:"
              + " GRADSTREAM_HEALTH_HOST, else 127.0.0.1; in the image 0.0.0.0).")
  private String healthHost;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "${env:GRADSTREAM_LOG_FORMAT:-text}",
      description =
          "Log lines as text, or as json: one object a line (default: GRADSTREAM_LOG_FORMAT, else"
              + " text).")
  private LogFormat logFormat;

  @Mixin private HttpOptions http;

  @Spec private CommandSpec spec;

  private final AtomicReference<@Nullable PipelineApplication> running = new AtomicReference<>();
  private final TrainerLineage lineage = new TrainerLineage();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Options.requirePort("--health-port", healthPort);
    logFormat.use();
    WrittenPipeline written = parameter.readToRun().with(http::appliedTo);
    Pipeline read = written.asWritten();
    if (read.http().port().isEmpty()) {
      Options.requireNone(spec, List.of(HttpOptions.HOST), HttpOptions.NO_PORT);
    }
    StopSignals.handle();
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "close"));
    try (TrainerHttp served = new TrainerHttp(this::state, this::details)) {
      Runtime.getRuntime().addShutdownHook(new Thread(served::leave, "close-http"));
      MetricsPage metrics = TrainerMetrics.page(read.name(), running::get);
      served.open(healthPort, healthHost, read, metrics); // before anything that may have to wait
      lineage.begin(read);
      Pipeline pipeline = chosen(written);
      served.predict(pipeline);
      PipelineApplication application =
          PipelineApplication.start(
              pipeline, RestoreBar.onTerminal(), lineage.beside(LiveLine.onTerminal(logFormat)));
      running.set(application);
      Optional<Throwable> failure = application.awaitEnd();
      lineage.end(failure);
      rethrow(failure);
      return 0;
    } catch (IOException | RuntimeException e) {
      lineage.end(Optional.of(e)); // if it has not ended
      throw e;
    }
  }

  private static Pipeline chosen(WrittenPipeline written) {
    InputFeatures features = InputFeatures.choose(written);
    features.sentences().forEach(LoggerFactory.getLogger(RunCommand.class)::info);
    return features.pipeline();
  }

  private Map<String, String> details() {
    PipelineApplication application = running.get();
    return application == null ? Map.of() : details(application);
  }

  private static Map<String, String> details(PipelineApplication application) {
    Map<String, String> details = new LinkedHashMap<>();
    application.stall().ifPresent(sentence -> details.put("stalled", sentence));
    RestoreProgress restored = application.restored();
    if (!restored.isComplete()) {
      details.put("restoring", "%d of %d blocks".formatted(restored.restored(), restored.total()));
    }
    return details;
  }

  private State state() {
    PipelineApplication application = running.get();
    return application == null ? State.CREATED : application.state();
  }

  private void close() {
    PipelineApplication application = running.get();
    if (application != null) {
      application.close();
      lineage.end(application.failure());
    } else {
      lineage.abort();
    }
  }

  private static void rethrow(Optional<Throwable> failure) {
    if (failure.isPresent()) {
      throw new ApplicationException(String.valueOf(failure.get().getMessage()), failure.get());
    }
  }
}
