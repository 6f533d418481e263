package io.gradstream.core.learn;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.delay.LateLabel;
import io.gradstream.core.delay.Prediction;
import io.gradstream.core.feature.Memories;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.race.MemberReport;
import io.gradstream.core.state.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that learns record by record: predict, judge, then learn.
 *
 * <p>Lifecycle: create it, {@link #restore} stored blocks if there are any, then {@link #take}
 * every record in order, and {@link State#drain} the changed blocks whenever they are to be stored.
 * Everything that changes is in {@link #state}: a learner restored from its blocks continues bit
 * for bit as the one that wrote them. Not thread-safe.
 */
public final class Learner {

  private static final byte[] NO_KEY = {};

  private final LearnerRule rule;
  private final State state = new State();
  private final Predictor predictor;
  private final Dictionary dictionary;
  private final Memories memories;
  private final RecordClock clock;
  private final EncodedModel live;
  private final EncodedModel best;
  private final TrainingFeed feed;
  private final ParameterRows rows;
  private final Optional<Pretrainer> pretrainer;
  private final Window window;
  private final WindowCloser closer;
  private final Progress progress;
  private final boolean several;
  private final ClassNames classes;
  private final Teacher teacher;
  private final Refusals refusals;
  private final Optional<Settler> settler; // where labels come later
  private final Prediction prediction = new Prediction();
  private final Outcome outcome = new Outcome();

  /** Creates a learner that has seen nothing. */
  public Learner(LearnerRule rule) {
    if (rule.features().isEmpty()) {
      throw new IllegalArgumentException("a learner needs features");
    }
    this.rule = rule;
    predictor = new Predictor(state, rule);
    dictionary = predictor.dictionary();
    memories = predictor.memories();
    clock = predictor.clock();
    live = predictor.live();
    progress = predictor.progress();
    window = predictor.window();
    classes = predictor.classes();
    best = new EncodedModel(state.scope("best"), rule, dictionary, memories, 0);
    int batch = rule.training().batching().size();
    Diagnostics diagnostics = new Diagnostics(state, live.model(), batch);
    Trainer trainer = new Trainer(rule.training(), diagnostics, progress);
    feed = new TrainingFeed(state, rule, memories.outliers(), trainer, live, window, progress);
    rows = new ParameterRows(dictionary, live, best, feed);
    closer = new WindowCloser(state, rule, predictor, best, diagnostics, outcome);
    pretrainer = Pretrainer.of(state, rule, live);
    several = rule.task() == Task.MULTICLASS;
    refusals = new Refusals(rule, live, classes, feed.weightSlot());
    teacher = new Teacher(rule, predictor, closer, feed, outcome);
    Optional<LateLabels> late =
        rule.delay().map(delay -> new LateLabels(state, rule, delay, memories.width()));
    late.ifPresent(closer::tellOf);
    settler = late.map(waiting -> new Settler(rule, waiting, predictor, feed, teacher));
  }

  /** Returns everything that changes. */
  public State state() {
    return state;
  }

  /**
   * Continues from stored blocks.
   *
   * @param stored every block that was stored and not deleted since, by key; empty for a new model
   * @throws io.gradstream.core.state.StateMismatchException if they belong to another pipeline
   */
  public void restore(Map<String, byte[]> stored) {
    if (predictor.layout().restore(stored)) {
      predictor.refresh();
      best.refresh();
      settler.ifPresent(Settler::refresh);
    }
  }

  /** Returns a decision of those around the learner, at where it stands. */
  public Decision decision(
      Decision.Kind kind, String action, String reason, long count, long time) {
    return new Decision(
        kind, action, reason, "", window.number(), live.step(), version(), count, time);
  }

  /**
   * Takes one record: scores it with the model as it stands, then, if it has a label, counts it
   * into the validation window and learns from it.
   *
   * <p>A row that cannot be used though it could be read (a category that an encoder refuses, an
   * unknown class, a label that the loss has no use for, a negative weight) is {@linkplain
   * Outcome#refusal refused} as a whole and changes nothing.
   *
   * @param time record time, in milliseconds since the epoch; one that is far from those of the
   *     records around counts as the present, see {@link Row#believedTime}
   * @return what came of it, valid until the next call
   */
  public Outcome take(Row row, long time) {
    return take(row, time, NO_KEY);
  }

  /**
   * Takes one record: as {@link #take(Row, long)}, but where labels come later it waits for its
   * own, whatever label the row has. Afterwards {@link #settle} is to be called until nothing is
   * due.
   *
   * @param key by which its label will find it
   */
  public Outcome take(Row row, long time, byte[] key) {
    outcome.begin();
    if (settler.isPresent()) {
      row.clearLabel();
    }
    Refusal problem = refusals.ofRecord(row);
    if (problem != null) {
      outcome.refused(problem);
      return outcome;
    }
    row.setTime(time);
    clock.tick(row);
    memories.outliers().begin(row);
    takeUsable(row, key);
    return outcome;
  }

  /**
   * Takes the label of a record that was or will be {@linkplain #take(Row, long, byte[]) taken}.
   * Afterwards {@link #settle} is to be called until nothing is due.
   *
   * @param row of {@link LearnerRule#labelLayout}, with any key
   * @param time record time of the label
   * @param key by which it finds its record
   * @return the refusal, if it cannot be used and nothing was changed, and decisions
   */
  public Outcome takeLabel(Row row, long time, byte[] key) {
    Settler later = settler.orElseThrow();
    outcome.begin();
    int weightSlot = ExampleWeights.slot(rule, row.layout());
    Refusal problem = refusals.ofLabelRecord(row, weightSlot);
    if (problem != null) {
      outcome.refused(problem);
      return outcome;
    }
    row.setTime(time);
    clock.tick(row);
    later.came(key, LateLabel.of(row, weightSlot), row.present());
    closer.tellIfMuch(row.believedTime());
    return outcome;
  }

  /**
   * Learns from one record whose label has come, or whose wait is over, if there is one.
   *
   * @return what came of it, valid until the next call; empty if nothing is due until the next
   *     record or label is taken
   * @throws SettlementException if it fails: half of the record may have been learned
   */
  public Optional<Settlement> settle() {
    return settle((partition, offset) -> false);
  }

  /** Settles one as {@link #settle()} does; records of some origins are given up, and counted. */
  public Optional<Settlement> settle(Origins givenUp) {
    Settler later = settler.orElseThrow();
    outcome.begin();
    LateLabels.Due due = later.next(givenUp);
    if (due == null) {
      return Optional.empty();
    }
    Settlement settlement = later.settlement(due, outcome);
    try {
      Prediction then = settlement.prediction();
      outcome.predicted(then.scores(), then.version());
      if (several) {
        outcome.classes(classes.names(), then.unseen());
      }
      later.learn(due, pretrains());
      if (window.size() >= rule.validation().window()) {
        closeWindow(due.label().time(), pretrains());
      }
    } catch (RuntimeException e) { // whatever it is, the record at hand has nothing to do with it
      throw new SettlementException(settlement.partition(), settlement.offset(), e);
    }
    return Optional.of(settlement);
  }

  /** Takes a row that can be used, as of a time that is believed. */
  private void takeUsable(Row row, byte[] key) {
    long time = row.believedTime();
    if (closer.resumesUnbound(time)) {
      clock.restart(row);
      dictionary.resume(row.present());
    }
    boolean learning = !progress.stopped();
    boolean pretraining = learning && pretrains();
    encode(row, time, learning);
    double[] scores = live.score();
    outcome.predicted(scores, progress.version());
    if (several) {
      outcome.classes(classes.names(), predictor.unseen(live));
    }
    prediction.take(scores, classes.size(), outcome.unseen(), progress.version());
    boolean judged = settler.isEmpty() && row.hasLabel();
    if ((judged || settler.isPresent()) && closer.compares()) {
      prediction.takeCheckpoint(best.score(row, live), predictor.unseen(best));
    }
    if (judged) {
      teacher.take(row, prediction, feed.ownWeight(row), time, learning && !pretraining);
    }
    if (pretraining) {
      pretrain(time);
    }
    if (settler.isPresent()) {
      settler.get().await(key, row, prediction);
      closer.tellIfMuch(row.believedTime());
    }
    memories.remember(row);
    if (!several && settler.isEmpty()) {
      row.setLabel(outcome.label()); // which may have counted as another
    }
    if (judged && window.size() >= rule.validation().window()) {
      closeWindow(time, pretraining);
    }
  }

  private boolean pretrains() {
    return pretrainer.isPresent() && pretrainer.get().isOn();
  }

  /** Encodes the row, counted in unless learning has stopped. */
  private void encode(Row row, long time, boolean learning) {
    if (!learning) {
      live.transform(row);
      return;
    }
    feed.stepIfOverdue(time);
    rows.clearExpired(time, row.present());
    live.encode(row);
    closer.reportLeft(time);
    rows.grow();
  }

  /** Returns what predicts records that are not learned from, with the model as it stands. */
  public Predictor predictor() {
    return predictor;
  }

  /** Returns the version of the model: one more after every step and every rollback. */
  public long version() {
    return progress.version();
  }

  /** Returns how the members of a race fare in this window so far; empty for one rule alone. */
  public List<MemberReport> members() {
    return closer.members();
  }

  /** Returns how labels fare that come in records of their own; empty if they do not. */
  public Optional<LabelReport> labels() {
    return settler.map(Settler::report);
  }

  private void pretrain(long time) {
    Optional<String> end = pretrainer.orElseThrow().learn();
    progress.nextVersion();
    end.ifPresent(reason -> closer.decide(Decision.Kind.PRETRAINED, "learn", reason, 1, time));
  }

  private void closeWindow(long time, boolean pretraining) {
    boolean before = progress.stopped();
    closer.close(time, pretraining);
    rows.grow(); // a checkpoint that is live now may know fewer categories
    live.widen(Math.max(1, classes.size())); // and classes
    if (progress.stopped() && !before) {
      feed.clear();
    }
  }
}
