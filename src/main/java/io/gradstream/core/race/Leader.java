package io.gradstream.core.race;

import io.gradstream.core.math.ExponentialAverage;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;
import io.gradstream.core.text.Figures;
import java.util.List;
import java.util.Optional;

/**
 * Which member has the least loss, as an exponentially weighted average over windows; another one
 * leads when its loss is less by a hundredth.
 */
public final class Leader {

  private static final ExponentialAverage OVER_WINDOWS = new ExponentialAverage(0.9);

  /** By what share another's loss must be less: two that are alike do not take turns. */
  private static final double MARGIN = 0.01;

  private static final int LEADER = 0; // its number from 1 on, 0 for none yet
  private static final int WINDOWS = 1;
  private static final int FIRST = 2;

  private final DoubleArray cells;

  /** Declares the state for so many members. */
  public Leader(State state, int members) {
    cells = state.doubles("race.leader", FIRST + members);
  }

  /**
   * Counts a window and returns a sentence if another member leads since; nothing at the first.
   *
   * @param reports of the members, those of the others besides
   */
  public Optional<String> judge(List<MemberReport> reports) {
    List<MemberReport> members = reports.stream().filter(MemberReport::isMember).toList();
    if (members.size() < 2 || members.stream().anyMatch(each -> !Double.isFinite(each.loss()))) {
      return Optional.empty(); // no example was learned
    }
    cells.set(WINDOWS, cells.get(WINDOWS) + 1);
    int best = 0;
    for (int j = 0; j < members.size(); j++) {
      int at = FIRST + j;
      cells.set(at, OVER_WINDOWS.add(cells.get(at), members.get(j).loss()));
      best = cells.get(at) < cells.get(FIRST + best) ? j : best;
    }
    int before = (int) cells.get(LEADER) - 1;
    boolean leads =
        before < 0 || cells.get(FIRST + best) < (1 - MARGIN) * cells.get(FIRST + before);
    if (leads) {
      cells.set(LEADER, best + 1);
    }
    return leads && before >= 0 ? Optional.of(sentence(members, best, before)) : Optional.empty();
  }

  private String sentence(List<MemberReport> members, int best, int before) {
    Figures figures = Figures.of(average(best), average(before));
    return "%s has the least loss of the members, %s over the last windows; before it was %s, now at %s"
        .formatted(
            members.get(best).member(),
            figures.text(average(best)),
            members.get(before).member(),
            figures.text(average(before)));
  }

  private double average(int member) {
    return OVER_WINDOWS.corrected(cells.get(FIRST + member), (long) cells.get(WINDOWS));
  }
}
