package io.gradstream.eval;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells whole numbers that name something from those that count or measure. */
final class Identifiers {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i:(.*[_\\-. /])?(id|ids|uid|uuid|guid|code|zip|zipcode|postcode|plz|sku|ean|isbn))"
              + "|.*[a-z0-9](Id|ID|Code|Zip)");

  /** A whole number of so few different values may as well be a code. */
  private static final int MOST_CODES = 31;

  private static final int FEW = 12;
  private static final int VALUES_A_RANGE = 4;
  private static final int MOST_RANGES = 16;
  private static final int ROWS_A_VALUE = 2;
  private static final double MORE = 0.03;
  private static final double TIMES_AS_MUCH = 1.25;

  private Identifiers() {}

  static boolean isNamed(SampleColumn column) {
    return NAME.matcher(column.name()).matches();
  }

  /** Tells whether the numbers rise from row to row, each there once. */
  static boolean isCounter(SampleColumn column) {
    return column.values().size() == column.rows() - column.missing()
        && column.percentOfSteps(column.numbers(), true) == 0;
  }

  /**
   * Tells whether the numbers of a column are categories: its name says so, they are few and fill
   * their range as months and hours do, or each by itself tells more of the label than their order.
   */
  static boolean are(SampleColumn column, Optional<LeakProbe> probe) {
    int count = column.values().size();
    if (count <= 2) {
      return false;
    }
    boolean repeated = column.rows() - column.missing() >= ROWS_A_VALUE * count;
    return isNamed(column)
        || repeated && count <= FEW
        || repeated && count <= MOST_CODES && isDense(column, count)
        || probe.isPresent() && tellMoreAlone(column, count, probe.get());
  }

  private static boolean isDense(SampleColumn column, int count) {
    DoubleSummaryStatistics range = Arrays.stream(column.numbers()).summaryStatistics();
    return range.getMax() - range.getMin() < 2 * count;
  }

  private static boolean tellMoreAlone(SampleColumn column, int count, LeakProbe probe) {
    if (column.rows() - column.missing() < ROWS_A_VALUE * count) {
      return false; // most values are there once
    }
    double alone = probe.ofValues(column);
    double ordered =
        probe.ofRanges(column, Math.max(2, Math.min(MOST_RANGES, count / VALUES_A_RANGE)));
    return alone > ordered + MORE && alone > TIMES_AS_MUCH * ordered;
  }
}
