package io.gradstream.cli;

import io.gradstream.crash.CrashOptions;
import io.gradstream.crash.CrashTest;
import io.gradstream.pipeline.Scale;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries whether faults change anything. */
@Command(
    name = "crash-test",
    description = {
      "Kill a pipeline at random moments, and compare every byte that it wrote.",
      "",
      "A broker, a registry and instances of 'run' are started as processes of their own. The input"
          + " is",
      "made up: good records of schemas that change, garbage, transactions that are aborted."
          + " Instances are",
      "killed (while they start, restore and commit, too), terminated, frozen, they join and leave."
          + " Then",
      "every prediction, dead letter, metric, decision and the last state block are compared with what",
      "the learner alone makes of the input. Exit code 0: identical; 1: different, and the first is named.",
      "",
      "The same seed gives the same input and the same faults."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream crash-test",
      "  gradstream crash-test --kills 100 --partitions 3 --scale single --standby 1 --seed 7",
      "  gradstream crash-test --kills 0 --broker --registry",
      "  gradstream crash-test --pipeline many-waiting --ahead 1000000 --kills 4",
      "  gradstream crash-test --pipeline examples/flights/pipeline.yaml"
    })
final class CrashTestCommand implements Callable<Integer> {

  private static final int DIFFERENT = 1;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "SIGKILLs of instances; one SIGTERM, freeze, join and leave come with every four (default:"
              + " ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "2",
      description = "Partitions of the input (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      description = "single or partition (default: as the pipeline says).")
  private @Nullable Scale scale;

  @Option(
      names = "--standby",
      paramLabel = "N",
      defaultValue = "0",
      description = "num.standby.replicas (default: ${DEFAULT-VALUE}).")
  private int standby;

  @Option(
      names = "--pipeline",
      paramLabel = "FILE",
      defaultValue = "race",
      description =
          "A pipeline file, or race, batches, labels, two-topics or many-waiting: those between them have"
              + " every kind of state (default:"
              + " ${DEFAULT-VALUE}).")
  private String pipeline;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Where input and faults come from (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--ahead",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Records without labels that are sent before the first fault, so that as many wait at each"
              + " (default: ${DEFAULT-VALUE}).")
  private int ahead;

  @Option(
      names = "--broker",
      description = "Kill the broker, too, in the middle of transactions; its data stay.")
  private boolean broker;

  @Option(names = "--registry", description = "Let the registry go away and answer nonsense, too.")
  private boolean registry;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Options.requireNotNegative("--kills", kills);
    Options.requirePositive("--partitions", partitions);
    Options.requireNotNegative("--standby", standby);
    Options.requireNotNegative("--ahead", ahead);
    CrashOptions options =
        new CrashOptions(
            pipeline,
            kills,
            partitions,
            Optional.ofNullable(scale),
            standby,
            seed,
            ahead,
            broker,
            registry);
    return new CrashTest(options, spec.commandLine().getOut()).run() ? 0 : DIFFERENT;
  }
}
