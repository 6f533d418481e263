package io.gradstream.cli;

import io.gradstream.core.text.Figures;
import io.gradstream.model.ModelSnapshot;
import io.gradstream.model.SavedModel;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.saved.LoadStart;
import io.gradstream.streams.saved.ModelLoad;
import io.gradstream.streams.saved.ModelLoad.Loaded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a pipeline that has no model begin with a saved one. */
@Command(
    name = "load",
    description = {
      "Let a pipeline that has no model yet begin with a saved one.",
      "Of the topic that the model has learned from it goes on after the records learned, of another it"
          + " begins where auto.offset.reset says. What does not fit is refused, and nothing written."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gradstream model load flights.model challenger.yaml"})
final class ModelLoadCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE", description = "What `model save` has written.")
  private Path file;

  @Mixin private PipelineParameter parameter;

  @ArgGroup private @Nullable Begin begin;

  @Spec private CommandSpec spec;

  /** Where reading begins; one or the other. */
  static final class Begin {

    @Option(
        names = "--continue",
        description = {
          "Go on after the records that the model has learned from, also on another cluster: its topic",
          "must have the same records at the same offsets."
        })
    private boolean goesOn;

    @Option(
        names = "--anew",
        description = "Take the model alone, and begin where auto.offset.reset says.")
    private boolean anew;
  }

  @Override
  public Integer call() throws IOException {
    Pipeline pipeline = CommittedModels.chosen(parameter.readWithBrokers());
    ModelSnapshot saved = SavedModel.read(file);
    Loaded loaded = ModelLoad.load(saved, pipeline, asked());
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "loaded the model of %s into pipeline %s: %s blocks%n",
        saved.pipeline(), pipeline.name(), Figures.count(saved.blocks()));
    for (int i = 0; i < saved.models().size(); i++) {
      out.printf("  partition %d  digest %s%n", i, ModelVerifyCommand.digest(saved.digest(i)));
    }
    if (loaded.start() == LoadStart.ANEW) {
      out.printf(
          "  topic %s is read from where auto.offset.reset says%n",
          String.join(" and ", pipeline.inputTopics()));
    }
    loaded
        .offsets()
        .forEach(
            (partition, next) ->
                out.printf(
                    "  topic %s, partition %d: goes on at offset %s%n",
                    partition.topic(), partition.partition(), Figures.count(next)));
    out.flush();
    return 0;
  }

  private Optional<LoadStart> asked() {
    if (begin == null || begin.goesOn == begin.anew) {
      return Optional.empty();
    }
    return Optional.of(begin.goesOn ? LoadStart.CONTINUE : LoadStart.ANEW);
  }
}
