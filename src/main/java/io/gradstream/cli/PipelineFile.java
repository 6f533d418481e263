package io.gradstream.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A pipeline file, named by its place on the command line or by an option, whichever one knows. */
final class PipelineFile {

  @Parameters(arity = "0..1", paramLabel = "PIPELINE", description = "The pipeline file (YAML).")
  private @Nullable Path byPlace;

  @Option(names = "--pipeline", paramLabel = "FILE", description = "The same, as an option.")
  private @Nullable Path byOption;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Returns the file, if one is named. */
  Optional<Path> find() {
    if (byPlace != null && byOption != null && !byPlace.equals(byOption)) {
      throw mistake("two pipelines are named, %s and %s; name one".formatted(byPlace, byOption));
    }
    return Optional.ofNullable(byPlace == null ? byOption : byPlace);
  }

  /** Returns the file. */
  Path require() {
    return find().orElseThrow(() -> mistake("name a pipeline file: PIPELINE or --pipeline FILE"));
  }

  private ParameterException mistake(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
