package io.gradstream.cli;

import io.gradstream.eval.ProfileReport;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks at data before a model is made of them. */
@Command(
    name = "profile",
    description = {
      "Print what a sample of data holds, and which columns are suspicious.",
      "It prints each column's type, missing and distinct values and range. Columns are suspicious",
      "if they are constant, look like ids or, with --label, give the label away. Where labels come",
      "later (--labels, --label-time), it says how late they are and which rows have none."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream profile --data examples/flights/flights.csv.gz --label delayed",
      "  gradstream profile --topic flights --label delayed --rows 10000"
    })
final class ProfileCommand implements Callable<Integer> {

  @Mixin private SampleOptions sample;

  @Mixin private LateOptions late;

  @Option(
      names = "--label",
      paramLabel = "COL",
      description = "The column to predict; columns that give it away are named.")
  private Optional<String> label = Optional.empty();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    late.check(label.orElse(null));
    SampleOptions.Read read = sample.read();
    ProfileReport report =
        late.read(read, sample.file(), label.orElse(null))
            .map(ProfileReport::of)
            .orElseGet(() -> new ProfileReport(read.sample(), label));
    label.ifPresent(report.sample()::require);
    spec.commandLine().getOut().print(report.text());
    spec.commandLine().getOut().flush();
    return 0;
  }
}
