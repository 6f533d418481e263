package io.gradstream.cli;

import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.pipeline.file.PipelineSchema;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.streams.InputCheck;
import io.gradstream.streams.InputFeatures;
import io.gradstream.streams.describe.Encodings;
import io.gradstream.streams.output.OutputCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Commands on the schemas that a pipeline reads, writes and is written in. */
@Command(
    name = "schemas",
    description = "Check or register a pipeline's Avro schemas; print that of its file.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  gradstream schemas check examples/flights/pipeline.yaml",
      "  gradstream schemas register --dry-run examples/flights/pipeline.yaml",
      "  gradstream schemas pipeline > pipeline.schema.json"
    })
final class SchemasCommand {

  private static final int WRONG = 1;
  private static final int UNFIT = 2;

  @Spec private CommandSpec spec;

  @Command(
      name = "check",
      description = {
        "Compare a pipeline with the schemas that the registry has.",
        "",
        "For each field that the pipeline reads it says whether the topic's latest schema has it, with",
        "a type that can be used; for each output, whether its schema is registered or could be.",
        "It registers nothing. The exit code is 2 if the pipeline must be changed, for it reads what",
        "the topic's schema does not have, and 1 if something is missing or refused."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gradstream schemas check examples/flights/pipeline.yaml"})
  int check(@Mixin PipelineParameter parameter) throws IOException {
    WrittenPipeline written = read(parameter);
    Pipeline pipeline = written.asWritten();
    SchemaReport report = new SchemaReport(out());
    List<String> problems = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    boolean unfit = false;
    if (pipeline.input().encoding() instanceof Encoding.Avro) {
      SchemaRegistry registry = SchemaRegistries.from(pipeline.kafka());
      InputCheck input =
          InputCheck.of(InputFeatures.choose(written, registry).pipeline(), registry);
      report.input("Input", input);
      problems.addAll(input.problems());
      unfit = !input.fieldProblems().isEmpty();
      warnings.addAll(input.warnings());
    } else {
      report.withoutSchema("Input", Encodings.input(pipeline.input()));
    }
    Optional<InputCheck> labels = labels(pipeline, report);
    problems.addAll(labels.map(InputCheck::problems).orElse(List.of()));
    warnings.addAll(labels.map(InputCheck::warnings).orElse(List.of()));
    unfit |= labels.filter(check -> !check.fieldProblems().isEmpty()).isPresent();
    List<OutputCheck> outputs = outputs(pipeline, report, it -> it);
    outputs.forEach(output -> output.problem(pipeline).ifPresent(problems::add));
    report.warnings(warnings);
    return report.verdict(problems) ? 0 : unfit ? UNFIT : WRONG;
  }

  private static Optional<InputCheck> labels(Pipeline pipeline, SchemaReport report) {
    Optional<Input> source = pipeline.readsLabels().map(Labels::source);
    if (source.isEmpty() || !(source.get().encoding() instanceof Encoding.Avro)) {
      source.ifPresent(labels -> report.withoutSchema("Labels", Encodings.labels(labels)));
      return Optional.empty();
    }
    Optional<InputCheck> check =
        InputCheck.ofLabels(pipeline, SchemaRegistries.from(pipeline.kafka()));
    check.ifPresent(each -> report.input("Labels", each));
    return check;
  }

  private static WrittenPipeline read(PipelineParameter parameter) throws IOException {
    WrittenPipeline written = parameter.read();
    if (written.asWritten().needsRegistry()) {
      parameter.requireRegistry(written.asWritten());
    }
    return written;
  }

  /** Looks at the outputs and reports what {@code shown} makes of each. */
  private static List<OutputCheck> outputs(
      Pipeline pipeline, SchemaReport report, UnaryOperator<OutputCheck> shown) {
    if (!(pipeline.output().encoding() instanceof Encoding.Avro)) {
      report.outputsWithoutSchema(Encodings.output(pipeline.output().encoding()));
      return List.of();
    }
    List<OutputCheck> outputs = OutputCheck.of(pipeline);
    report.outputs(outputs.stream().map(shown).toList());
    return outputs;
  }

  @Command(
      name = "register",
      description = {
        "Register the schemas of a pipeline's outputs, as run does when it starts.",
        "",
        "Use it where the application itself may not register: auto.register.schemas is ignored.",
        "Schemas that are registered already are left alone."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Examples:",
        "  gradstream schemas register --dry-run examples/flights/pipeline.yaml",
        "  gradstream schemas register examples/flights/pipeline.yaml"
      })
  int register(
      @Mixin PipelineParameter parameter,
      @Option(names = "--dry-run", description = "Register nothing; only say what would be done.")
          boolean dryRun)
      throws IOException {
    Pipeline pipeline = read(parameter).asWritten();
    SchemaReport report = new SchemaReport(out());
    List<OutputCheck> outputs =
        outputs(pipeline, report, it -> dryRun ? it : it.register(pipeline));
    List<String> refusals = outputs.stream().flatMap(output -> output.refusal().stream()).toList();
    return report.verdict(refusals) ? 0 : WRONG;
  }

  @Command(
      name = "pipeline",
      description = {
        "Print the JSON Schema of pipeline files, with which editors complete and check them.",
        "",
        "Name it in a file's first line: # yaml-language-server: $schema=pipeline.schema.json"
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gradstream schemas pipeline > pipeline.schema.json"})
  int pipeline() {
    out().print(PipelineSchema.json());
    out().flush();
    return 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
