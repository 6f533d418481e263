package io.gradstream.cli;

import io.gradstream.core.learn.ModelDescription;
import io.gradstream.core.learn.ModelDescription.Difference;
import io.gradstream.core.learn.Predictor;
import io.gradstream.core.text.Figures;
import io.gradstream.core.text.Printable;
import io.gradstream.core.text.TextTable;
import io.gradstream.core.text.TextTable.Column;
import io.gradstream.report.ModelComparison;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says in what two models differ. */
@Command(
    name = "diff",
    description = {
      "Say in what two models differ: each is a saved file, or a pipeline's committed model.",
      "The exit code is 0 if they are equal bit for bit, and 1 if they are not."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream model diff monday.model examples/flights/pipeline.yaml",
      "  gradstream model diff monday.model tuesday.model --pipeline examples/flights/pipeline.yaml"
    })
final class ModelDiffCommand implements Callable<Integer> {

  private static final int WIDEST = 40;

  @Parameters(index = "0", paramLabel = "A", description = "A saved model, or a pipeline file.")
  private Path a;

  @Parameters(index = "1", paramLabel = "B", description = "Another one.")
  private Path b;

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      description =
          "Whose features name the weights of saved models; else that of the other model is asked.")
  private @Nullable Path pipeline;

  @Option(
      names = "--weights",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "How many weights, statistics and categories to print of each, those that moved most first"
              + " (default: ${DEFAULT-VALUE}).")
  private int most;

  @Mixin private ConnectionOptions connection;
  @Mixin private CommittedModels models;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Options.requireNotNegative("--weights", most);
    ComparedModels compared =
        ComparedModels.of(a, b, Optional.ofNullable(pipeline), connection, models);
    PrintWriter out = spec.commandLine().getOut();
    boolean equal = compared.before().count() == compared.after().count();
    if (!equal) {
      out.printf(
          "%s holds %d model(s), and %s holds %d%n",
          a, compared.before().count(), b, compared.after().count());
    }
    int common = Math.min(compared.before().count(), compared.after().count());
    for (int partition = 0; partition < common; partition++) {
      equal &= print(partition, compared, out);
    }
    out.flush();
    return equal ? 0 : 1;
  }

  /** Prints what there is to say of a partition's models; tells whether they are equal. */
  private boolean print(int partition, ComparedModels compared, PrintWriter out) {
    ComparedModels.Side before = compared.before();
    ComparedModels.Side after = compared.after();
    Optional<Predictor> old = before.predictor(partition);
    Optional<Predictor> now = after.predictor(partition);
    boolean equal = before.digest(partition).equals(after.digest(partition));
    out.printf(
        "partition %d: %s%n",
        partition, equal ? "the models are equal, bit for bit" : "the models differ");
    TextTable table = new TextTable(Column.left(""), Column.left("A"), Column.left("B"));
    table.add("source", source(a), source(b));
    count(table, "version", Predictor::version, old, now);
    count(table, "steps", Predictor::step, old, now);
    count(table, "labelled records", Predictor::examples, old, now);
    row(table, "time of its records", ModelDiffCommand::time, old, now);
    table.add("read up to", before.positions(), after.positions());
    table.add("digest", before.digest(partition), after.digest(partition));
    out.println("  " + table.heading().stripTrailing());
    table.lines().forEach(line -> out.println("  " + line.stripTrailing()));
    if (!equal) {
      describe(before.blocks(partition), after.blocks(partition), out);
      compare(old, now, compared, out);
    }
    return equal;
  }

  private void describe(Map<String, byte[]> before, Map<String, byte[]> after, PrintWriter out) {
    List<Difference> found = ModelDescription.of(before).differences(ModelDescription.of(after));
    out.println(
        found.isEmpty() ? "description: the same" : "description, in what it differs (A | B)");
    for (Difference each : found) {
      out.printf(
          "  %s: %s | %s%n",
          each.name(),
          Printable.of(each.before(), 2 * WIDEST),
          Printable.of(each.after(), 2 * WIDEST));
    }
  }

  private void compare(
      Optional<Predictor> before,
      Optional<Predictor> after,
      ComparedModels compared,
      PrintWriter out) {
    if (before.isPresent() && after.isPresent()) {
      out.print(ModelComparison.of(before.get(), after.get(), most));
    } else {
      out.println(compared.whyUnnamed());
    }
  }

  private static String source(Path file) {
    return Printable.of(file.toString(), WIDEST);
  }

  private static void count(
      TextTable table,
      String name,
      Function<Predictor, Long> of,
      Optional<Predictor> before,
      Optional<Predictor> after) {
    row(table, name, of.andThen(Figures::count), before, after);
  }

  private static void row(
      TextTable table,
      String name,
      Function<Predictor, String> of,
      Optional<Predictor> before,
      Optional<Predictor> after) {
    table.add(name, before.map(of).orElse("-"), after.map(of).orElse("-"));
  }

  private static String time(Predictor predictor) {
    long present = predictor.present();
    return present == 0 ? "none yet" : Instant.ofEpochMilli(present).toString();
  }
}
