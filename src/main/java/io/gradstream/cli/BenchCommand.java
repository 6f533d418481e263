package io.gradstream.cli;

import io.gradstream.bench.CoreBenchmark;
import io.gradstream.bench.FeatureBenchmark;
import io.gradstream.bench.GrowthBenchmark;
import io.gradstream.bench.HttpBenchmark;
import io.gradstream.bench.LatencyBenchmark;
import io.gradstream.bench.StateBenchmark;
import io.gradstream.bench.StreamBenchmark;
import io.gradstream.bench.WaitingBenchmark;
import io.gradstream.client.CsvSource;
import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  gradstream bench stream --times 10 --runs 5"})
final class BenchCommand {

  private static final Path DEMO = Path.of("examples/flights/at-departure.yaml");

  private static final int LEAST_PARAMETERS = 1000;
  private static final int MOST_PARAMETERS = 17_000_000; // of two hidden layers of 4,096

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
    CsvSource source = pairs.source();
    new StreamBenchmark(pipeline(pairs.pipeline(), source), source, spec.commandLine().getOut())
        .run(pairs.times, pairs.runs);
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
    CsvSource source = pairs.source();
    new StreamBenchmark(pipeline(pairs.pipeline(), source), source, spec.commandLine().getOut())
        .runScoring(pairs.times, pairs.runs);
    return 0;
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
      @Option(
              names = "--rate",
              paramLabel = "N",
              defaultValue = "1000",
              description = "Requests a second, of one row each (default: ${DEFAULT-VALUE}).")
          int rate,
      @Option(
              names = "--seconds",
              paramLabel = "S",
              defaultValue = "60",
              description = "How long each is asked, in turns (default: ${DEFAULT-VALUE}).")
          int seconds,
      @Option(
              names = "--learned",
              paramLabel = "N",
              defaultValue = "1000",
              description =
                  "Rows a second that the trainer learns from (default: ${DEFAULT-VALUE}).")
          int learned)
      throws IOException, InterruptedException {
    Options.requirePositive("--rate", rate);
    Options.requirePositive("--seconds", seconds);
    Options.requirePositive("--learned", learned);
    CsvSource source = rows.source();
    new HttpBenchmark(pipeline(rows.pipeline, source), source, spec.commandLine().getOut())
        .run(new HttpBenchmark.Load(rate, seconds, learned));
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
      @Option(
              names = "--rate",
              paramLabel = "N",
              defaultValue = "1000",
              description = "Rows a second (default: ${DEFAULT-VALUE}).")
          int rate,
      @Option(
              names = "--seconds",
              paramLabel = "S",
              defaultValue = "60",
              description = "For how long (default: ${DEFAULT-VALUE}).")
          int seconds,
      @Option(
              names = "--times",
              paramLabel = "K",
              defaultValue = "6",
              description = "How often the file is read for the speed (default: ${DEFAULT-VALUE}).")
          int times)
      throws IOException, InterruptedException {
    intervals.forEach(each -> Options.requirePositive("--intervals", each));
    Options.requirePositive("--rate", rate);
    Options.requirePositive("--seconds", seconds);
    Options.requirePositive("--times", times);
    CsvSource source = rows.source();
    new LatencyBenchmark(pipeline(rows.pipeline, source), source, spec.commandLine().getOut())
        .run(intervals, new LatencyBenchmark.Load(rate, seconds, times));
    return 0;
  }

  @Command(
      name = "core",
      description = {
        "Measure what a record costs the learner alone, stage by stage.",
        "",
        "No Kafka: one thread over the rows of a file as Avro in memory. Unless pipelines are"
            + " given:",
        "the flights with all defaults, with the demo's pipeline, with a network of 32 and 16"
            + " hidden",
        "units, and with softmax over the 26 commonest destinations. Passes take turns; columns"
            + " are",
        "the median and the least processor time a row, and the bytes allocated."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gradstream bench core --runs 5"})
  int core(
      @Option(
              names = "--pipeline",
              paramLabel = "FILE",
              description = "A pipeline to measure in place of those four; may be repeated.")
          @Nullable List<Path> pipelines,
      @Option(
              names = {"--data", "--file"},
              paramLabel = "FILE",
              defaultValue = "examples/flights/flights.csv.gz",
              description = DataOptions.FORMS + " (default: ${DEFAULT-VALUE}).")
          Path data,
      @Mixin DataOptions form,
      @Option(
              names = "--rows",
              paramLabel = "N",
              description = "Take the first N rows only (default: all).")
          @Nullable Integer rows,
      @Option(
              names = "--runs",
              paramLabel = "N",
              defaultValue = "5",
              description = "Counted passes, after two to warm up (default: ${DEFAULT-VALUE}).")
          int runs)
      throws IOException {
    Options.requirePositive("--runs", runs);
    int most = rows == null ? Integer.MAX_VALUE : rows;
    Options.requirePositive("--rows", most);
    CsvSource source = CsvSource.of(DataOptions.file(data)).withOptions(form.options());
    CoreBenchmark benchmark = new CoreBenchmark(spec.commandLine().getOut());
    if (pipelines == null) {
      benchmark.addUsual(pipeline(DEMO, source), source.file(), source.options(), most);
    } else {
      for (Path file : pipelines) {
        benchmark.add(pipeline(file, source), source.file(), source.options(), most);
      }
    }
    benchmark.run(runs);
    return 0;
  }

  private Pipeline pipeline(Path file, CsvSource data) throws IOException {
    return AutoFile.read(file, data, spec.commandLine().getErr());
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
  int state(
      @Option(
              names = "--parameters",
              paramLabel = "N",
              split = ",",
              defaultValue = "1000000,10000000",
              description =
                  "Weights of the models, 1,000 to 17,000,000; 10,000,000 take 2 GB of heap (default:"
                      + " ${DEFAULT-VALUE}).")
          List<Integer> sizes,
      @Option(
              names = "--rows",
              paramLabel = "N",
              defaultValue = "1000",
              description = "Rows between two commits (default: ${DEFAULT-VALUE}).")
          int rows,
      @Option(
              names = "--only",
              paramLabel = "MODEL",
              split = ",",
              description =
                  "sparse-sgd, sparse-adam, sparse-race or dense-momentum: of these alone, however"
                      + " long they take (default: all but the largest).")
          @Nullable List<String> only)
      throws IOException, InterruptedException {
    for (int size : sizes) {
      if (size < LEAST_PARAMETERS || size > MOST_PARAMETERS) {
        throw new UsageException(
            "--parameters %,d: must be %,d to %,d"
                .formatted(size, LEAST_PARAMETERS, MOST_PARAMETERS));
      }
    }
    Options.requirePositive("--rows", rows);
    List<String> models = only == null ? List.of() : only;
    for (String model : models) {
      if (!StateBenchmark.MODELS.contains(model)) {
        throw new UsageException(
            "--only %s: must be one of %s"
                .formatted(model, String.join(", ", StateBenchmark.MODELS)));
      }
    }
    new StateBenchmark(sizes, models, rows, spec.commandLine().getOut()).run();
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
