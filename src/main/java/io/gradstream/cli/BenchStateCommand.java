package io.gradstream.cli;

import io.gradstream.bench.StateBenchmark;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what a large model costs to keep. */
@Command(
    name = "state",
    description = {
      "Measure what a large model costs to keep.",
      "",
      "Bytes that a commit writes against bytes that changed (no Kafka), then on the embedded"
          + " broker how",
      "long a trainer takes to end, and to begin again with its model restored: linear models"
          + " of hashed",
      "ids, of which a record changes a few weights, and networks, of which it changes all."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream bench state --parameters 1000000",
      "  GRADSTREAM_OPTS=-Xmx6g gradstream bench state --parameters 10000000 --only sparse-adam"
    })
final class BenchStateCommand implements Callable<Integer> {

  private static final int LEAST_PARAMETERS = 1000;
  private static final int MOST_PARAMETERS = 17_000_000; // of two hidden layers of 4,096

  @Option(
      names = "--parameters",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000000,10000000",
      description =
          "Weights of the models, 1,000 to 17,000,000; 10,000,000 take 2 GB of heap (default:"
              + " ${DEFAULT-VALUE}).")
  private List<Integer> sizes;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Rows between two commits (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(
      names = "--only",
      paramLabel = "MODEL",
      split = ",",
      description =
          "sparse-sgd, sparse-adam, sparse-race or dense-momentum: of these alone, however"
              + " long they take (default: all but the largest).")
  private List<String> models = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    sizes.forEach(BenchStateCommand::requireSize);
    Options.requirePositive("--rows", rows);
    models.forEach(BenchStateCommand::requireModel);
    new StateBenchmark(sizes, models, rows, spec.commandLine().getOut()).run();
    return 0;
  }

  private static void requireSize(int size) {
    if (size < LEAST_PARAMETERS || size > MOST_PARAMETERS) {
      throw new UsageException(
          "--parameters %,d: must be %,d to %,d"
              .formatted(size, LEAST_PARAMETERS, MOST_PARAMETERS));
    }
  }

  private static void requireModel(String model) {
    if (!StateBenchmark.MODELS.contains(model)) {
      throw new UsageException(
          "--only %s: must be one of %s"
              .formatted(model, String.join(", ", StateBenchmark.MODELS)));
    }
  }
}
