package io.gradstream.core.learn;

import io.gradstream.core.delay.Gone;
import io.gradstream.core.metric.Ages;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of records that waited for labels, and of labels: over all time, and since it was
 * last said. Their places are stored; a new one goes to the end.
 */
final class LabelCounts {

  private static final int PREDICTIONS = 0;
  private static final int OUTCOMES = 1;
  private static final int ASSUMED = 2;
  private static final int OVER = 3;
  private static final int NO_ROOM = 4;
  private static final int SECOND = 5;
  private static final int LATE = 6;
  private static final int OF_DROPPED = 7;
  private static final int UNMATCHED = 8;
  private static final int UNCOMPARED = 9; // of the window's
  private static final int FAILED = 10;
  private static final int COUNTERS = 11;

  private final LongArray total;
  private final LongArray said;
  private final LongArray ages; // of the window's labels

  LabelCounts(State state) {
    total = state.longs("labels.total", COUNTERS);
    said = state.longs("labels.said", COUNTERS);
    ages = state.longs("labels.ages", 0);
  }

  void predicted() {
    count(PREDICTIONS);
  }

  /** A record met its label, or is taken for having one. */
  void met(boolean assumed, long age) {
    count(OUTCOMES);
    if (assumed) {
      count(ASSUMED);
    } else {
      ages.add(age);
    }
  }

  /** A record was given up. */
  void gaveUp(Gone why) {
    count(why == Gone.NO_ROOM ? NO_ROOM : OVER);
  }

  /** A record was given up since the learner has failed at it. */
  void failed() {
    count(FAILED);
  }

  /** A label found no record, of which the last one went for a reason. */
  void unused(Gone why) {
    count(
        switch (why) {
          case LABELLED -> SECOND;
          case OVER -> LATE;
          case NO_ROOM -> OF_DROPPED;
          case UNKNOWN -> UNMATCHED;
        });
  }

  /** Returns how many events are to be told of, since it was last done. */
  long untold() {
    return givenUpRecently() + unusedRecently();
  }

  /** Returns the figures for the metrics topic. */
  LabelReport report(int waiting, int early) {
    Ages ofLabels = new Ages();
    for (int i = 0; i < ages.size(); i++) {
      ofLabels.add(ages.get(i));
    }
    return new LabelReport(
        total.get(PREDICTIONS),
        total.get(OUTCOMES),
        total.get(ASSUMED),
        total.get(OVER) + total.get(NO_ROOM) + total.get(FAILED),
        total.get(NO_ROOM),
        waiting,
        early,
        total.get(SECOND),
        total.get(LATE),
        total.get(OF_DROPPED),
        total.get(UNMATCHED),
        ofLabels.median(),
        ofLabels.most());
  }

  /** A record of the window was predicted before there was a checkpoint. */
  void missedComparison() {
    count(UNCOMPARED);
  }

  /** Tells whether most of a window's records were predicted by the checkpoint, too. */
  boolean isComparable(int records) {
    return 2 * total.get(UNCOMPARED) < records;
  }

  /** Begins a window. */
  void next() {
    total.set(UNCOMPARED, 0);
    ages.resize(0);
  }

  /** Returns what records were given up lately, for people; empty if none were. */
  String givenUp() {
    List<String> parts = new ArrayList<>();
    add(parts, OVER, "waited too long for a label (labels.wait)");
    add(parts, NO_ROOM, "had to make room for others (labels.max-waiting)");
    add(parts, FAILED, "made the learner fail (on-error)");
    return String.join(", ", parts);
  }

  /** Returns how many records were given up lately. */
  long givenUpRecently() {
    return recent(OVER) + recent(NO_ROOM) + recent(FAILED);
  }

  /** Returns what labels were of no use lately, for people; empty if none were. */
  String unused() {
    List<String> parts = new ArrayList<>();
    add(parts, SECOND, "came for a record that has had its label");
    add(parts, LATE, "came after the wait of their record was over (labels.wait)");
    add(parts, OF_DROPPED, "came for a record that had to make room (labels.max-waiting)");
    add(parts, UNMATCHED, "came for no record that is known (labels.early, key)");
    return String.join(", ", parts);
  }

  /** Returns how many labels were of no use lately. */
  long unusedRecently() {
    return recent(SECOND) + recent(LATE) + recent(OF_DROPPED) + recent(UNMATCHED);
  }

  /** Notes that all was told. */
  void told() {
    for (int i = 0; i < COUNTERS; i++) {
      said.set(i, total.get(i));
    }
  }

  private void add(List<String> parts, int counter, String what) {
    if (recent(counter) > 0) {
      parts.add("%,d %s".formatted(recent(counter), what));
    }
  }

  private long recent(int counter) {
    return total.get(counter) - said.get(counter);
  }

  private void count(int counter) {
    total.set(counter, total.get(counter) + 1);
  }
}
