package io.gradstream.cli;

import io.gradstream.client.ApplicationException;
import io.gradstream.demo.TopicFormats;
import io.gradstream.model.ModelFollower;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Scale;
import io.gradstream.watch.ModelLook;
import io.gradstream.watch.Snapshot;
import io.gradstream.watch.TextReport;
import io.gradstream.watch.Watch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how a pipeline has fared, as text or as a file of pictures. */
@Command(
    name = "report",
    description = {
      "Say how well a pipeline does, whether it gets better, and what it decided.",
      "As text, or with --html as one file of pictures that can be passed on. It reads the pipeline's"
          + " topics once and changes nothing."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream report examples/flights/pipeline.yaml",
      "  gradstream report examples/flights/pipeline.yaml --html flights.html",
      "  gradstream report examples/flights/pipeline.yaml --since PT24H"
    })
final class ReportCommand implements Callable<Integer> {

  @Mixin private PipelineParameter parameter;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write one HTML file, which needs nothing else. It holds samples of dead letters.")
  private @Nullable Path html;

  @Option(
      names = "--since",
      paramLabel = "WHEN",
      description =
          "Of windows and decisions from then on, by the times of their records: a time, such as"
              + " 2013-03-01T00:00:00Z, or how long before the newest window, such as PT24H or P7D"
              + " (default: all).")
  private @Nullable String since;

  @Option(
      names = "--trainer",
      paramLabel = "N",
      description = "Of the trainer of this partition (default: the first that has a window).")
  private @Nullable Integer trainer;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "Of --html: how long to wait for the model, for its weights (default: ${DEFAULT-VALUE}).")
  private int wait;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Options.requireNotNegative("--wait", wait);
    if (trainer != null) {
      Options.requireNotNegative("--trainer", trainer);
    }
    if (html != null) {
      HtmlFile.requireWritable(html);
    } else {
      Options.requireNone(spec, List.of("--wait"), "goes with --html FILE only");
    }
    Optional<Since> wanted = Optional.ofNullable(since).map(Since::of);
    Pipeline pipeline = CommittedModels.chosen(parameter.readWithBrokers());
    if (pipeline.output().encoding() instanceof Encoding.Avro) {
      parameter.requireRegistry(pipeline);
    }
    int partition = trainer == null ? -1 : trainer;
    long from = wanted.map(each -> each.from(newest(pipeline))).orElse(Long.MIN_VALUE);
    Snapshot snapshot = Watch.read(pipeline, TopicFormats.of(pipeline), from, partition);
    if (trainer != null && !snapshot.partitions().contains(trainer)) {
      throw new ApplicationException(
          "trainer %d has finished no window%s; those that have: %s"
              .formatted(trainer, since == null ? "" : " since then", snapshot.partitions()));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (html == null) {
      TextReport.lines(snapshot).forEach(out::println);
      out.flush();
    } else {
      Optional<ModelLook> look = look(pipeline, Optional.ofNullable(snapshot.trainer()));
      HtmlFile.write(html, look.map(snapshot::with).orElse(snapshot), out);
    }
    return 0;
  }

  /** The weights are those of whose windows are drawn. Without any it is better than no report. */
  private Optional<ModelLook> look(Pipeline pipeline, Optional<Snapshot.Trainer> drawn)
      throws InterruptedException {
    try (ModelFollower follower =
        ModelFollower.start(
            pipeline.kafka(),
            pipeline.modelTopic(),
            pipeline.scale() == Scale.PARTITION,
            pipeline.learner())) {
      if (!follower.await(Duration.ofSeconds(wait))) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
            "without the model's weights: %s%n",
            follower.health().problem().orElse("its topic is still being read; --wait"));
        err.flush();
        return Optional.empty();
      }
      ModelLook look = new ModelLook();
      int partition =
          drawn.map(Snapshot.Trainer::partition).orElse(follower.states().get(0).partition());
      if (partition < follower.partitions()) {
        follower.with(
            partition,
            (predictor, state) -> {
              look.see(predictor);
              return state;
            });
      }
      return Optional.of(look);
    }
  }

  /** Returns when the newest window ended, by its records' times. */
  private OptionalLong newest(Pipeline pipeline) {
    return NewestWindows.of(pipeline, spec.commandLine().getErr()).stream()
        .mapToLong(window -> (Long) window.get("last_time"))
        .max();
  }
}
