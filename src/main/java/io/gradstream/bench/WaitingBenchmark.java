package io.gradstream.bench;

import io.gradstream.core.data.Row;
import io.gradstream.core.delay.LabelDelay;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Settlement;
import io.gradstream.core.state.Manifest;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * What records cost that wait for their labels, without Kafka: bytes of state each, what a commit
 * writes while they wait, and how long it takes to find them again after a restart.
 */
public final class WaitingBenchmark {

  private static final int COMMITS = 20;
  private static final long FOREVER = Long.MAX_VALUE / 4;

  /** The flights of the demo: eight numbers, six categories. */
  private static final String FLIGHTS =
      """
      pipeline: waiting
      input: {topic: departures}
      labels: {topic: arrivals, field: delayed, wait: 1d}
      features:
        - standard: [distance, temp, dewp, humid, wind_speed, precip, pressure, visib]
        - one-hot: [month, dow, sched_hour, carrier, origin, dest]
      model: logistic
      """;

  private static final int[] CATEGORIES = {12, 7, 19, 16, 3, 104};

  private final int waiting;
  private final int rowsACommit;
  private final PrintWriter out;
  private final LearnerRule rule;
  private final Map<String, byte[]> stored = new HashMap<>();
  private final Manifest manifest = new Manifest();
  private final Random random = new Random(1);
  private long written;
  private int next;

  /**
   * Sets it up.
   *
   * @param waiting how many records wait
   * @param rowsACommit how many come, and labels, between two commits
   */
  public WaitingBenchmark(int waiting, int rowsACommit, PrintWriter out) {
    this.waiting = waiting;
    this.rowsACommit = rowsACommit;
    this.out = out;
    rule =
        PipelineReader.parse("waiting", FLIGHTS, Map.of())
            .learner()
            .withDelay(
                new LabelDelay(
                    List.of(),
                    FOREVER,
                    0,
                    Integer.MAX_VALUE,
                    OptionalDouble.empty(),
                    LabelDelay.Match.FIRST));
  }

  /** Measures and prints. */
  public void run() {
    Learner learner = new Learner(rule);
    Row row = new Row(rule.layout());
    long before = size(learner);
    long start = System.nanoTime();
    for (int i = 0; i < waiting; i++) {
      take(learner, row);
    }
    double each = (System.nanoTime() - start) / 1e3 / waiting;
    out.printf("%,d records wait; each was taken in %.1f µs%n", waiting, each);
    out.printf("  state       %,.0f bytes a record%n", (size(learner) - before) / (double) waiting);
    commit(learner);
    written = 0;
    long settled = 0;
    for (int i = 0; i < COMMITS; i++) {
      settled += turnOver(learner, row);
      commit(learner);
    }
    out.printf(
        "  a commit    %,d records and %,d labels: %,d bytes, %,.0f a record and its label%n",
        rowsACommit,
        settled / COMMITS,
        written / COMMITS,
        written / (double) COMMITS / rowsACommit);
    out.flush();
    restore();
  }

  private int turnOver(Learner learner, Row row) {
    Row label = new Row(rule.labelLayout(List.of()));
    int settled = 0;
    for (int i = 0; i < rowsACommit; i++) {
      label.clear();
      label.setLabel(random.nextInt(2));
      byte[] key = key(random.nextInt(next));
      take(learner, row);
      learner.takeLabel(label, next, key);
      for (Optional<Settlement> met = learner.settle(); met.isPresent(); met = learner.settle()) {
        settled++;
      }
    }
    return settled;
  }

  private void restore() {
    long start = System.nanoTime();
    Learner again = new Learner(rule);
    again.restore(stored);
    out.printf(
        "  a restart   %.1f s to find %,d waiting records again, once their %,d blocks are read%n",
        (System.nanoTime() - start) / 1e9, again.labels().orElseThrow().waiting(), stored.size());
    out.flush();
  }

  private void take(Learner learner, Row row) {
    row.clear();
    for (int slot = 0; slot < row.layout().numbers().size(); slot++) {
      row.setNumber(slot, random.nextInt(10_000) / 100.0);
    }
    for (int slot = 0; slot < CATEGORIES.length; slot++) {
      row.setCategory(slot, random.nextInt(CATEGORIES[slot]));
    }
    learner.take(row, next, key(next));
    next++;
    learner.settle();
  }

  private static byte[] key(int number) {
    return ("UA%09d".formatted(number)).getBytes(StandardCharsets.UTF_8);
  }

  private static long size(Learner learner) {
    return learner.state().bytes();
  }

  private void commit(Learner learner) {
    manifest.drain(
        List.of(learner.state()),
        (key, block) -> {
          if (block.length == 0) {
            stored.remove(key);
          } else {
            stored.put(key, Arrays.copyOf(block, block.length));
          }
          written += key.length() + block.length;
        });
  }
}
