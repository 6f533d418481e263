package io.gradstream.report;

import io.gradstream.core.text.Figures;
import io.gradstream.core.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decisions in lines: the first of each kind, and how many more there were, for some come often.
 */
public final class DecisionLines {

  private static final int MOST = 10;

  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();

  /**
   * Adds a decision.
   *
   * @param at when it was taken, empty where that is not told
   */
  public void add(String at, String kind, String action, String reason) {
    if (counts.merge(kind, 1, Integer::sum) <= MOST) {
      String when = at.isEmpty() ? "decision" : "decision at " + at;
      lines.add("%s: %s, %s: %s".formatted(when, kind, action, Printable.of(reason)));
    }
  }

  /** Returns the lines. */
  public List<String> lines() {
    List<String> all = new ArrayList<>(lines);
    counts.forEach(
        (kind, count) -> {
          if (count > MOST) {
            all.add("decision: %s, %s times more".formatted(kind, Figures.count(count - MOST)));
          }
        });
    return all;
  }
}
