package io.gradstream.cli;

import io.gradstream.pipeline.Advice;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineException;
import io.gradstream.pipeline.Problem;
import io.gradstream.streams.Encodings;
import io.gradstream.streams.StartChecks;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks a pipeline file and says in a line what it is. */
@Command(
    name = "validate",
    description = "Check a pipeline file; every mistake is reported at once.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gradstream validate examples/flights/pipeline.yaml"})
final class ValidateCommand implements Callable<Integer> {

  @Mixin private PipelineParameter parameter;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Pipeline pipeline = parameter.read();
    requireClasses(pipeline);
    spec.commandLine()
        .getOut()
        .printf(
            "%s is valid: '%s' learns '%s' from topic '%s'%n",
            parameter.file,
            pipeline.name(),
            pipeline.learner().label().field(),
            pipeline.input().topic());
    sayFormats(pipeline);
    Advice.on(pipeline).forEach(advice -> spec.commandLine().getOut().println("note: " + advice));
    return 0;
  }

  private void sayFormats(Pipeline pipeline) {
    boolean avro =
        pipeline.input().encoding() instanceof Encoding.Avro
            && pipeline.output() instanceof Encoding.Avro;
    if (!avro) {
      spec.commandLine()
          .getOut()
          .printf(
              "reads %s, writes %s%n",
              Encodings.input(pipeline.input()), Encodings.output(pipeline.output()));
    }
  }

  /** The classes that a pipeline names must be there, as they must for run. */
  private void requireClasses(Pipeline pipeline) {
    try {
      StartChecks.makeClasses(pipeline);
    } catch (ConfigException e) {
      throw new PipelineException(
          List.of(new Problem(parameter.file.toString(), 0, String.valueOf(e.getMessage()))));
    }
  }
}
