package io.gradstream.core.feature.place;

import static io.gradstream.core.graph.Operation.ADD;
import static io.gradstream.core.graph.Operation.AT_MOST;
import static io.gradstream.core.graph.Operation.CHOOSE;
import static io.gradstream.core.graph.Operation.DIVIDE;
import static io.gradstream.core.graph.Operation.FLOOR;
import static io.gradstream.core.graph.Operation.LESS;
import static io.gradstream.core.graph.Operation.MULTIPLY;
import static io.gradstream.core.graph.Operation.NUMBER;
import static io.gradstream.core.graph.Operation.SUBTRACT;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Local date and clock of a point in time, in a graph. Numbers are whole, or parts of a day, and
 * exact as doubles.
 *
 * <p>Dates by H. Hinnant, "chrono-compatible low-level date algorithms" (civil_from_days): eras of
 * 400 years from 1 March of year 0. A zone's clock is by a table of its changes, up to the year
 * {@value #LAST_YEAR}.
 */
final class Calendar {

  /** After it clocks are no more set. */
  static final int LAST_YEAR = 2100;

  private static final double DAY = TimeUnit.DAYS.toMillis(1);
  private static final int TO_YEAR_0 = 719_468; // days from 1 March of year 0 to the epoch
  private static final int ERA = 146_097; // days
  private static final int MONDAY = 3; // days from a Monday to the epoch

  private final Graph graph;
  private final Node day; // since the epoch
  private final Node ofDay;
  private final Node dayOfEra;
  private final Node yearOfEra;
  private final Node dayOfMarchYear; // from 1 March on
  private final Node marchMonth; // from March, 0, to February, 11

  Calendar(Graph graph, Node time, ZoneRules rules) {
    this.graph = graph;
    Node local = graph.apply(ADD, time, offset(time, rules));
    Node days = divided(local, DAY);
    day = graph.apply(FLOOR, days);
    ofDay = divided(less(local, times(day, DAY)), DAY);
    Node since = plus(day, TO_YEAR_0);
    dayOfEra = less(since, times(whole(since, ERA), ERA));
    Node years =
        less(
            graph.apply(
                ADD,
                less(dayOfEra, whole(dayOfEra, 1460)), // every fourth has a day more
                whole(dayOfEra, 36_524)), // but for the last of a century
            whole(dayOfEra, 146_096)); // unless it is the era's
    yearOfEra = whole(years, 365);
    Node leapDays = less(whole(yearOfEra, 4), whole(yearOfEra, 100));
    Node before = graph.apply(ADD, times(yearOfEra, 365), leapDays);
    dayOfMarchYear = less(dayOfEra, before);
    marchMonth = whole(plus(times(dayOfMarchYear, 5), 2), 153);
  }

  /** Returns what is to be added to a time, in milliseconds. */
  private Node offset(Node time, ZoneRules rules) {
    double first = 1000.0 * rules.getOffset(Instant.ofEpochMilli(Long.MIN_VALUE)).getTotalSeconds();
    List<ZoneOffsetTransition> changes = changes(rules);
    Node offset = graph.row(first);
    if (changes.isEmpty()) {
      return offset;
    }
    double[] times = changes.stream().mapToDouble(each -> 1000.0 * each.toEpochSecond()).toArray();
    double[][] steps = new double[times.length][1];
    for (int i = 0; i < steps.length; i++) {
      int before = changes.get(i).getOffsetBefore().getTotalSeconds();
      steps[i][0] = 1000.0 * (changes.get(i).getOffsetAfter().getTotalSeconds() - before);
    }
    Node passed = graph.apply(NUMBER, graph.apply(AT_MOST, graph.row(times), time));
    return graph.apply(ADD, offset, graph.product(passed, steps));
  }

  private static List<ZoneOffsetTransition> changes(ZoneRules rules) {
    List<ZoneOffsetTransition> all = new ArrayList<>();
    ZoneOffsetTransition next = rules.nextTransition(Instant.ofEpochMilli(Long.MIN_VALUE));
    while (next != null && next.getDateTimeAfter().getYear() <= LAST_YEAR) {
      all.add(next);
      next = rules.nextTransition(next.getInstant());
    }
    return all;
  }

  /** Returns the part of the day that has passed. */
  Node ofDay() {
    return ofDay;
  }

  /** Returns the part of the week, from Monday, that has passed. */
  Node ofWeek() {
    Node since = plus(day, MONDAY);
    Node weekday = less(since, times(whole(since, 7), 7));
    return divided(graph.apply(ADD, weekday, ofDay), 7);
  }

  /** Returns the part of the year that has passed before the month began. */
  Node month() {
    Node isNewYear = graph.apply(LESS, graph.row(9), marchMonth); // January and February
    Node month = graph.apply(CHOOSE, isNewYear, plus(marchMonth, -10), plus(marchMonth, 2));
    return divided(month, 12);
  }

  /** Returns the part of the year that has passed. */
  Node ofYear() {
    Node isNewYear = graph.apply(LESS, graph.row(305), dayOfMarchYear); // from 1 January on
    Node newYear = graph.apply(CHOOSE, isNewYear, plus(yearOfEra, 1), yearOfEra);
    Node leap = isLeap(newYear);
    Node toMarch = plus(leap, 59);
    Node dayOfYear =
        graph.apply(
            CHOOSE,
            isNewYear,
            plus(dayOfMarchYear, -306),
            graph.apply(ADD, dayOfMarchYear, toMarch));
    return graph.apply(DIVIDE, graph.apply(ADD, dayOfYear, ofDay), plus(leap, 365));
  }

  /** Returns 1 for a year of an era that has a day more, else 0. */
  private Node isLeap(Node year) {
    Node fours = isMultiple(year, 4);
    Node hundreds = isMultiple(year, 100);
    Node eras = isMultiple(year, 400);
    return graph.apply(ADD, less(fours, hundreds), eras);
  }

  private Node isMultiple(Node whole, double of) {
    Node rest = less(whole, times(whole(whole, of), of));
    return graph.apply(NUMBER, graph.apply(AT_MOST, rest, graph.row(0)));
  }

  /** Returns how often a number goes into another. */
  private Node whole(Node a, double by) {
    return graph.apply(FLOOR, divided(a, by));
  }

  private Node divided(Node a, double by) {
    return graph.apply(DIVIDE, a, graph.row(by));
  }

  private Node times(Node a, double by) {
    return graph.apply(MULTIPLY, a, graph.row(by));
  }

  private Node plus(Node a, double b) {
    return graph.apply(ADD, a, graph.row(b));
  }

  private Node less(Node a, Node b) {
    return graph.apply(SUBTRACT, a, b);
  }
}
