package io.gradstream.eval;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.regex.Pattern;

/**
 * Tells whether a column of whole numbers counts seconds or milliseconds since the epoch.
 *
 * <p>All of them have to be times of 2000 to 2050. Ids, phone numbers and article numbers may look
 * so, too: therefore the name has to say so, or the rows to be in their order, or the times, if
 * they are milliseconds, to be of a few years.
 */
final class Epochs {

  private static final double FIRST = 946_684_800.0; // 2000 in seconds
  private static final double LAST = 2_524_608_000.0; // 2050
  private static final double FEW_YEARS = 10 * 365.25 * 86_400;
  private static final int MILLIS = 1000;
  private static final int FEWEST = 10;
  private static final double MOST_STEPS_BACK = 2; // of 100
  private static final Pattern NAME =
      Pattern.compile(
          "(?i:.*(time|date|epoch).*|(.*[_. -])?(ts|at|when|created|updated|millis))|.*[a-z](At|Ts)");

  private Epochs() {}

  static boolean are(SampleColumn column) {
    if (column.values().size() < 2) {
      return false;
    }
    double[] numbers = column.plainNumbers();
    DoubleSummaryStatistics range = Arrays.stream(numbers).summaryStatistics();
    boolean seconds = range.getMin() >= FIRST && range.getMax() < LAST;
    boolean millis = range.getMin() >= MILLIS * FIRST && range.getMax() < MILLIS * LAST;
    if (!seconds && !millis) {
      return false;
    }
    return NAME.matcher(column.name()).matches()
        || column.values().size() >= FEWEST
            && (column.percentOfSteps(numbers, true) <= MOST_STEPS_BACK
                || millis && range.getMax() - range.getMin() < MILLIS * FEW_YEARS);
  }
}
