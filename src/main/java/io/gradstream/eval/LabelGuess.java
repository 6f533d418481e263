package io.gradstream.eval;

import io.gradstream.core.data.Categories;
import io.gradstream.core.data.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What a label seems to be, by its values in a sample.
 *
 * @param task two classes: a boolean, 0 and 1, two whole numbers or two texts; several: texts; else
 *     a number
 * @param positive the greater of two numbers that are not 0 and 1, that one of two texts which says
 *     yes, else the rarer
 */
record LabelGuess(Task task, Optional<String> positive) {

  private static final Set<String> YES =
      Set.of("yes", "y", "true", "t", "1", "+", "positive", "pos", "on", "ja", "oui", "si");

  /** What columns are called in which numbers are classes. */
  private static final Pattern CLASSES =
      Pattern.compile(
          "(?i)(.*[_\\-. ])?(class|classes|category|kind|type|species|target|label|cluster|segment)");

  private static final int MOST_NUMBERED = 20;

  /** Guesses by the values of a column. */
  static LabelGuess of(SampleColumn label) {
    List<String> values = label.values();
    return switch (label.type()) {
      case BOOLEAN -> new LabelGuess(Task.BINARY, Optional.empty());
      case WHOLE, NUMBER ->
          List.of("0", "1").containsAll(values.stream().map(LabelGuess::plain).toList())
              ? new LabelGuess(Task.BINARY, Optional.empty())
              : ofNumbers(label);
      default ->
          values.size() == 2
              ? new LabelGuess(Task.BINARY, Optional.of(rarer(label)))
              : new LabelGuess(Task.MULTICLASS, Optional.empty());
    };
  }

  /** Two whole numbers, such as -1 and 1 or 1 and 2, are two classes; one of them is positive. */
  private static LabelGuess ofNumbers(SampleColumn label) {
    double[] numbers = Arrays.stream(label.numbers()).distinct().toArray();
    boolean two = numbers.length == 2 && Arrays.stream(numbers).allMatch(n -> n == Math.rint(n));
    return two
        ? new LabelGuess(
            Task.BINARY, Optional.of(Categories.text(Math.max(numbers[0], numbers[1]))))
        : new LabelGuess(
            areNumbered(label, numbers) ? Task.MULTICLASS : Task.REGRESSION, Optional.empty());
  }

  /** Tells whether numbers count through classes, from 0 or 1 on, and the name says so. */
  private static boolean areNumbered(SampleColumn label, double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return CLASSES.matcher(label.name()).matches()
        && sorted.length > 2
        && sorted.length <= MOST_NUMBERED
        && (sorted[0] == 0 || sorted[0] == 1)
        && IntStream.range(0, sorted.length).allMatch(i -> sorted[i] == sorted[0] + i);
  }

  private static String plain(String number) {
    return number.replaceFirst("\\.0*$", "");
  }

  private static String rarer(SampleColumn label) {
    List<String> yes =
        label.values().stream().filter(it -> YES.contains(it.toLowerCase(Locale.ROOT))).toList();
    if (yes.size() == 1) {
      return yes.get(0);
    }
    return label.values().get(label.count(0) < label.count(1) ? 0 : 1);
  }

  /** Returns what each row's label is to a score: 0 or 1, the class's number, or the number. */
  double[] targets(SampleColumn label) {
    double[] byCode =
        switch (task) {
          case REGRESSION -> label.numbers();
          case MULTICLASS -> IntStream.range(0, label.values().size()).asDoubleStream().toArray();
          case BINARY ->
              label.values().stream().mapToDouble(text -> isPositive(text) ? 1 : 0).toArray();
        };
    double[] targets = new double[label.rows()];
    for (int row = 0; row < targets.length; row++) {
      int code = label.code(row);
      targets[row] = code == SampleColumn.MISSING ? Double.NaN : byCode[code];
    }
    return targets;
  }

  private boolean isPositive(String text) {
    return positive
        .map(it -> text.equals(it) || plain(text).replaceFirst("^\\+", "").equals(it))
        .orElse(text.equalsIgnoreCase("true") || plain(text).equals("1"));
  }
}
