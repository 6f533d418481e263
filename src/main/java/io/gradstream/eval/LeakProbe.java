package io.gradstream.eval;

import io.gradstream.core.data.Task;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How well a single column tells the label: the mean label, or the most frequent class, of each
 * group of its values is learned on about every second row, by the row's hash, and judged on the
 * others.
 *
 * <p>Groups are values, or for more than 64 ordered ones 64 ranges of about as many rows each. A
 * group that was not learned has the mean of all. The result is 2 AUC - 1 for two classes (0 is
 * chance), R2 for numbers, and for several classes the share of the errors of the most frequent
 * class that are avoided; 1 is a perfect column.
 */
final class LeakProbe {

  private static final int GROUPS = 64;

  private final Task task;
  private final double[] targets;

  LeakProbe(Task task, double[] targets) {
    this.task = task;
    this.targets = targets;
  }

  /** Returns a probe for a label, of the task that it seems to be for. */
  static LeakProbe of(SampleColumn label) {
    LabelGuess guess = LabelGuess.of(label);
    return new LeakProbe(guess.task(), guess.targets(label));
  }

  /** Returns how much of the label a column tells, 1 at most. */
  double score(SampleColumn column) {
    return score(groups(column, column.isOrdered() ? GROUPS : Integer.MAX_VALUE));
  }

  /** Returns how much each value by itself tells, as a category would. */
  double ofValues(SampleColumn column) {
    return score(groups(column, Integer.MAX_VALUE));
  }

  /** Returns how much the order of its values tells, by this many ranges. */
  double ofRanges(SampleColumn column, int ranges) {
    return score(groups(column, ranges));
  }

  private double score(int[] groups) {
    int count = 1 + Arrays.stream(groups).max().orElse(0);
    return task == Task.MULTICLASS ? classes(groups, count) : means(groups, count);
  }

  private static int[] groups(SampleColumn column, int ranges) {
    int values = column.values().size();
    int[] groupOf = IntStream.rangeClosed(1, values).toArray();
    if (values > ranges) {
      double[] numbers = column.numbers();
      int known = column.rows() - column.missing();
      int before = 0;
      for (int code :
          IntStream.range(0, values)
              .boxed()
              .sorted(Comparator.comparingDouble(it -> numbers[it]))
              .mapToInt(it -> it)
              .toArray()) {
        groupOf[code] = 1 + (int) ((long) before * ranges / known);
        before += column.count(code);
      }
    }
    int[] groups = new int[column.rows()];
    for (int row = 0; row < groups.length; row++) {
      int code = column.code(row);
      groups[row] = code == SampleColumn.MISSING ? 0 : groupOf[code];
    }
    return groups;
  }

  private boolean isLearned(int row) {
    return isEven(row) && !Double.isNaN(targets[row]);
  }

  private boolean isJudged(int row) {
    return !isEven(row) && !Double.isNaN(targets[row]);
  }

  /** Rows may alternate: which of them are learned must not. */
  private static boolean isEven(int row) {
    return (row + 1) * 0x9E3779B97F4A7C15L >= 0;
  }

  private double means(int[] groups, int count) {
    double[] sums = new double[count];
    double[] sizes = new double[count];
    double sum = 0;
    double size = 0;
    for (int row = 0; row < groups.length; row++) {
      if (isLearned(row)) {
        sums[groups[row]] += targets[row];
        sizes[groups[row]]++;
        sum += targets[row];
        size++;
      }
    }
    double mean = size == 0 ? 0 : sum / size;
    double[] predicted = new double[groups.length];
    for (int row = 0; row < groups.length; row++) {
      int group = groups[row];
      predicted[row] = sizes[group] == 0 ? mean : sums[group] / sizes[group];
    }
    return task == Task.BINARY ? gini(predicted) : r2(predicted);
  }

  private double r2(double[] predicted) {
    double[] judged =
        IntStream.range(0, targets.length)
            .filter(this::isJudged)
            .mapToDouble(it -> targets[it])
            .toArray();
    double mean = Arrays.stream(judged).average().orElse(0);
    double total = Arrays.stream(judged).map(it -> (it - mean) * (it - mean)).sum();
    double left = 0;
    for (int row = 0; row < targets.length; row++) {
      if (isJudged(row)) {
        left += (targets[row] - predicted[row]) * (targets[row] - predicted[row]);
      }
    }
    return total > 0 ? 1 - left / total : 0;
  }

  /** 2 AUC - 1 by ranks, ties counted half (H. B. Mann, D. R. Whitney 1947). */
  private double gini(double[] predicted) {
    int[] rows =
        IntStream.range(0, targets.length)
            .filter(this::isJudged)
            .boxed()
            .sorted(Comparator.comparingDouble(it -> predicted[it]))
            .mapToInt(it -> it)
            .toArray();
    double wins = 0;
    double negatives = 0;
    double positives = 0;
    for (int from = 0; from < rows.length; ) {
      double up = 0;
      double down = 0;
      int to = from;
      for (; to < rows.length && predicted[rows[to]] == predicted[rows[from]]; to++) {
        up += targets[rows[to]];
        down += 1 - targets[rows[to]];
      }
      wins += up * (negatives + down / 2);
      negatives += down;
      positives += up;
      from = to;
    }
    return positives * negatives == 0 ? 0 : 2 * wins / (positives * negatives) - 1;
  }

  private double classes(int[] groups, int count) {
    int classes = 1 + (int) Arrays.stream(targets).filter(it -> !Double.isNaN(it)).max().orElse(0);
    int[][] seen = new int[count][classes];
    int[] all = new int[classes];
    for (int row = 0; row < groups.length; row++) {
      if (isLearned(row)) {
        seen[groups[row]][(int) targets[row]]++;
        all[(int) targets[row]]++;
      }
    }
    int usual = largest(all);
    double wrong = 0;
    double wrongOfUsual = 0;
    for (int row = 0; row < groups.length; row++) {
      if (isJudged(row)) {
        int[] group = seen[groups[row]];
        int guess = Arrays.stream(group).sum() == 0 ? usual : largest(group);
        wrong += guess == (int) targets[row] ? 0 : 1;
        wrongOfUsual += usual == (int) targets[row] ? 0 : 1;
      }
    }
    return wrongOfUsual == 0 ? 0 : 1 - wrong / wrongOfUsual;
  }

  private static int largest(int[] counts) {
    return IntStream.range(0, counts.length)
        .boxed()
        .max(Comparator.comparingInt(it -> counts[it]))
        .orElse(0);
  }
}
