package io.gradstream.eval;

import io.gradstream.core.metric.Ages;
import io.gradstream.core.text.Elapsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How late the labels of a sample are, and what met no other.
 *
 * @param rows how many rows there are
 * @param ages how long labels came after their rows, less than 0 for those that came before
 * @param patience milliseconds within which nearly all labels came, rounded up
 * @param early how long labels came before their rows at most, rounded up; 0 if none did
 * @param none how many rows had no label when that was over
 * @param open how many have none and may still get one
 * @param again how many rows have the key of an earlier one
 * @param unusable how many rows have no key or no time
 * @param unmatched how many labels have no row
 * @param second how many labels are of a row that had its own
 * @param bad how many labels cannot be read
 * @param firstBad what is wrong with the first of them
 * @param atOnce how many rows come within {@code patience}
 */
record Lateness(
    long rows,
    Ages ages,
    long patience,
    long early,
    long none,
    long open,
    long again,
    long unusable,
    long unmatched,
    long second,
    long bad,
    Optional<String> firstBad,
    long atOnce) {

  private static final double NEARLY_ALL = 0.999;

  /** Returns how long to wait for labels of such ages. */
  static long patience(Ages ages) {
    return Lengths.up(Math.max(1, ages.quantile(NEARLY_ALL)));
  }

  /** Returns what share of the rows has no label, of those whose time for one is over. */
  double share() {
    long over = ages.size() + none;
    return over == 0 ? 0 : (double) none / over;
  }

  /** Returns how late labels are, in a line. */
  String delays() {
    return "%s (median), %s (95 %%), %s at most"
        .formatted(Elapsed.of(ages.median()), Elapsed.of(ages.most()), Elapsed.of(ages.greatest()));
  }

  /** Returns a line for whatever is to be told. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("%s of %s rows have a label, after %s".formatted(n(ages.size()), n(rows), delays()));
    tell(
        lines, none, "rows that had none within " + Lengths.text(patience), " (" + percent() + ")");
    tell(lines, open, "rows without one so far, for which less than that is over", "");
    tell(
        lines,
        early > 0 ? ages.below(1) : 0,
        "labels before their rows or with them",
        ", %s before at most".formatted(Elapsed.of(Math.max(0, -ages.quantile(0)))));
    tell(
        lines,
        again,
        "rows with the key of an earlier one",
        "; a label is of the oldest that waits");
    tell(lines, unusable, "rows without a key or a time that can be read", "");
    tell(lines, unmatched, "labels without a row", "");
    tell(lines, second, "labels of a row that had its own", "");
    tell(
        lines, bad, "labels that cannot be read", firstBad.map(", the first: "::concat).orElse(""));
    return lines;
  }

  /** Returns the share of rows without a label. */
  String percent() {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share());
  }

  private static void tell(List<String> lines, long count, String what, String more) {
    if (count > 0) {
      lines.add("%s: %s%s".formatted(what, n(count), more));
    }
  }

  private static String n(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
