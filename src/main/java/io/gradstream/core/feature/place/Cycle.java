package io.gradstream.core.feature.place;

import io.gradstream.core.graph.Node;
import java.time.LocalDate;

/** A period of the calendar that comes back, as a point in time's place in it, in [0, 1). */
public enum Cycle {
  /** The local clock, to the millisecond; 0 is midnight. */
  HOUR_OF_DAY("hour") {
    @Override
    double fraction(long epochDay, double ofDay) {
      return ofDay;
    }

    @Override
    Node draw(Calendar calendar) {
      return calendar.ofDay();
    }
  },
  /** The days of the week with the part of the day; 0 is the start of Monday. */
  DAY_OF_WEEK("weekday") {
    @Override
    double fraction(long epochDay, double ofDay) {
      return (Math.floorMod(epochDay + THURSDAY, 7) + ofDay) / 7;
    }

    @Override
    Node draw(Calendar calendar) {
      return calendar.ofWeek();
    }
  },
  /** The days of the year, 365 or 366, with the part of the day; 0 is the start of 1 January. */
  DAY_OF_YEAR("day of year") {
    @Override
    double fraction(long epochDay, double ofDay) {
      LocalDate date = LocalDate.ofEpochDay(epochDay);
      return (date.getDayOfYear() - 1 + ofDay) / date.lengthOfYear();
    }

    @Override
    Node draw(Calendar calendar) {
      return calendar.ofYear();
    }
  },
  /** The twelve months, each one value from its start to its end; 0 is January. */
  MONTH("month") {
    @Override
    double fraction(long epochDay, double ofDay) {
      return (LocalDate.ofEpochDay(epochDay).getMonthValue() - 1) / 12.0;
    }

    @Override
    Node draw(Calendar calendar) {
      return calendar.month();
    }
  };

  /** The epoch began on one, three days after a Monday. */
  private static final int THURSDAY = 3;

  private final String column;

  Cycle(String column) {
    this.column = column;
  }

  /** Returns the name of the period in columns. */
  String column() {
    return column;
  }

  /**
   * Returns the place in the period.
   *
   * @param epochDay the local date, in days since the epoch
   * @param ofDay the part of the day that has passed by the local clock, in [0, 1)
   */
  abstract double fraction(long epochDay, double ofDay);

  /** Writes down {@link #fraction}. */
  abstract Node draw(Calendar calendar);
}
