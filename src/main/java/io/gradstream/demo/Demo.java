package io.gradstream.demo;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.client.CsvRows;
import io.gradstream.client.CsvSource;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.text.Printable;
import io.gradstream.csv.CsvException;
import io.gradstream.embedded.EmbeddedCluster;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.report.DecisionLines;
import io.gradstream.report.MetricNames;
import io.gradstream.report.NextSteps;
import io.gradstream.report.ReportTable;
import io.gradstream.report.Terminal;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineTopics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;

/**
 * The main job from end to end: a CSV file is produced to a topic, a pipeline learns from it as a
 * Kafka Streams application, and its committed predictions are read back and judged.
 */
public final class Demo {

  private static final int ENTER_MILLIS = 200;

  private final Pipeline template;
  private CsvSource source;
  private Optional<CsvSource> labels;
  private final PrintWriter out;
  private final String file;
  private final NextSteps nextSteps = NextSteps.asCalled();
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * Creates a demo.
   *
   * @param pipeline the pipeline; what it says of its cluster is set aside
   * @param file the pipeline's file, for the commands that are suggested
   * @param source the rows to learn from
   * @param labels their labels, if they have a topic of their own
   */
  public Demo(
      Pipeline pipeline, Path file, CsvSource source, Optional<CsvSource> labels, PrintWriter out) {
    this.template = pipeline;
    CsvSource rows = source.withNumbers(pipeline.learner().numbers());
    this.source =
        labels.isPresent() ? rows.without(Set.of(pipeline.learner().label().field())) : rows;
    this.labels = labels.map(each -> each.withNumbers(pipeline.learner().numbers()));
    this.out = out;
    this.file = file.toString();
  }

  /**
   * Runs it and prints the figures.
   *
   * @param port the broker's port, a free one if empty
   * @param registryPort the registry's port, a free one if empty
   * @param pagePort the port of the page where it is watched, a free one if empty
   * @param keepRunning whether broker, registry, topics and pipeline stay up until Ctrl-C
   */
  public void run(
      OptionalInt port, OptionalInt registryPort, OptionalInt pagePort, boolean keepRunning)
      throws IOException, InterruptedException {
    long rows = rows();
    long start = System.nanoTime();
    try (EmbeddedCluster cluster = EmbeddedCluster.start(port, registryPort)) {
      say("broker    %s  (Kafka in this process)", cluster.bootstrapServers());
      say("registry  %s", cluster.registryUrl());
      say("pipeline  %s: %s", template.name(), summary());
      LocalPipeline local = LocalPipeline.of(template, cluster.kafka());
      if (!local.setAside().isEmpty()) {
        say("set aside %s  (for your own cluster only)", String.join(", ", local.setAside()));
      }
      say("started in %.1f s", (System.nanoTime() - start) / 1e9);
      Pipeline pipeline = local.pipeline();
      createTopics(pipeline);
      try (DemoPage page = DemoPage.start(pipeline, pagePort.orElse(0));
          PipelineApplication application = PipelineApplication.start(pipeline)) {
        say("watch it at %s", page.url());
        out.println();
        learn(pipeline, application, rows);
        if (!keepRunning && page.isOpen() && Terminal.isThere()) {
          awaitEnter(page);
        }
        if (keepRunning && !isStopped()) {
          sayWhileRunning(cluster);
          stopped.await();
        }
      }
    }
  }

  /**
   * Who is looking at the page is not shut out; one that nobody has opened keeps nobody waiting.
   */
  private void awaitEnter(DemoPage page) throws InterruptedException, IOException {
    out.println();
    say("The page stays up at %s until you press Enter.", page.url());
    while (!stopped.await(ENTER_MILLIS, TimeUnit.MILLISECONDS)) {
      if (System.in.available() > 0) {
        return;
      }
    }
  }

  private void sayWhileRunning(EmbeddedCluster cluster) {
    out.println();
    nextSteps
        .whileRunning(
            cluster.bootstrapServers(),
            cluster.registryUrl(),
            file,
            template.predictionsTopic(),
            template.output().encoding() instanceof Encoding.Json,
            template.labels().isPresent())
        .forEach(out::println);
    out.flush();
  }

  /** Ends it in order, from any thread: with the figures of what has been learned so far. */
  public void stop() {
    stopped.countDown();
  }

  /** Tells whether it was told to end. */
  public boolean isStopped() {
    return stopped.getCount() == 0;
  }

  private void learn(Pipeline pipeline, PipelineApplication application, long rows) {
    long start = System.nanoTime();
    try (PredictionFollower follower = new PredictionFollower(pipeline);
        Feeder feeder = new Feeder(pipeline, source, labels);
        ReadToEnd end = new ReadToEnd(pipeline)) {
      try (ProgressDisplay progress =
          ProgressDisplay.of(
              pipeline.input().topic(), rows, MetricNames.of(follower.metric()), out)) {
        while (!isStopped() && !isDone(feeder, follower, end)) {
          follower.poll();
          progress.update(follower.answered(), follower.rolling());
          requireRunning(application);
        }
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (isStopped()) {
        out.println();
        say("stopped after %,d of %,d rows", follower.answered(), rows);
      } else {
        follower.drain();
      }
      report(follower, follower.answered() / seconds);
    }
  }

  /** Labels may meet no record, so that outcomes do not tell whether all were read. */
  private boolean isDone(Feeder feeder, PredictionFollower follower, ReadToEnd end) {
    return feeder.finished()
        && follower.answered() >= feeder.sent()
        && (template.labels().isEmpty() || end.isDone());
  }

  private void report(PredictionFollower follower, double rowsPerSecond) {
    out.println();
    ReportTable figures =
        ReportTable.of(template.name(), template.learner().validation(), follower.evaluation());
    ReportTable table =
        follower
            .labels()
            .map(rows -> rows.below(figures))
            .orElse(figures)
            .with("decisions", follower.decisions().size())
            .with("dead letters", follower.deadLetters())
            .with("rows/s", Math.round(rowsPerSecond));
    out.print(table.render());
    DecisionLines decisions = new DecisionLines();
    for (GenericRecord decision : follower.decisions()) {
      decisions.add(
          "",
          decision.get("kind").toString(),
          decision.get("action").toString(),
          decision.get("reason").toString());
    }
    decisions.lines().forEach(out::println);
    if (follower.deadLetters() > 0) {
      say("first dead letter: %s", Printable.of(follower.firstReason()));
    }
    out.flush();
  }

  private void requireRunning(PipelineApplication application) {
    application
        .failure()
        .ifPresent(
            thrown -> {
              throw new ApplicationException(
                  "the pipeline stopped: " + thrown.getMessage(), thrown);
            });
  }

  private static void createTopics(Pipeline pipeline) {
    List<String> topics = new ArrayList<>(pipeline.outputTopics());
    topics.addAll(pipeline.inputTopics());
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      new PipelineTopics(cluster, pipeline).createMissing(topics);
    }
  }

  /** Counts the rows; what is wrong with file or columns is said before anything starts. */
  private long rows() throws IOException {
    source = source.inferred(template.input().topic());
    try (CsvRows rows = source.open(template.input().topic())) {
      if (template.labels().isEmpty()) {
        rows.requireColumn(template.learner().label().field());
      } else {
        requireLabels();
      }
      while (rows.next()) {
        continue;
      }
      rows.leftOut().ifPresent(out::println);
      return rows.count();
    }
  }

  private void requireLabels() throws IOException {
    String topic = template.readsLabels().orElseThrow().source().topic();
    try {
      CsvSource known = labels.orElseThrow().inferred(topic);
      labels = Optional.of(known);
      try (CsvRows rows = known.open(topic)) {
        rows.requireColumn(template.learner().label().field());
      }
    } catch (CsvException e) {
      throw new CsvException("labels: " + e.getMessage());
    }
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "%s by %s, batch size %d",
        template.learner().model().name(),
        optimizer(template.learner().training().optimizer()),
        template.learner().training().batching().size());
  }

  private static String optimizer(Optimizer rule) {
    return Double.isNaN(rule.learningRate())
        ? rule.name()
        : rule.name() + ", learning rate " + rule.learningRate();
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
