package io.gradstream.cli;

import io.gradstream.bench.FeatureBenchmark;
import io.gradstream.bench.GrowthBenchmark;
import io.gradstream.bench.HttpBenchmark;
import io.gradstream.bench.LatencyBenchmark;
import io.gradstream.bench.StreamBenchmark;
import io.gradstream.bench.WaitingBenchmark;
import io.gradstream.client.CsvSource;
import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Benchmarks, as ratios in one run. */
@Command(
    name = "bench",
    description = "Measure speed as a ratio in one run.",
    mixinStandardHelpOptions = true,
    subcommands = {BenchCoreCommand.class, BenchStateCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  gradstream bench stream --times 10 --runs 5"})
final class BenchCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "stream",
      description = {
        "Compare a pipeline with a topology that only copies the same records.",
        "",
        "Same broker (in its own process), same guarantees, one partition, one thread, in turn.",
        "The last line is the median ratio of rows/s, pipeline to identity."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gradstream bench stream --times 3 --runs 5"})
  int stream(@Mixin PairOptions pairs) throws IOException, InterruptedException {
    streams(pairs).run(pairs.times, pairs.runs);
    return 0;
  }

  @Command(
      name = "score",
      description = {
        "Compare the scoring of a topic with a topology that only copies the same records.",
        "",
        "The pipeline learns from the records first; then they are scored by its model, in turn with",
        "the copy. The last line is the median ratio of rows/s, scorer to identity."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gradstream bench score --times 10 --runs 5"})
  int score(@Mixin PairOptions pairs) throws IOException, InterruptedException {
    streams(pairs).runScoring(pairs.times, pairs.runs);
    return 0;
  }

  private StreamBenchmark streams(PairOptions pairs) throws IOException {
    CsvSource source = pairs.source();
    return new StreamBenchmark(
        AutoFile.read(pairs.pipeline(), source, spec.commandLine().getErr()),
        source,
        spec.commandLine().getOut());
  }

  @Command(
      name = "http",
      description = {
        "Compare requests for a prediction with requests to a handler that does nothing.",
        "",
        "Same server, beside a trainer at work; the broker and the load have processes of their"
            + " own.",
        "A request's time begins when it is due. The last line is the ratio of the 99th"
            + " percentiles,",
        "prediction to nothing."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gradstream bench http --rate 1000 --seconds 60"})
  int http(
      @Mixin RowsOptions rows,
      @Mixin RateOptions load,
      @Option(
              names = "--learned",
              paramLabel = "N",
              defaultValue = "1000",
              description =
                  "Rows a second that the trainer learns from (default: ${DEFAULT-VALUE}).")
          int learned)
      throws IOException, InterruptedException {
    load.check();
    Options.requirePositive("--learned", learned);
    CsvSource source = rows.source();
    new HttpBenchmark(read(rows, source), source, spec.commandLine().getOut())
        .run(new HttpBenchmark.Load(load.rate, load.seconds, learned));
    return 0;
  }

  @Command(
      name = "latency",
      description = {
        "Measure how late predictions come, by commit interval, and what each interval costs.",
        "",
        "Rows are sent at a rate; a reader of committed records takes the time until their"
            + " predictions",
        "come. A commit's time is until a follower predicts with it. rows/s is the speed of the"
            + " same",
        "pipeline when rows lie ready."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gradstream bench latency --intervals 1000,100,20"})
  int latency(
      @Mixin RowsOptions rows,
      @Option(
              names = "--intervals",
              paramLabel = "MS",
              split = ",",
              defaultValue = "1000,100,20",
              description = "Commit intervals in milliseconds (default: ${DEFAULT-VALUE}).")
          List<Integer> intervals,
      @Mixin RateOptions load,
      @Option(
              names = "--times",
              paramLabel = "K",
              defaultValue = "6",
              description = "How often the file is read for the speed (default: ${DEFAULT-VALUE}).")
          int times)
      throws IOException, InterruptedException {
    intervals.forEach(each -> Options.requirePositive("--intervals", each));
    load.check();
    Options.requirePositive("--times", times);
    CsvSource source = rows.source();
    new LatencyBenchmark(read(rows, source), source, spec.commandLine().getOut())
        .run(intervals, new LatencyBenchmark.Load(load.rate, load.seconds, times));
    return 0;
  }

  private Pipeline read(RowsOptions rows, CsvSource source) throws IOException {
    return AutoFile.read(rows.pipeline, source, spec.commandLine().getErr());
  }

  @Command(
      name = "growth",
      description = {
        "Measure how time and memory grow with the size of a model.",
        "",
        "No Kafka: a learner over made-up rows. From 10 numbers and a field of 1,000 categories,"
            + " one",
        "thing grows at a time: numbers, categories, hidden units, batch size. State is what the",
        "changelog holds, heap what the learner holds in memory after garbage collection."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gradstream bench growth --most-categories 1000000"})
  int growth(
      @Option(
              names = "--rows",
              paramLabel = "N",
              defaultValue = "100000",
              description =
                  "Rows of each of three passes, the fastest of which counts (default:"
                      + " ${DEFAULT-VALUE}).")
          int rows,
      @Option(
              names = "--most-categories",
              paramLabel = "K",
              defaultValue = "10000000",
              description =
                  "Values of the widest field; 10,000,000 take some GB of heap (default:"
                      + " ${DEFAULT-VALUE}).")
          int mostCategories) {
    Options.requirePositive("--rows", rows);
    Options.requirePositive("--most-categories", mostCategories);
    new GrowthBenchmark(rows, mostCategories, spec.commandLine().getOut()).run();
    return 0;
  }

  @Command(
      name = "features",
      description = {
        "Compare one-hot on a field that never repeats with one of a thousand values.",
        "",
        "No Kafka: a learner over made-up records. The heap in use after garbage collection is"
            + " taken",
        "at a tenth of a run and at its end. The last line is the median ratio of rows/s, few"
            + " values",
        "to many."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gradstream bench features --records 10000000"})
  int features(
      @Option(
              names = "--records",
              paramLabel = "N",
              defaultValue = "10000000",
              description =
                  "Records of a run, each with a value of its own (default: ${DEFAULT-VALUE}).")
          int records,
      @Option(
              names = "--max-categories",
              paramLabel = "K",
              defaultValue = "100000",
              description = "How many values get columns (default: ${DEFAULT-VALUE}).")
          int maxCategories,
      @Option(
              names = "--runs",
              paramLabel = "N",
              defaultValue = "3",
              description =
                  "Counted pairs of runs, after one to warm up (default: ${DEFAULT-VALUE}).")
          int runs) {
    Options.requirePositive("--records", records);
    Options.requirePositive("--max-categories", maxCategories);
    Options.requirePositive("--runs", runs);
    new FeatureBenchmark(records, maxCategories, spec.commandLine().getOut()).run(runs);
    return 0;
  }

  @Command(
      name = "labels",
      description = {
        "Measure what records cost that wait for their labels.",
        "",
        "Bytes of state a record, bytes that a commit writes while they wait, and how long it takes"
            + " to find",
        "them again after a restart (no Kafka)."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gradstream bench labels --waiting 1000000"})
  int labels(
      @Option(
              names = "--waiting",
              paramLabel = "N",
              defaultValue = "1000000",
              description = "How many records wait (default: ${DEFAULT-VALUE}).")
          int waiting,
      @Option(
              names = "--rows",
              paramLabel = "N",
              defaultValue = "1000",
              description = "Records, and labels, between two commits (default: ${DEFAULT-VALUE}).")
          int rows) {
    Options.requirePositive("--waiting", waiting);
    Options.requirePositive("--rows", rows);
    new WaitingBenchmark(waiting, rows, spec.commandLine().getOut()).run();
    return 0;
  }
}
