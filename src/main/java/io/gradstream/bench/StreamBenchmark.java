package io.gradstream.bench;

import io.gradstream.bench.CommitSpeed.Speed;
import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.client.CsvProducer;
import io.gradstream.client.CsvSource;
import io.gradstream.demo.InputProducer;
import io.gradstream.embedded.BrokerProcess;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Scorer;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineTopics;
import io.gradstream.streams.ScoringApplication;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Compares a pipeline, or the scoring of a topic, with an identity topology on the same preloaded
 * topic.
 *
 * <p>Both run in this process, in turn, with the same guarantees and settings, on one partition and
 * one thread; the broker has a process of its own. A run's speed is taken between its first and its
 * last commit, by the input offsets that it committed, so start and end do not count.
 */
public final class StreamBenchmark {

  /** What is compared with the copy. */
  private enum Against {
    PIPELINE,
    SCORER
  }

  private final Pipeline template;
  private final CsvSource data;
  private final PrintWriter out;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Map<String, Long> bytes = new LinkedHashMap<>();

  /** Creates a benchmark of a pipeline over a file of rows. */
  public StreamBenchmark(Pipeline pipeline, CsvSource data, PrintWriter out) {
    this.template = pipeline;
    this.data = data;
    this.out = out;
  }

  /**
   * Runs it and prints a line a pair of runs, what the last pair left in the topics, and the median
   * ratio in the last line.
   *
   * @param times how often the file is preloaded
   * @param runs counted pairs of runs; one more warms up
   */
  public void run(int times, int runs) throws IOException, InterruptedException {
    run(times, runs, Against.PIPELINE);
  }

  /** Compares the scoring of a topic, by a model that has learned from it before, likewise. */
  public void runScoring(int times, int runs) throws IOException, InterruptedException {
    run(times, runs, Against.SCORER);
  }

  private void run(int times, int runs, Against against) throws IOException, InterruptedException {
    try (BrokerProcess broker = BrokerProcess.start()) {
      Pipeline pipeline = template.withKafka(broker.kafka());
      long rows = preload(pipeline, times);
      say(
          "%,d records of %s in topic %s",
          rows, data.file().getFileName(), pipeline.input().topic());
      if (against == Against.SCORER) {
        learn(pipeline, rows);
      }
      say("%-8s %31s %31s", "", "identity", against == Against.SCORER ? "scorer" : "pipeline");
      say(
          "%-8s %14s %16s %14s %16s %8s",
          "run", "rows/s", "CPU s/million", "rows/s", "CPU s/million", "ratio");
      double[] ratios = new double[runs];
      for (int run = 0; run <= runs; run++) {
        bytes.clear();
        Speed identity = measureIdentity(pipeline, "bench-identity-" + run, rows);
        Speed learning =
            against == Against.SCORER
                ? measureScoring(pipeline, "bench-scored-" + run, rows)
                : measurePipeline(pipeline, "bench-pipeline-" + run, rows);
        double ratio = learning.rowsPerSecond() / identity.rowsPerSecond();
        say(
            "%-8s %,14.0f %16.2f %,14.0f %16.2f %8.2f",
            run == 0 ? "warm-up" : run,
            identity.rowsPerSecond(),
            identity.processorSeconds(),
            learning.rowsPerSecond(),
            learning.processorSeconds(),
            ratio);
        if (Double.isNaN(ratio)) {
          throw new ApplicationException(
              "%,d records are too few to measure: a run was over before its second commit; raise --times, was %d"
                  .formatted(rows, times));
        }
        if (run > 0) {
          ratios[run - 1] = ratio;
        }
      }
      sayBytes(rows);
      Arrays.sort(ratios);
      say("ratio=%.2f", (ratios[(runs - 1) / 2] + ratios[runs / 2]) / 2);
    }
  }

  private static Pipeline withCommitInterval(Pipeline pipeline) {
    String name = StreamsConfig.COMMIT_INTERVAL_MS_CONFIG;
    String usual = Integer.toString(ScoringApplication.COMMIT_INTERVAL);
    return pipeline.kafka().containsKey(name) ? pipeline : pipeline.withKafka(Map.of(name, usual));
  }

  private void sayBytes(long rows) {
    int width = Math.max(40, bytes.keySet().stream().mapToInt(String::length).max().orElse(0));
    say("%-" + width + "s %16s %14s", "topic", "bytes", "bytes/record");
    String format = "%-" + width + "s %,16d %14.1f";
    bytes.forEach((topic, size) -> say(format, topic, size, (double) size / rows));
  }

  private long preload(Pipeline pipeline, int times) throws IOException {
    String topic = pipeline.input().topic();
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      new PipelineTopics(cluster, pipeline).createMissing(List.of(topic));
    }
    CsvProducer producer = InputProducer.of(pipeline);
    long rows = 0;
    for (int i = 0; i < times; i++) {
      rows += producer.produce(topic, data, count -> {});
    }
    return rows;
  }

  private Speed measureIdentity(Pipeline pipeline, String name, long rows)
      throws InterruptedException {
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      String output = name + ".copy";
      new PipelineTopics(cluster, pipeline).createMissing(List.of(output));
      Pipeline paced = withCommitInterval(pipeline); // the copy commits as often as the other
      try (IdentityApplication copy = IdentityApplication.start(paced, name, output)) {
        Speed speed = new CommitSpeed(cluster, name, pipeline.input().topic()).await(rows);
        measureTopics(cluster, pipeline.input().topic(), name);
        return speed;
      } finally {
        cluster.get("deleting " + output, cluster.admin().deleteTopics(List.of(output)).all());
      }
    }
  }

  private Speed measurePipeline(Pipeline pipeline, String name, long rows)
      throws InterruptedException {
    Pipeline named = pipeline.withName(name);
    try (Cluster cluster = Cluster.connect(named.kafka())) {
      try (PipelineApplication learning = PipelineApplication.start(named)) {
        Speed speed = new CommitSpeed(cluster, name, named.input().topic()).await(rows);
        measureTopics(cluster, named.input().topic(), name);
        return speed;
      } finally {
        cluster.get("deleting topics", cluster.admin().deleteTopics(named.outputTopics()).all());
      }
    }
  }

  private static void learn(Pipeline pipeline, long rows) throws InterruptedException {
    try (Cluster cluster = Cluster.connect(pipeline.kafka());
        PipelineApplication learning = PipelineApplication.start(pipeline)) {
      new CommitSpeed(cluster, pipeline.name(), pipeline.input().topic()).await(rows);
    }
  }

  private Speed measureScoring(Pipeline pipeline, String name, long rows)
      throws InterruptedException {
    ScoringApplication.Topics topics =
        new ScoringApplication.Topics(Optional.empty(), name + ".predictions", name, true);
    try (Cluster cluster = Cluster.connect(pipeline.kafka());
        Scorer scorer = Scorer.follow(Map.of(), pipeline)) {
      if (!scorer.await(PATIENCE)) {
        throw new ApplicationException("the model was not read in " + PATIENCE.toSeconds() + " s");
      }
      try (ScoringApplication scoring = ScoringApplication.start(pipeline, scorer, topics)) {
        Speed speed = new CommitSpeed(cluster, name, pipeline.input().topic()).await(rows);
        measureTopics(cluster, pipeline.input().topic(), name);
        return speed;
      } finally {
        cluster.get(
            "deleting topics",
            cluster.admin().deleteTopics(List.of(topics.to(), topics.deadLetters())).all());
      }
    }
  }

  /** Takes down the sizes of an application's topics: its own, its changelog's, its input's. */
  private void measureTopics(Cluster cluster, String input, String name) {
    bytes.putAll(
        TopicBytes.of(
            cluster,
            topic ->
                topic.equals(input)
                    || topic.startsWith(name + ".")
                    || topic.startsWith(name + "-")));
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
