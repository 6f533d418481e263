package io.gradstream.cli;

import io.gradstream.client.ApplicationException;
import io.gradstream.model.FollowerHealth;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.score.Scorer;
import io.gradstream.serve.HealthRoutes;
import io.gradstream.serve.HttpService;
import io.gradstream.serve.MetricsRoutes;
import io.gradstream.serve.PageRoutes;
import io.gradstream.serve.ScorerHealth;
import io.gradstream.serve.ScoringRoutes;
import io.gradstream.serve.metrics.MetricsPage;
import io.gradstream.streams.ScoringApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores rows of a file, of a topic, or over HTTP, with the newest committed model. */
@Command(
    name = ScoreCommand.NAME,
    description = {
      "Score rows of a file, a topic or HTTP requests with the newest committed model.",
      "Nothing is learned from them. It reads the pipeline's model topic and disturbs nobody: any"
          + " number may run.",
      "",
      "--once FILE scores the rows of a file, --http-port answers requests, --to scores a topic."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream score pipeline.yaml --once new.csv",
      "  echo '{\"distance\": 1400, \"carrier\": \"AA\"}' | gradstream score pipeline.yaml --once -",
      "  gradstream score pipeline.yaml --http-port 8080",
      "  gradstream score pipeline.yaml --topic bookings --to bookings-scored"
    })
final class ScoreCommand implements Callable<Integer> {

  static final String NAME = "score";

  /** The option that has a topic scored. */
  static final String TO = "--to";

  private static final String ONCE = "--once";

  private static final List<String> OF_FILE =
      List.of("--key", "--time", "--json", "--explain", "--wait");

  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);

  @Mixin private PipelineParameter parameter;

  @Option(names = ONCE, paramLabel = "FILE", description = DataOptions.FORMS)
  private @Nullable Path once;

  @Mixin private DataOptions file;

  @Option(
      names = "--key",
      paramLabel = "COL",
      description =
          "Of --once: the column that is the record's key, where a key chooses the model.")
  private @Nullable String key;

  @Option(
      names = "--time",
      paramLabel = "COL",
      description =
          "Of --once: the column that is the record's time (default: the present of the model).")
  private @Nullable String time;

  @Option(names = "--json", description = "Of --once: print one JSON object a row.")
  private boolean json;

  @Option(
      names = "--explain",
      description = "Of --once: print what each feature adds to a score, too.")
  private boolean explain;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Of --once: how long to wait for the model (default: ${DEFAULT-VALUE}).")
  private int wait;

  @Mixin private HttpOptions http;

  @Option(
      names = "--topic",
      paramLabel = "T",
      description = "Of --to: the topic whose records are scored (default: the pipeline's input).")
  private @Nullable String topic;

  @Option(
      names = TO,
      paramLabel = "T",
      description =
          "Score the records of a topic, and write the predictions to this one. It answers over"
              + " HTTP, too, if --http-port is given; http.port of the file does not count.")
  private @Nullable String to;

  @Option(
      names = "--group",
      paramLabel = "G",
      description = "Of --to: the consumer group (default: what --to says, and -scorer).")
  private @Nullable String group;

  @Option(
      names = "--at-least-once",
      description = "Of --to: without transactions; a crash may write some predictions twice.")
  private boolean atLeastOnce;

  private final AtomicReference<@Nullable ScoringApplication> running = new AtomicReference<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    boolean alone = once != null || to != null;
    WrittenPipeline read = parameter.readToRun().with(alone ? http::alone : http::appliedTo);
    boolean serves = once == null && read.asWritten().http().port().isPresent();
    requireOneUse(serves);
    if (once != null) {
      return scoreFile(once, read) ? 0 : 1;
    }
    Pipeline pipeline = CommittedModels.chosen(read);
    StopSignals.handle();
    try (Scorer scorer = Scorer.follow(Map.of(), pipeline)) {
      return run(pipeline, scorer, serves);
    }
  }

  /** Tells whether an argument has a file scored: then nothing but its scores is to be printed. */
  static boolean scoresFile(String argument) {
    return argument.equals(ONCE) || argument.startsWith(ONCE + "=");
  }

  private void requireOneUse(boolean serves) {
    if (once != null && to != null) {
      throw new UsageException("--once and --to exclude each other: give one of them");
    }
    if (once != null) {
      Options.requireNone(
          spec,
          List.of(HttpOptions.PORT, HttpOptions.HOST),
          "and --once exclude each other: --once ends with its file; give one of them");
    }
    if (once == null && to == null && !serves) {
      throw new UsageException(
          "say what is to be scored: --once FILE, --http-port PORT, or --to TOPIC");
    }
    if (to == null && (topic != null || group != null || atLeastOnce)) {
      throw new UsageException("--topic, --group and --at-least-once are of --to TOPIC");
    }
    if (once == null) {
      Options.requireNone(spec, OF_FILE, "goes with --once FILE only");
      Options.requireNone(spec, DataOptions.ALL, "goes with --once FILE only");
    }
    if (!serves) {
      Options.requireNone(spec, List.of(HttpOptions.HOST), HttpOptions.NO_PORT);
    }
  }

  private int run(Pipeline pipeline, Scorer scorer, boolean serves)
      throws IOException, InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Optional<PageRoutes> page =
        serves ? Optional.of(WatchedPage.of(pipeline, scorer)) : Optional.empty();
    Optional<HttpService> service = Optional.empty();
    Optional<ScoringApplication> application = Optional.empty();
    try {
      if (page.isPresent()) {
        HttpService opened = serve(pipeline, scorer, page.get());
        service = Optional.of(opened);
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> leave(page.get(), opened), "close-http"));
      }
      awaitModel(scorer);
      if (to != null) {
        application = Optional.of(ScoringApplication.start(pipeline, scorer, topics()));
        ScoringApplication started = application.get();
        running.set(started);
        Runtime.getRuntime().addShutdownHook(new Thread(started::close, "close"));
        Optional<Throwable> failure = started.awaitEnd();
        if (failure.isPresent()) {
          throw new ApplicationException(String.valueOf(failure.get().getMessage()), failure.get());
        }
        return 0;
      }
      end.await(); // until a signal ends the process
      return 0;
    } finally {
      application.ifPresent(ScoringApplication::close);
      page.ifPresent(PageRoutes::close);
      service.ifPresent(HttpService::close);
    }
  }

  /** Open pages are requests that would not end by themselves. */
  private static void leave(PageRoutes page, HttpService service) {
    page.leave();
    service.close();
  }

  private ScoringApplication.Topics topics() {
    return new ScoringApplication.Topics(
        Optional.ofNullable(topic),
        String.valueOf(to),
        group == null ? to + "-scorer" : group,
        !atLeastOnce);
  }

  private HttpService serve(Pipeline pipeline, Scorer scorer, PageRoutes page) throws IOException {
    MetricsPage metrics =
        new MetricsPage().withScorer(scorer).withKafka(pipeline.name(), this::kafkaMetrics);
    HttpService service =
        HttpService.start(
            pipeline.http(),
            HttpOptions.NAME,
            List.of(
                new HealthRoutes(new ScorerHealth(scorer)),
                new ScoringRoutes(scorer),
                new MetricsRoutes(metrics, pipeline.http()),
                page));
    log()
        .info(
            "predictions on {}: POST /v1/predict, /v2; a page at /; {}, {}",
            service.url(),
            HealthRoutes.paths(),
            MetricsRoutes.PATH);
    return service;
  }

  /** Returns those of what scores a topic, once it does. */
  private Map<MetricName, ? extends Metric> kafkaMetrics() {
    ScoringApplication application = running.get();
    return application == null ? Map.of() : application.metrics();
  }

  /** A model that takes long to come is said, again and again. */
  private static void awaitModel(Scorer scorer) throws InterruptedException {
    Duration patience = FIRST_WAIT;
    while (!scorer.await(patience)) {
      log().info("waiting for a model: {}", problem(scorer));
      patience = Duration.ofSeconds(Math.min(60, 2 * patience.toSeconds()));
    }
  }

  private static String problem(Scorer scorer) {
    FollowerHealth health = scorer.health();
    return health.problem().orElse("the model topic is being read");
  }

  private boolean scoreFile(Path path, WrittenPipeline read)
      throws IOException, InterruptedException {
    Options.requirePositive("--wait", wait);
    Path rows = DataOptions.file(path);
    FileScores.requireReadable(rows, file.options(), key, time);
    Pipeline pipeline = CommittedModels.chosen(read);
    try (Scorer scorer = Scorer.follow(Map.of(), pipeline)) {
      if (!scorer.await(Duration.ofSeconds(wait))) {
        throw new ApplicationException(
            "pipeline %s has no model after %d s: %s"
                .formatted(pipeline.name(), wait, problem(scorer)));
      }
      scorer.settle(); // all rows by one model, however many there are
      FileScores scores = new FileScores(scorer, file.options(), key, time, explain);
      scores.print(rows, json, spec.commandLine().getOut());
      scores.problems().forEach(spec.commandLine().getErr()::println);
      spec.commandLine().getErr().flush();
      return scores.any();
    }
  }

  /** Not made with the class, which comes before anything has said how lines are to look. */
  private static Logger log() {
    return LoggerFactory.getLogger(ScoreCommand.class);
  }
}
