package io.gradstream.core.race;

import io.gradstream.core.data.Task;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the experts of a race fare in a window: the stacker, each member, and what labels alone would
 * have predicted. One member alone is its own expert.
 */
final class Scoreboard {

  private final Race rule;
  private final Optional<Mixer> mixer;
  private final Tally tally;
  private final boolean regression;
  private final boolean several; // classes
  private final int size;

  /** Creates an empty board on arrays of {@code scope}. */
  Scoreboard(State.Scope scope, Race rule, Loss loss, Optional<Mixer> mixer) {
    this.rule = rule;
    this.mixer = mixer;
    regression = loss.tasks().contains(Task.REGRESSION);
    several = loss.tasks().contains(Task.MULTICLASS);
    size = rule.members().size();
    tally = new Tally(scope, 2 + size);
  }

  /**
   * Adds the losses of an example.
   *
   * @param label in its own unit
   * @param numbers what each expert predicted of a number, in the label's unit
   * @param judged scores of each member
   * @param stackedThen scores of the stacker, null for those that it has just given
   */
  void add(double label, double[] numbers, double[][] judged, double @Nullable [] stackedThen) {
    tally.count();
    int last = lastExpert();
    for (int expert = firstExpert(); expert <= last; expert++) {
      if (regression) {
        tally.add(expert, Math.abs(numbers[expert] - label));
      } else {
        add(expert, scores(expert, judged, stackedThen), label);
      }
    }
  }

  private double[] scores(int expert, double[][] judged, double @Nullable [] stackedThen) {
    if (expert == 0) {
      return stackedThen == null ? mixer.orElseThrow().stacked() : stackedThen;
    }
    return expert <= size ? judged[expert - 1] : mixer.orElseThrow().labelsOnly();
  }

  private void add(int expert, double[] scores, double label) {
    if (several) {
      tally.addProbability(expert, scores[(int) label]);
    } else {
      tally.addProbability(expert, label > 0.5 ? scores[0] : 1 - scores[0]);
    }
  }

  private int firstExpert() {
    return mixer.isPresent() ? 0 : 1;
  }

  private int lastExpert() {
    return mixer.isPresent() ? 1 + size : size;
  }

  /** Counts that the stacker has begun anew. */
  void countStackerRestart() {
    tally.restart(0);
  }

  /** Counts that those members have begun anew that were lost at the step taken last. */
  void countRestarts(Members members) {
    for (int j = 0; j < size; j++) {
      if (members.isLost(j)) {
        tally.restart(1 + j);
      }
    }
  }

  /** Begins another window. */
  void next() {
    tally.next();
  }

  /** Returns how each expert fared in the window so far, in the order of their numbers. */
  List<MemberReport> reports() {
    List<MemberReport> reports = new ArrayList<>();
    for (int expert = firstExpert(); expert <= lastExpert(); expert++) {
      reports.add(report(expert));
    }
    return reports;
  }

  private MemberReport report(int expert) {
    boolean mixed = mixer.isPresent();
    return new MemberReport(
        name(expert),
        mixed ? mixer.get().weight(expert) : 1,
        mixed && expert > 0 && expert <= size ? mixer.get().stacking(expert - 1) : Double.NaN,
        tally.mean(expert),
        tally.examples(),
        tally.restarts(expert));
  }

  private String name(int expert) {
    if (expert == 0) {
      return MemberReport.STACKER;
    }
    return expert <= size ? rule.members().get(expert - 1).name() : MemberReport.LABELS;
  }
}
