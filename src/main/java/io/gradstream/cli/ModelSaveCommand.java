package io.gradstream.cli;

import io.gradstream.core.text.Figures;
import io.gradstream.model.ModelSnapshot;
import io.gradstream.model.SavedModel;
import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the newest committed model to a file. */
@Command(
    name = "save",
    description = {
      "Write the newest committed model to one file, with how far it has read its input.",
      "The trainers may be at work: it is the model of one commit. With several models it is all of them."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  gradstream model save flights.model examples/flights/pipeline.yaml"
    })
final class ModelSaveCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE", description = "The file to write.")
  private Path file;

  @Mixin private PipelineParameter parameter;
  @Mixin private CommittedModels models;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Pipeline pipeline = parameter.readWithBrokers().asWritten();
    FileFailure.requireWritable(file);
    ModelSnapshot snapshot = models.snapshot(pipeline);
    SavedModel.write(snapshot, file);
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "saved the model of %s to %s: %s blocks, %s bytes%n",
        pipeline.name(), file, Figures.count(snapshot.blocks()), Figures.count(Files.size(file)));
    print(snapshot, out);
    out.flush();
    return 0;
  }

  /** Prints the digests, by which models can be compared, and where the input was. */
  static void print(ModelSnapshot snapshot, PrintWriter out) {
    for (int i = 0; i < snapshot.models().size(); i++) {
      String digest =
          snapshot.models().get(i).isEmpty()
              ? "none yet"
              : ModelVerifyCommand.digest(snapshot.digest(i));
      out.printf("  partition %d  digest %s%n", i, digest);
    }
    snapshot
        .positions()
        .forEach(
            at ->
                out.printf(
                    "  topic %s, partition %d: read up to offset %s%n",
                    at.topic(), at.partition(), Figures.count(at.next())));
  }
}
