package io.gradstream.eval;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.learn.Settlement;
import io.gradstream.core.metric.Ages;
import io.gradstream.schema.row.BadRecordException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Gives a learner the labels that are known by a time, and lets it learn what is due. */
final class LaterLabels {

  /** Is given what comes of it, in its order. */
  interface Listener {

    /** A record has met its label, or counts as having one. */
    void settled(Outcome outcome);

    /** Decisions were taken. */
    void decided(List<Decision> decisions);

    /** A label cannot be used. */
    void rejected(Refusal refusal, String place);
  }

  private final LabelSource source;
  private final Learner learner;
  private final Listener listener;
  private final Ages ages = new Ages();

  LaterLabels(LabelSource source, Learner learner, Listener listener) {
    this.source = source;
    this.learner = learner;
    this.listener = listener;
  }

  LabelSource source() {
    return source;
  }

  /** Returns how long labels came after their records. */
  Ages ages() {
    return ages;
  }

  /** Takes every label that is known by a time. */
  void takeUntil(long time) throws IOException {
    while (source.isDue(time)) {
      try {
        take();
      } catch (BadRecordException e) {
        listener.rejected(e.refusal(), source.place());
      }
      source.next();
    }
  }

  private void take() throws BadRecordException {
    Row label = source.read();
    byte[] key = source.labelKey();
    label.setOrigin(Row.NO_PARTITION, source.number());
    Outcome outcome = learner.takeLabel(label, source.time(), key);
    if (outcome.refusal().isPresent()) {
      throw new BadRecordException(outcome.refusal().get());
    }
    listener.decided(outcome.decisions());
    settle();
  }

  /** Lets the learner learn whatever is due. */
  void settle() {
    Optional<Settlement> next = learner.settle();
    while (next.isPresent()) {
      if (!next.get().label().assumed()) {
        ages.add(next.get().age());
      }
      listener.settled(next.get().outcome());
      next = learner.settle();
    }
  }
}
