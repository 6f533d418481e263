package io.gradstream.eval;

import io.gradstream.core.data.Task;
import io.gradstream.csv.CsvException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is to be said of a label before anything is learned: how its classes are balanced, and
 * whether it can be learned at all.
 */
final class LabelCheck {

  private static final int FEWEST_FOR_ID = 10;
  private static final int MOST_CLASSES = 1000; // the default of input.max-classes
  private static final double NEARLY_ALL = 0.95;
  private static final double RARE = 0.1;
  private static final int SHOWN = 6;

  private final SampleColumn label;
  private final LabelGuess guess;
  private final int known;

  private LabelCheck(SampleColumn label) {
    this.label = label;
    guess = LabelGuess.of(label);
    known = label.rows() - label.missing();
  }

  /** Looks at a label. */
  static LabelCheck of(SampleColumn label) {
    return new LabelCheck(label);
  }

  /** Returns what the label seems to be. */
  LabelGuess guess() {
    return guess;
  }

  /** Returns why nothing can be learned from it, with what to do; empty if something can. */
  Optional<String> problem() {
    int values = label.values().size();
    if (values == 0) {
      return Optional.of("no row has a value in it; name the column that is to be predicted");
    }
    if (values == 1) {
      return Optional.of(
          "it has one value only, '%s', in all %,d rows: there is nothing to tell apart; name another column, or give a sample that has other values, too (--rows)"
              .formatted(label.values().get(0), known));
    }
    return isId()
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "it has %,d different values in %,d rows, as an id has: a class that never comes again cannot be predicted; name the column that is to be predicted",
                values,
                known))
        : Optional.empty();
  }

  private boolean isId() {
    int values = label.values().size();
    if (guess.task() == Task.REGRESSION) {
      return known >= FEWEST_FOR_ID
          && values > NEARLY_ALL * known
          && label.type() == SampleColumn.Type.WHOLE
          && Identifiers.isNamed(label);
    }
    return values > MOST_CLASSES || known >= FEWEST_FOR_ID && values > known / 2;
  }

  /**
   * Refuses a label from which nothing can be learned.
   *
   * @throws CsvException with the reason and what to do
   */
  void require() {
    problem()
        .ifPresent(
            problem -> {
              throw new CsvException("label '%s': %s".formatted(label.name(), problem));
            });
  }

  /** Returns the shares of its classes, or its range, in a line. */
  String balance() {
    String missing =
        label.missing() == 0
            ? ""
            : String.format(Locale.ROOT, "; missing in %,d rows", label.missing());
    if (known == 0) {
      return "nothing";
    }
    if (guess.task() == Task.REGRESSION) {
      return "a number, %s%s".formatted(label.range().orElse(""), missing);
    }
    List<Integer> codes =
        IntStream.range(0, label.values().size())
            .boxed()
            .sorted(Comparator.comparingInt((Integer code) -> label.count(code)).reversed())
            .toList();
    List<String> shares = new ArrayList<>();
    codes.stream().limit(SHOWN).forEach(code -> shares.add(share(code)));
    if (codes.size() > SHOWN) {
      shares.add("and %,d more".formatted(codes.size() - SHOWN));
    }
    return "%s: %s%s".formatted(classes(codes.size()), String.join(", ", shares), missing);
  }

  private static String classes(int count) {
    return switch (count) {
      case 1 -> "one class only";
      case 2 -> "one of two classes";
      default -> String.format(Locale.ROOT, "one of %,d classes", count);
    };
  }

  private String share(int code) {
    double share = 100.0 * label.count(code) / known;
    return String.format(
        Locale.ROOT, share < 1 ? "%s %.2f %%" : "%s %.1f %%", label.values().get(code), share);
  }

  /** Tells whether the label is of two classes, one of them rare. */
  boolean isRare() {
    return guess.task() == Task.BINARY && rarest() < RARE * known;
  }

  /** Returns how many rows are of the rarest class. */
  int rarest() {
    return IntStream.range(0, label.values().size()).map(label::count).min().orElse(0);
  }
}
