package io.gradstream.bench;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.client.CsvProducer;
import io.gradstream.client.CsvSource;
import io.gradstream.demo.InputProducer;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineTopics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Compares a pipeline with an identity topology on the same preloaded topic.
 *
 * <p>Both run in this process, in turn, with the same guarantees and settings, on one partition and
 * one thread; the broker has a process of its own. A run's speed is taken between its first and its
 * last commit, by the input offsets that it committed, so start and end do not count.
 */
public final class StreamBenchmark {

  private final Pipeline template;
  private final Path data;
  private final PrintWriter out;

  /** Creates a benchmark of a pipeline over a CSV file. */
  public StreamBenchmark(Pipeline pipeline, Path data, PrintWriter out) {
    this.template = pipeline;
    this.data = data;
    this.out = out;
  }

  /**
   * Runs it and prints a line a pair of runs, and the median ratio in the last line.
   *
   * @param times how often the file is preloaded
   * @param runs counted pairs of runs; one more warms up
   */
  public void run(int times, int runs) throws IOException, InterruptedException {
    try (BrokerProcess broker = BrokerProcess.start()) {
      Pipeline pipeline = template.withKafka(broker.kafka());
      long rows = preload(pipeline, times);
      say("%,d records of %s in topic %s", rows, data.getFileName(), pipeline.input().topic());
      say("%-8s %18s %18s %8s", "run", "identity rows/s", "pipeline rows/s", "ratio");
      double[] ratios = new double[runs];
      for (int run = 0; run <= runs; run++) {
        double identity = measureIdentity(pipeline, "bench-identity-" + run, rows);
        double learning = measurePipeline(pipeline, "bench-pipeline-" + run, rows);
        double ratio = learning / identity;
        say("%-8s %,18.0f %,18.0f %8.2f", run == 0 ? "warm-up" : run, identity, learning, ratio);
        if (Double.isNaN(ratio)) {
          throw new ApplicationException(
              "%,d records are too few to measure: a run was over before its second commit; raise --times, was %d"
                  .formatted(rows, times));
        }
        if (run > 0) {
          ratios[run - 1] = ratio;
        }
      }
      Arrays.sort(ratios);
      say("ratio=%.2f", (ratios[(runs - 1) / 2] + ratios[runs / 2]) / 2);
    }
  }

  private long preload(Pipeline pipeline, int times) throws IOException {
    String topic = pipeline.input().topic();
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      new PipelineTopics(cluster, pipeline).createMissing(List.of(topic));
    }
    CsvProducer producer = InputProducer.of(pipeline);
    long rows = 0;
    for (int i = 0; i < times; i++) {
      rows += producer.produce(topic, CsvSource.of(data), count -> {});
    }
    return rows;
  }

  private static double measureIdentity(Pipeline pipeline, String name, long rows)
      throws InterruptedException {
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      String output = name + ".copy";
      new PipelineTopics(cluster, pipeline).createMissing(List.of(output));
      try (IdentityApplication copy = IdentityApplication.start(pipeline, name, output)) {
        return new CommitSpeed(cluster, name, pipeline.input().topic()).await(rows);
      } finally {
        cluster.get("deleting " + output, cluster.admin().deleteTopics(List.of(output)).all());
      }
    }
  }

  private static double measurePipeline(Pipeline pipeline, String name, long rows)
      throws InterruptedException {
    Pipeline named = pipeline.withName(name);
    try (Cluster cluster = Cluster.connect(named.kafka())) {
      try (PipelineApplication learning = PipelineApplication.start(named)) {
        return new CommitSpeed(cluster, name, named.input().topic()).await(rows);
      } finally {
        cluster.get("deleting topics", cluster.admin().deleteTopics(named.outputTopics()).all());
      }
    }
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
