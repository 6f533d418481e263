package io.gradstream.eval;

import io.gradstream.core.data.DigitsOfDate;
import io.gradstream.core.data.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds columns of a sample that had better be no features, each with the reason. */
final class Suspicions {

  /** With fewer values nothing is said of ids and leaks. */
  private static final int FEWEST = 50;

  private static final double NEARLY_ALL = 0.95;
  private static final double LEAKING_AUC = 0.99;
  private static final double LEAKING = 0.98;

  private static final Pattern NAME = Pattern.compile("\\S(.{0,248}\\S)?");

  private final Sample sample;
  private final Map<String, String> reasons = new LinkedHashMap<>();

  private Suspicions(Sample sample) {
    this.sample = sample;
  }

  /**
   * Looks at every column.
   *
   * @param label the column that is to be predicted, if leaks are to be looked for
   * @return reasons by the columns' names, in the order of the columns
   */
  static Map<String, String> of(Sample sample, Optional<String> label) {
    Suspicions suspicions = new Suspicions(sample);
    sample.columns().forEach(suspicions::name);
    sample.columns().forEach(suspicions::constant);
    sample.columns().forEach(suspicions::date);
    label.ifPresent(name -> suspicions.leaks(sample.require(name)));
    sample.columns().forEach(suspicions::id);
    suspicions.later();
    label.ifPresent(suspicions.reasons::remove);
    Map<String, String> ordered = new LinkedHashMap<>();
    for (SampleColumn column : sample.columns()) {
      Optional.ofNullable(suspicions.reasons.get(column.name()))
          .ifPresent(reason -> ordered.put(column.name(), reason));
    }
    return ordered;
  }

  private void suspect(SampleColumn column, String reason) {
    reasons.putIfAbsent(column.name(), reason);
  }

  /** As pipelines want it. */
  private void name(SampleColumn column) {
    if (!NAME.matcher(column.name()).matches()) {
      suspect(
          column,
          "no pipeline can name it: a name has 1 to 250 characters and no line break; rename the column");
    }
  }

  private void constant(SampleColumn column) {
    if (column.values().isEmpty()) {
      suspect(column, "constant: it has no value");
    } else if (column.values().size() == 1) {
      suspect(column, "constant: its only value is '%s'".formatted(column.values().get(0)));
    }
  }

  /** Read as a count since the epoch these are other times; as numbers they jump at each month. */
  private void date(SampleColumn column) {
    if (column.type() == SampleColumn.Type.WHOLE
        && column.values().stream().allMatch(Suspicions::isDate)) {
      String first = column.values().get(0);
      String date = DigitsOfDate.of(Long.parseLong(first)).orElseThrow();
      suspect(
          column,
          "dates written as numbers: %s seems to be %s, and cyclic refuses it; write the times as %s"
              .formatted(first, date, date));
    }
  }

  private static boolean isDate(String whole) {
    return DigitsOfDate.of(Long.parseLong(whole)).isPresent();
  }

  /** Where texts or whole numbers are names for rows, nothing comes again to learn from. */
  private void id(SampleColumn column) {
    int known = column.rows() - column.missing();
    boolean names =
        switch (column.type()) {
          case TEXT -> !Words.areIn(column);
          case WHOLE -> Identifiers.isNamed(column) || Identifiers.isCounter(column);
          default -> false;
        };
    if (names && known >= FEWEST && column.values().size() > NEARLY_ALL * known) {
      suspect(
          column,
          String.format(
              Locale.ROOT,
              "id-like: %,d different values in %,d rows",
              column.values().size(),
              known));
    }
  }

  private void leaks(SampleColumn label) {
    if (label.rows() - label.missing() < FEWEST) {
      return;
    }
    LabelGuess guess = LabelGuess.of(label);
    LeakProbe probe = new LeakProbe(guess.task(), guess.targets(label));
    for (SampleColumn column : sample.columns()) {
      if (column != label && !reasons.containsKey(column.name())) {
        leak(column, guess.task(), probe.score(column));
      }
    }
    if (guess.task() == Task.REGRESSION) {
      sums(label);
    }
  }

  private void leak(SampleColumn column, Task task, double score) {
    String found =
        switch (task) {
          case BINARY -> String.format(Locale.ROOT, "AUC %.3f", (1 + score) / 2);
          case REGRESSION -> String.format(Locale.ROOT, "R2 %.3f", score);
          case MULTICLASS -> String.format(Locale.ROOT, "%.1f %% of the errors", 100 * score);
        };
    if (task == Task.BINARY ? (1 + score) / 2 >= LEAKING_AUC : score >= LEAKING) {
      suspect(
          column,
          "leak? it alone tells the label (%s%s); keep it only if it is known before the label"
              .formatted(task == Task.MULTICLASS ? "avoiding " : "", found));
    }
  }

  /** Parts of the label leak it even if none of them tells it alone. */
  private void sums(SampleColumn label) {
    List<SampleColumn> numbers =
        sample.columns().stream()
            .filter(column -> column != label && column.values().size() > 1)
            .filter(
                column ->
                    column.type() == SampleColumn.Type.WHOLE
                        || column.type() == SampleColumn.Type.NUMBER)
            .toList();
    for (int i = 0; i < numbers.size(); i++) {
      for (int j = i + 1; j < numbers.size(); j++) {
        if (isSum(label, numbers.get(i), numbers.get(j))) {
          String both = numbers.get(i).name() + " + " + numbers.get(j).name();
          String reason = "leak: the label is %s in every row".formatted(both);
          reasons.put(numbers.get(i).name(), reason);
          reasons.put(numbers.get(j).name(), reason);
        }
      }
    }
  }

  private static boolean isSum(SampleColumn label, SampleColumn one, SampleColumn two) {
    double[] sums = label.numbers();
    double[] first = one.numbers();
    double[] second = two.numbers();
    int known = 0;
    for (int row = 0; row < label.rows(); row++) {
      int sum = label.code(row);
      int a = one.code(row);
      int b = two.code(row);
      if (sum != SampleColumn.MISSING && a != SampleColumn.MISSING && b != SampleColumn.MISSING) {
        known++;
        if (Math.abs(first[a] + second[b] - sums[sum]) > 1e-9 * Math.abs(sums[sum])) {
          return false;
        }
      }
    }
    return known >= FEWEST;
  }

  /** Where one of two times is the later in nearly every row, it may be that of the outcome. */
  private void later() {
    List<SampleColumn> times =
        sample.columns().stream()
            .filter(column -> column.type() == SampleColumn.Type.TIME)
            .toList();
    for (SampleColumn time : times) {
      for (SampleColumn other : times) {
        if (time != other && isLater(time, other)) {
          suspect(
              time,
              "later than %s: keep it only if it is known before the label"
                  .formatted(other.name()));
        }
      }
    }
  }

  private static boolean isLater(SampleColumn time, SampleColumn other) {
    double[] times = time.numbers();
    double[] others = other.numbers();
    int known = 0;
    int later = 0;
    for (int row = 0; row < time.rows(); row++) {
      if (time.code(row) != SampleColumn.MISSING && other.code(row) != SampleColumn.MISSING) {
        known++;
        later += times[time.code(row)] > others[other.code(row)] ? 1 : 0;
      }
    }
    return known >= FEWEST && later > NEARLY_ALL * known;
  }
}
