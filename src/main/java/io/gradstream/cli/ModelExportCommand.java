package io.gradstream.cli;

import io.gradstream.client.ApplicationException;
import io.gradstream.core.learn.Predictor;
import io.gradstream.export.JsonExport;
import io.gradstream.export.OnnxExport;
import io.gradstream.model.ModelFollower;
import io.gradstream.pipeline.Pipeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a committed model to a file that others read. */
@Command(
    name = "export",
    description =
        "Write the committed model to a file: ONNX, which predicts from raw fields, or JSON.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream model export --onnx model.onnx examples/flights/at-departure.yaml",
      "  gradstream model export --json model.json examples/flights/at-departure.yaml"
    })
final class ModelExportCommand implements Callable<Integer> {

  @Mixin private PipelineParameter parameter;
  @Mixin private CommittedModels models;

  @Option(
      names = "--onnx",
      paramLabel = "FILE",
      description =
          "Write a graph with all encoders in it; what it cannot hold is refused by name.")
  private @Nullable Path onnx;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write weights and statistics by name.")
  private @Nullable Path json;

  @Option(
      names = "--partition",
      paramLabel = "N",
      defaultValue = "0",
      description = "Whose model, where there are several (default: ${DEFAULT-VALUE}).")
  private int partition;

  @Spec private CommandSpec spec;

  /** Writes a model in some form. */
  private interface Form {
    void write(Predictor predictor, OutputStream out) throws IOException;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (onnx == null && json == null) {
      throw new UsageException("say what is to be written: --onnx FILE or --json FILE");
    }
    requireWritable(onnx); // before a model is waited for
    requireWritable(json);
    Pipeline pipeline = CommittedModels.chosen(parameter.readWithBrokers());
    try (ModelFollower follower = models.open(pipeline)) {
      if (partition < 0 || partition >= follower.partitions()) {
        throw new UsageException(
            "--partition must be in 0 to %d, was %d"
                .formatted(follower.partitions() - 1, partition));
      }
      write(
          onnx,
          follower,
          (predictor, out) ->
              OnnxExport.write(pipeline.name(), pipeline.learner(), predictor, out));
      write(
          json,
          follower,
          (predictor, out) ->
              JsonExport.write(pipeline.name(), pipeline.learner(), predictor, out));
    }
    return 0;
  }

  private static void requireWritable(@Nullable Path file) throws IOException {
    if (file != null) {
      FileFailure.requireWritable(file);
    }
  }

  /** The whole is made before the file is: what is refused leaves none. */
  private void write(@Nullable Path file, ModelFollower follower, Form form) throws IOException {
    if (file == null) {
      return;
    }
    byte[] bytes =
        follower
            .with(partition, (predictor, state) -> bytes(predictor, form))
            .orElseThrow(
                () ->
                    new ApplicationException("partition %d has no model yet".formatted(partition)));
    Files.write(file, bytes);
    spec.commandLine().getOut().printf("wrote %s, %,d bytes%n", file, bytes.length);
    spec.commandLine().getOut().flush();
  }

  private static byte[] bytes(Predictor predictor, Form form) {
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      form.write(predictor, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }
}
