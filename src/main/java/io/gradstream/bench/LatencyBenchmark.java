package io.gradstream.bench;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.client.CsvSource;
import io.gradstream.client.TopicReader;
import io.gradstream.demo.InputProducer;
import io.gradstream.embedded.BrokerProcess;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.score.Scorer;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineTopics;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Measures how late predictions come, and how soon a follower uses a commit, by commit interval;
 * and what each interval costs.
 *
 * <p>Rows are sent at a rate; a reader of committed records sees their predictions. The time of a
 * prediction is that from the row's sending to its prediction's arrival; the time of a commit is
 * that from when the brokers have its last block, the end of its transaction included, to when
 * predictions are made with it. Then the same pipeline reads as many rows as it can.
 */
public final class LatencyBenchmark {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int WARM_UP_PART = 4; // of the rows, whose times do not count

  private final Pipeline template;
  private final CsvSource data;
  private final PrintWriter out;

  /** Creates a benchmark of a pipeline over a file of rows. */
  public LatencyBenchmark(Pipeline pipeline, CsvSource data, PrintWriter out) {
    this.template = pipeline;
    this.data = data;
    this.out = out;
  }

  /**
   * How rows come.
   *
   * @param rowsPerSecond the rate at which times are taken
   * @param seconds for how long
   * @param times how often the file is read for the speed
   */
  public record Load(int rowsPerSecond, int seconds, int times) {

    int rows() {
      return rowsPerSecond * seconds;
    }
  }

  /** Runs it for commit intervals in milliseconds, and prints a line each. */
  public void run(List<Integer> intervals, Load load) throws IOException, InterruptedException {
    say("%,d rows/s for %d s; times in milliseconds", load.rowsPerSecond(), load.seconds());
    say(
        "%9s %22s %22s %10s %14s %12s",
        "interval",
        "prediction p50 / p99",
        "commit p50 / p99",
        "commits",
        "changelog kB/s",
        "rows/s");
    for (int interval : intervals) {
      try (BrokerProcess broker = BrokerProcess.start()) {
        Pipeline pipeline =
            template
                .withKafka(broker.kafka())
                .withKafka(
                    Map.of(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, Integer.toString(interval)));
        measure(interval, pipeline, load);
      }
    }
  }

  private void measure(int interval, Pipeline pipeline, Load load)
      throws IOException, InterruptedException {
    Pipeline paced = pipeline.withName("bench-latency").withTopic("bench-latency-input");
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      Times times = new Times(load.rows());
      pace(cluster, paced, load, times);
      long bytes =
          TopicBytes.of(cluster, paced.modelTopic()::equals).getOrDefault(paced.modelTopic(), 0L);
      double rate = speed(cluster, pipeline.withName("bench-speed"), load.times());
      say(
          "%9d %10.1f / %9.1f %10.1f / %9.1f %10d %14.1f %,12.0f",
          interval,
          times.predictions.millis(.5),
          times.predictions.millis(.99),
          times.commits.millis(.5),
          times.commits.millis(.99),
          times.commits.count(),
          bytes / 1e3 / load.seconds(),
          rate);
    }
  }

  /** What was measured. */
  private static final class Times {
    private final AtomicLongArray sent; // nanoseconds by row
    private final Quantiles predictions = new Quantiles();
    private final Quantiles commits = new Quantiles();

    Times(int rows) {
      sent = new AtomicLongArray(rows);
    }
  }

  private void pace(Cluster cluster, Pipeline pipeline, Load load, Times times)
      throws IOException, InterruptedException {
    new PipelineTopics(cluster, pipeline).createMissing(List.of(pipeline.input().topic()));
    Pipeline seen = pipeline.withKafka(CommitClock.settings(pipeline.modelTopic()));
    try (PipelineApplication learning = PipelineApplication.start(seen)) {
      awaitRunning(learning);
      try (Scorer scorer = Scorer.follow(Map.of(), pipeline);
          TopicReader predictions =
              TopicReader.fromBeginning(pipeline.kafka(), List.of(pipeline.predictionsTopic()))) {
        Thread watch = daemon("bench-commits", () -> watch(scorer, times.commits));
        Thread read = daemon("bench-predictions", () -> read(predictions, load, times));
        CsvSource rows = data.limitedTo(load.rows(), load.rowsPerSecond());
        InputProducer.of(pipeline.withKafka(Map.of("linger.ms", "0")))
            .produce(
                pipeline.input().topic(),
                rows,
                count -> times.sent.set((int) count - 1, System.nanoTime()));
        read.join(PATIENCE.toMillis());
        watch.interrupt();
        watch.join();
        if (read.isAlive()) {
          throw new ApplicationException(
              "not all predictions came within %d s: a row of the file may have given none"
                  .formatted(PATIENCE.toSeconds()));
        }
      }
    }
  }

  /** One prediction comes for each row, in order, on the one partition. */
  private static void read(TopicReader predictions, Load load, Times times) {
    int count = 0;
    while (count < load.rows()) {
      for (ConsumerRecord<byte[], byte[]> ignored : predictions.poll(POLL)) {
        long now = System.nanoTime();
        if (count >= load.rows() / WARM_UP_PART) {
          times.predictions.add(now - times.sent.get(count));
        }
        count++;
      }
    }
  }

  /** A follower that applies several commits at once uses all of them then. */
  private static void watch(Scorer scorer, Quantiles commits) {
    long position = 0;
    while (!Thread.currentThread().isInterrupted()) {
      if (!scorer.models().isEmpty()) {
        long now = scorer.models().get(0).position();
        if (now > position) {
          long used = System.nanoTime();
          NavigableMap<Long, Long> seen = CommitClock.commits().subMap(position, false, now, true);
          if (position > 0) { // the first is read with the topic
            seen.values().forEach(at -> commits.add(used - at));
          }
          position = now;
        }
      }
      try {
        TimeUnit.MICROSECONDS.sleep(500);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private double speed(Cluster cluster, Pipeline pipeline, int times)
      throws IOException, InterruptedException {
    new PipelineTopics(cluster, pipeline).createMissing(List.of(pipeline.input().topic()));
    long rows = 0;
    for (int i = 0; i < times; i++) {
      rows += InputProducer.of(pipeline).produce(pipeline.input().topic(), data, count -> {});
    }
    try (PipelineApplication learning = PipelineApplication.start(pipeline)) {
      return new CommitSpeed(cluster, pipeline.name(), pipeline.input().topic())
          .await(rows)
          .rowsPerSecond();
    }
  }

  private static void awaitRunning(PipelineApplication application) throws InterruptedException {
    while (application.state() != KafkaStreams.State.RUNNING) {
      if (application.failure().isPresent()) {
        throw new IllegalStateException("the trainer ended", application.failure().get());
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
