package io.gradstream.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One pipeline file or several, named by their place on the command line, or one by an option. */
final class PipelineFiles {

  @Parameters(
      arity = "0..*",
      paramLabel = "PIPELINE",
      description = "The pipeline file (YAML); several are compared on the same rows.")
  private List<Path> byPlace = new ArrayList<>();

  @Option(names = "--pipeline", paramLabel = "FILE", description = "The same, as an option.")
  private @Nullable Path byOption;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Returns the files, one or more. */
  List<Path> require() {
    List<Path> all = new ArrayList<>(byPlace);
    if (byOption != null && !all.contains(byOption)) {
      if (all.size() == 1) {
        throw mistake(
            "two pipelines are named, %s and %s; name one, or all of them without --pipeline to compare them"
                .formatted(all.get(0), byOption));
      }
      all.add(byOption);
    }
    if (all.isEmpty()) {
      throw mistake("name a pipeline file: PIPELINE or --pipeline FILE");
    }
    if (new HashSet<>(all).size() < all.size()) {
      throw mistake("a pipeline file is named twice: %s".formatted(all));
    }
    return List.copyOf(all);
  }

  private ParameterException mistake(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
