package io.gradstream.eval;

import io.gradstream.core.race.MemberReport;
import java.util.ArrayList;
import java.util.List;

/** Adds up how members of a race fared, window by window. */
final class MemberTotals {

  private List<MemberReport> totals = List.of();

  /** Adds a window. */
  void add(List<MemberReport> window) {
    totals = with(window);
  }

  /** Returns the totals with another window, whose weights are the last. */
  List<MemberReport> with(List<MemberReport> window) {
    if (totals.isEmpty() || window.isEmpty()) {
      return totals.isEmpty() ? window : totals;
    }
    List<MemberReport> sums = new ArrayList<>();
    for (int i = 0; i < window.size(); i++) {
      sums.add(sum(totals.get(i), window.get(i)));
    }
    return sums;
  }

  private static MemberReport sum(MemberReport before, MemberReport last) {
    long examples = before.examples() + last.examples();
    return new MemberReport(
        last.member(),
        last.weight(),
        last.stacking(),
        (sum(before) + sum(last)) / examples,
        examples,
        before.restarts() + last.restarts());
  }

  private static double sum(MemberReport report) {
    return report.examples() == 0 ? 0 : report.loss() * report.examples();
  }
}
