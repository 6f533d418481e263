package io.gradstream.cli;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.Advice;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineException;
import io.gradstream.pipeline.PipelineException.Mistake;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.streams.InputCheck;
import io.gradstream.streams.InputFeatures;
import io.gradstream.streams.StartChecks;
import io.gradstream.streams.describe.Encodings;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks a pipeline file and says in a line what it is. */
@Command(
    name = "validate",
    description = "Check a pipeline file; every mistake is reported at once.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream validate examples/flights/pipeline.yaml",
      "  gradstream validate --topic flights examples/flights/pipeline.yaml"
    })
final class ValidateCommand implements Callable<Integer> {

  @Mixin private PipelineParameter parameter;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description =
          "Also ask the schema registry whether the records of this topic have every field that the"
              + " pipeline reads, with a type that its encoder can take.")
  private @Nullable String topic;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ConnectionOptions.Found found = parameter.look();
    WrittenPipeline written =
        found
            .with(
                found
                    .pipeline()
                    .map(WrittenPipeline::asWritten)
                    .map(this::classes)
                    .orElse(List.of()))
            .whole();
    Pipeline pipeline = written.asWritten();
    if (topic != null) {
      requireFields(written, topic);
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s is valid: '%s' learns '%s' from topic '%s'%s%n",
            parameter.file,
            pipeline.name(),
            pipeline.learner().label().field(),
            pipeline.input().topic(),
            pipeline.labels().map(ValidateCommand::labels).orElse(""));
    sayFormats(pipeline);
    Advice.on(pipeline).forEach(advice -> spec.commandLine().getOut().println("note: " + advice));
    return 0;
  }

  private static String labels(Labels labels) {
    return labels.sameTopic()
        ? ", labels from later records of it"
        : ", labels from topic '%s'".formatted(labels.source().topic());
  }

  private void sayFormats(Pipeline pipeline) {
    Optional<Input> labels = pipeline.readsLabels().map(Labels::source);
    boolean avro =
        pipeline.input().encoding() instanceof Encoding.Avro
            && labels.map(Input::encoding).orElse(new Encoding.Avro()) instanceof Encoding.Avro
            && pipeline.output().encoding() instanceof Encoding.Avro;
    if (!avro) {
      spec.commandLine()
          .getOut()
          .printf(
              "reads %s%s, writes %s%n",
              Encodings.input(pipeline.input()),
              labels.map(source -> ", labels " + Encodings.labels(source)).orElse(""),
              Encodings.output(pipeline.output().encoding()));
    }
  }

  private void requireFields(WrittenPipeline file, String of) {
    WrittenPipeline written = file.with(it -> it.withTopic(of));
    Pipeline pipeline = written.asWritten();
    if (!(pipeline.input().encoding() instanceof Encoding.Avro)) {
      throw new UsageException(
          "--topic goes with Avro only: %s reads %s, of which no schema says which fields there are"
              .formatted(parameter.file, Encodings.input(pipeline.input())));
    }
    parameter.requireRegistry(pipeline);
    SchemaRegistry registry = SchemaRegistries.from(pipeline.kafka());
    InputCheck check = InputCheck.of(InputFeatures.choose(written, registry).pipeline(), registry);
    if (!check.problems().isEmpty()) {
      List<String> problems =
          check.problems().stream().map(each -> "topic " + of + ": " + each).toList();
      throw check.fieldProblems().isEmpty()
          ? new ApplicationException(String.join("\n", problems))
          : PipelineException.about(parameter.file.toString(), problems);
    }
    check.notes().forEach(note -> spec.commandLine().getOut().println("note: " + note));
  }

  /** The classes that a pipeline names must be there, as they must for run. */
  private List<Mistake> classes(Pipeline pipeline) {
    try {
      StartChecks.makeClasses(pipeline);
      return List.of();
    } catch (ConfigException e) {
      return List.of(new Mistake(parameter.file.toString(), 0, String.valueOf(e.getMessage())));
    }
  }
}
