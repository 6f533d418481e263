package io.gradstream.demo;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.dictionary.Limits;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Training;
import io.gradstream.core.learn.Validation;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.optim.Sgd;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares a one-hot encoder with bounded categories on a field that never repeats with the same
 * one on a field of a thousand values: speed as a ratio, and the memory that is in use.
 *
 * <p>Each run is a learner of its own: rows are filled, predicted, judged and learned from, without
 * Kafka.
 */
public final class FeatureBenchmark {

  private static final int FEW = 1000;
  private static final int WINDOW = 5000;
  private static final long FIRST_ID = 10_000_000_000L;
  private static final double MEGABYTE = 1 << 20;
  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

  private final int records;
  private final LearnerRule rule;
  private final PrintWriter out;

  /**
   * Creates a benchmark.
   *
   * @param records of each run, as many as the large field has distinct values
   * @param maxCategories how many of them get columns
   */
  public FeatureBenchmark(int records, int maxCategories, PrintWriter out) {
    this.records = records;
    this.out = out;
    rule =
        new LearnerRule(
            LabelRule.binary("y"),
            List.of(new OneHot(List.of("id"), Limits.atMost(maxCategories))),
            new LinearRule("logistic"),
            new LogLoss(),
            Training.of(new Sgd(0.01), 1),
            new Validation(WINDOW, List.of(Metric.LOG_LOSS)),
            Optional.empty(),
            Optional.empty(),
            0);
  }

  /** A run's speed, and the bytes in use after a tenth of it and at its end. */
  private record Run(double speed, long early, long late) {}

  /**
   * Runs it and prints a line a pair of runs, and the median ratio in the last line.
   *
   * @param runs counted pairs of runs; one more warms up
   */
  public void run(int runs) {
    say("%,d records a run; one-hot of a field of %,d and of %,d values", records, FEW, records);
    say("%-8s %14s %14s %6s %26s", "run", "few rows/s", "many rows/s", "ratio", "heap after GC");
    double[] ratios = new double[runs];
    for (int run = 0; run <= runs; run++) {
      Run few = measure(FEW);
      Run many = measure(records);
      double ratio = few.speed() / many.speed();
      say(
          "%-8s %,14.0f %,14.0f %6.2f %8.1f MB, then %5.1f MB",
          run == 0 ? "warm-up" : run,
          few.speed(),
          many.speed(),
          ratio,
          many.early() / MEGABYTE,
          many.late() / MEGABYTE);
      if (run > 0) {
        ratios[run - 1] = ratio;
      }
    }
    Arrays.sort(ratios);
    say("ratio=%.2f", (ratios[(runs - 1) / 2] + ratios[runs / 2]) / 2);
  }

  private Run measure(int distinct) {
    Learner learner = new Learner(rule);
    int first = records / 10;
    double seconds = feed(learner, 0, first, distinct);
    long early = used();
    seconds += feed(learner, first, records, distinct);
    long late = used();
    return new Run(learner.version() / seconds, early, late);
  }

  /**
   * Feeds records to a learner, each of which is a step; returns the seconds that this thread had a
   * processor, so that what else the machine does counts less.
   */
  private double feed(Learner learner, int from, int to, int distinct) {
    Row row = new Row(rule.layout());
    long start = PROCESSOR.getCurrentThreadCpuTime();
    for (int i = from; i < to; i++) {
      row.clear();
      row.setCategory(0, FIRST_ID + i % distinct); // texts of one length
      row.setLabel(i & 1);
      learner.observe(row, i);
    }
    return (PROCESSOR.getCurrentThreadCpuTime() - start) / 1e9;
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
