package io.gradstream.core.learn;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.delay.LateLabel;
import io.gradstream.core.delay.Prediction;
import io.gradstream.core.feature.Memories;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of records whose labels come later: they wait, and each is learned as of its own
 * time once its label has come, or its wait is over.
 */
final class Settler {

  private final LateLabels waiting;
  private final EncodedModel live;
  private final Memories memories;
  private final RecordClock clock;
  private final ClassNames classes;
  private final Progress progress;
  private final TrainingFeed feed;
  private final Teacher teacher;
  private final boolean several;
  private final Row row; // that is due
  private final Prediction prediction = new Prediction(); // of that row, when it came

  Settler(
      LearnerRule rule,
      LateLabels waiting,
      Predictor predictor,
      TrainingFeed feed,
      Teacher teacher) {
    this.waiting = waiting;
    this.feed = feed;
    this.teacher = teacher;
    live = predictor.live();
    memories = predictor.memories();
    clock = predictor.clock();
    classes = predictor.classes();
    progress = predictor.progress();
    several = rule.task() == Task.MULTICLASS;
    row = new Row(rule.layout());
  }

  /** Recomputes what is derived from the state, after it was loaded. */
  void refresh() {
    waiting.refresh();
  }

  /** Returns how labels fare. */
  LabelReport report() {
    return waiting.report();
  }

  /**
   * Lets a record wait for its label.
   *
   * @param key by which its label will find it
   * @param predicted of it, by the model that has just scored it
   */
  void await(byte[] key, Row record, Prediction predicted) {
    memories.tell(record, waiting.told());
    if (several) {
      int known = Math.min(classes.size(), predicted.scores().length);
      double[] ofKnown = Arrays.copyOf(predicted.scores(), known);
      predicted.takeKnown(ofKnown);
    }
    predicted.takeMembers(live.said());
    waiting.arrived(key, record, predicted);
  }

  /** Takes a label that has come, by the key by which it finds its record. */
  void came(byte[] key, LateLabel label, long present) {
    waiting.came(key, label, present);
  }

  /**
   * Returns the record that is due next and its label, null if none is due. It then stands here, as
   * it was when it came; whatever is due before it, but cannot or must not be learned, is let go.
   */
  LateLabels.@Nullable Due next(Origins givenUp) {
    LateLabels.Due due = waiting.next();
    while (due != null && !isTaken(due, givenUp)) {
      due = waiting.next();
    }
    return due;
  }

  private boolean isTaken(LateLabels.Due due, Origins givenUp) {
    if (isRefusedNow(due.label())) {
      waiting.refuse();
      return false;
    }
    waiting.read(due, row, prediction);
    if (givenUp.contain(row.partition(), row.offset())) {
      waiting.passOver(due);
      return false;
    }
    return true;
  }

  /** A class that an early label names may be one too many by the time that its record comes. */
  private boolean isRefusedNow(LateLabel label) {
    if (!several) {
      return false;
    }
    row.clear();
    label.giveTo(row, clock.present());
    return classes.problem(row).isPresent();
  }

  /** Returns the settlement of the record that is due, to be asked for before it is learned. */
  Settlement settlement(LateLabels.Due due, Outcome outcome) {
    return new Settlement(
        due.key(), outcome, prediction, row.time(), row.partition(), row.offset(), due.label());
  }

  /**
   * Scores the record that is due as of its own time, lets its label be counted and learned, and
   * lets it go.
   *
   * @param pretraining whether labels are not learned yet
   */
  void learn(LateLabels.Due due, boolean pretraining) {
    long came = row.time();
    long time = due.label().time();
    boolean learning = !progress.stopped();
    if (learning) {
      feed.stepIfOverdue(time);
    }
    memories.tellAs(waiting.told());
    live.transform(row);
    live.score();
    live.judgeBy(prediction.members());
    due.label().giveTo(row, clock.present());
    memories.outliers().begin(row);
    teacher.take(row, prediction, due.label().weight(), time, learning && !pretraining);
    memories.present();
    memories.rememberLabel(row);
    waiting.settled(due, time - came);
  }
}
