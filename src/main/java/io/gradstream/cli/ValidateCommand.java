package io.gradstream.cli;

import io.gradstream.pipeline.Advice;
import io.gradstream.pipeline.Pipeline;
import java.util.concurrent.Callable;
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
    spec.commandLine()
        .getOut()
        .printf(
            "%s is valid: '%s' learns '%s' from topic '%s'%n",
            parameter.file,
            pipeline.name(),
            pipeline.learner().label().field(),
            pipeline.input().topic());
    Advice.on(pipeline).forEach(advice -> spec.commandLine().getOut().println("note: " + advice));
    return 0;
  }
}
