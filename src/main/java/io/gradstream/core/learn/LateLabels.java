package io.gradstream.core.learn;

import io.gradstream.core.data.Row;
import io.gradstream.core.delay.Gone;
import io.gradstream.core.delay.LabelDelay;
import io.gradstream.core.delay.LateLabel;
import io.gradstream.core.delay.Prediction;
import io.gradstream.core.delay.WaitingLabels;
import io.gradstream.core.delay.WaitingRecords;
import io.gradstream.core.state.State;
import org.jspecify.annotations.Nullable;

/**
 * Brings records and labels together that come apart: which record is due next, and with which
 * label.
 *
 * <p>What is due after a record or a label came is asked for until nothing is; between two of them
 * nothing is due, so that all that lasts is in state.
 */
final class LateLabels {

  private static final int NONE = WaitingRecords.NONE;

  /** How many are given up at one record: a leap in time is made up for over many. */
  private static final int MOST_GIVEN_UP = 256;

  private final LabelDelay rule;
  private final WaitingRecords records;
  private final WaitingLabels labels;
  private final LabelCounts counts;
  private final WaitingClock clock;
  private final double[] told;
  private int givenUp;
  private byte @Nullable [] key; // of the label that is being given out
  private @Nullable LateLabel label;
  private boolean isUsed;

  /** A record, and the label that it is to be learned with. */
  record Due(int slot, byte[] key, LateLabel label) {}

  /**
   * Creates an empty waiting room whose arrays live in {@code state}.
   *
   * @param width how many numbers memories tell of a record
   */
  LateLabels(State state, LearnerRule rule, LabelDelay delay, int width) {
    this.rule = delay;
    records = new WaitingRecords(state, rule.storedRow(), width);
    labels = new WaitingLabels(state);
    counts = new LabelCounts(state);
    clock = new WaitingClock(state, delay.patience());
    told = new double[width];
  }

  /** Recomputes what is derived from the state, after it was loaded. */
  void refresh() {
    records.refresh();
    labels.refresh();
  }

  LabelCounts counts() {
    return counts;
  }

  LabelReport report() {
    return counts.report(records.size(), labels.size());
  }

  /**
   * Returns what memories tell of the record at hand, to be filled in before it has {@link
   * #arrived}.
   */
  double[] told() {
    return told;
  }

  /** Lets a record wait that was predicted. */
  void arrived(byte[] itsKey, Row row, Prediction prediction) {
    begin(row.present());
    counts.predicted();
    records.add(itsKey, row, told, prediction);
    while (records.isOver(rule.mostWaiting())) {
      giveUp(records.oldest(), Gone.NO_ROOM);
    }
    int early = labels.find(itsKey);
    if (early != NONE && clock.waited(labels.since(early)) > rule.early()) {
      drop(early);
    } else if (early != NONE) {
      give(itsKey, labels.remove(early));
    }
  }

  private void begin(long present) {
    givenUp = 0;
    clock.tick(present, records.next());
  }

  /** Takes a label. */
  void came(byte[] itsKey, LateLabel itsLabel, long present) {
    begin(present);
    give(itsKey, itsLabel);
  }

  private void give(byte[] itsKey, LateLabel itsLabel) {
    key = itsKey;
    label = itsLabel;
    isUsed = false;
  }

  /** Returns which record is due next, null if none is. */
  @Nullable Due next() {
    Due over = nextOver();
    return over != null ? over : nextLabelled();
  }

  private @Nullable Due nextOver() {
    for (; givenUp < MOST_GIVEN_UP; givenUp++) {
      int slot = records.oldest();
      if (slot == NONE
          || clock.waited(records.number(slot), records.since(slot)) <= rule.patience()) {
        break;
      }
      if (rule.unlabelled().isPresent()) {
        givenUp++;
        double value = rule.unlabelled().getAsDouble();
        return new Due(slot, records.key(slot), LateLabel.assumed(value, clock.present()));
      }
      giveUp(slot, Gone.OVER);
    }
    for (; givenUp < MOST_GIVEN_UP; givenUp++) {
      int slot = labels.oldest();
      if (slot == NONE || clock.waited(labels.since(slot)) <= rule.early()) {
        break;
      }
      drop(slot);
    }
    return null;
  }

  /** Lets the label go that was being given out: it cannot be learned any more. */
  void refuse() {
    counts.unused(Gone.UNKNOWN);
    key = null;
    label = null;
  }

  private @Nullable Due nextLabelled() {
    if (key == null || label == null) {
      return null;
    }
    int slot = isUsed && rule.match() == LabelDelay.Match.FIRST ? NONE : records.find(key);
    if (slot != NONE) {
      isUsed = true;
      return new Due(slot, key, label);
    }
    if (!isUsed) {
      keep(key, label);
    }
    key = null;
    label = null;
    return null;
  }

  /** A label that no record waits for may be early, of a key that comes again, too. */
  private void keep(byte[] itsKey, LateLabel itsLabel) {
    if (labels.find(itsKey) != NONE) {
      counts.unused(Gone.LABELLED); // by the one that waits
    } else if (rule.early() > 0) {
      labels.add(itsKey, clock.present(), itsLabel);
      while (labels.isOver(rule.mostWaiting())) {
        drop(labels.oldest());
      }
    } else {
      counts.unused(records.gone(itsKey));
    }
  }

  private void drop(int early) {
    Gone why = records.gone(labels.key(early));
    labels.remove(early);
    counts.unused(why);
  }

  private void giveUp(int slot, Gone why) {
    counts.gaveUp(why);
    records.remove(slot, why);
  }

  /** Reads back the record that is due; {@link #told} then is what memories told of it. */
  void read(Due due, Row row, Prediction prediction) {
    records.read(due.slot(), row, told, prediction);
  }

  /** Lets the record go that was due, and its label, since the learner has failed at it. */
  void passOver(Due due) {
    counts.failed();
    if (!due.label().assumed()) {
      counts.unused(Gone.NO_ROOM);
    }
    records.remove(due.slot(), Gone.NO_ROOM);
  }

  /** Lets the record go that was due, since it has been learned. */
  void settled(Due due, long age) {
    counts.met(due.label().assumed(), age);
    records.remove(due.slot(), due.label().assumed() ? Gone.OVER : Gone.LABELLED);
  }
}
