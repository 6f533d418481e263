package io.gradstream.eval;

import io.gradstream.core.data.DateOrder;

/**
 * Guesses which part of a column's dates comes first: the order in which all of them are dates. If
 * both are possible, that in which the rows step back less often, and the month in a tie.
 */
final class DateOrders {

  private DateOrders() {}

  static DateOrder of(SampleColumn column) {
    if (column.values().isEmpty() || column.isTime(DateOrder.ISO)) {
      return DateOrder.ISO;
    }
    boolean month = column.isTime(DateOrder.MONTH_FIRST);
    boolean day = column.isTime(DateOrder.DAY_FIRST);
    if (month && day) {
      return stepsBack(column, DateOrder.DAY_FIRST) < stepsBack(column, DateOrder.MONTH_FIRST)
          ? DateOrder.DAY_FIRST
          : DateOrder.MONTH_FIRST;
    }
    return month ? DateOrder.MONTH_FIRST : day ? DateOrder.DAY_FIRST : DateOrder.ISO;
  }

  /** Tells whether the order is a guess, since the dates are dates in the other one as well. */
  static boolean areAmbiguous(SampleColumn column) {
    return !column.isTime(DateOrder.ISO)
        && column.isTime(DateOrder.MONTH_FIRST)
        && column.isTime(DateOrder.DAY_FIRST);
  }

  private static double stepsBack(SampleColumn column, DateOrder order) {
    return column.percentOfSteps(column.times(order), true);
  }
}
