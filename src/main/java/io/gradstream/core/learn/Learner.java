package io.gradstream.core.learn;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Dictionary;
import io.gradstream.core.feature.Memories;
import io.gradstream.core.state.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model that learns record by record: predict, judge, then learn.
 *
 * <p>Lifecycle: create it, {@link #restore} stored blocks if there are any, then {@link #observe}
 * every record in order, and {@link State#drain} the changed blocks whenever they are to be stored.
 * Everything that changes is in {@link #state}: a learner restored from its blocks continues bit
 * for bit as the one that wrote them. Not thread-safe.
 */
public final class Learner {

  private final LearnerRule rule;
  private final State state = new State();
  private final StateLayout layout;
  private final Dictionary dictionary;
  private final Memories memories;
  private final Scorer live;
  private final Scorer best;
  private final Diagnostics diagnostics;
  private final Trainer trainer;
  private final MiniBatch batch;
  private final Window window;
  private final Validator validator;
  private final Progress progress;
  private final boolean several;
  private final ClassNames classes;
  private final ExampleWeights weights;
  private final Optional<Stopper> stopper;
  private final Outcome outcome = new Outcome();

  /** Creates a learner that has seen nothing. */
  public Learner(LearnerRule rule) {
    this.rule = rule;
    int fixed = rule.fixedParameters();
    layout = new StateLayout(state, rule.stateLayout());
    dictionary = new Dictionary(state, rule.layout().categories().size(), fixed);
    memories = new Memories(state);
    live = new Scorer(state.scope("live"), rule, dictionary, memories, fixed);
    best = new Scorer(state.scope("best"), rule, dictionary, memories, 0);
    diagnostics = new Diagnostics(state, live.model(), rule.training().batchSize());
    trainer = new Trainer(rule.training(), rule.loss(), diagnostics);
    batch = new MiniBatch(state);
    window = new Window(state, rule);
    validator = new Validator(state, rule);
    progress = new Progress(state);
    several = rule.task() == Task.MULTICLASS;
    classes = new ClassNames(state, rule.label(), new Row(rule.layout()));
    weights = new ExampleWeights(state, rule);
    stopper = rule.earlyStopping().map(stop -> new Stopper(stop, progress, live, best));
  }

  /** Returns everything that changes. */
  public State state() {
    return state;
  }

  /**
   * Continues from stored blocks.
   *
   * @param blocks every block that was stored and not deleted since, by key; empty for a new model
   * @throws io.gradstream.core.state.StateMismatchException if they belong to another pipeline
   */
  public void restore(Map<String, byte[]> blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    layout.clear();
    blocks.forEach((key, block) -> loadIf(StateLayout.holds(key), key, block));
    layout.check();
    blocks.forEach((key, block) -> loadIf(!StateLayout.holds(key), key, block));
    dictionary.restored();
    memories.refresh();
    classes.restored();
    live.refresh();
    best.refresh();
  }

  /**
   * Takes one record: scores it with the model as it stands, then, if it has a label, counts it
   * into the validation window and learns from it. The row must be valid as a whole.
   *
   * @param time record time, in milliseconds since the epoch
   * @return what came of it, valid until the next call
   */
  public Outcome observe(Row row, long time) {
    outcome.begin();
    row.setTime(time);
    resumeIfUnbound(time);
    boolean learning = !progress.stopped();
    if (learning) {
      stepIfOverdue(time);
      forgetExpired(time);
      live.observe(row);
      growToDictionary();
    }
    double[] scores = live.score(row);
    outcome.predicted(scores, progress.version());
    if (several) {
      outcome.classes(classes.names());
    }
    if (row.hasLabel()) {
      int known = classes.size();
      double label = several ? classes.admit(row) : row.label();
      outcome.labelled(label);
      validate(row, time, label, scores, known);
      if (learning) {
        learn(row, label, time);
      }
    }
    memories.remember(row);
    if (row.hasLabel() && window.size() >= rule.validation().window()) {
      closeWindow(time);
    }
    return outcome;
  }

  /**
   * Returns why a row cannot be taken though it could be read, if so: a value that an encoder
   * refuses, an unknown class, a label that the loss has no use for, a negative weight. Changes
   * nothing; {@link #observe} takes no such row.
   */
  public Optional<String> problem(Row row) {
    if (weights.slot() >= 0 && row.number(weights.slot()) < 0) {
      return Optional.of(
          "weight %s is %s; it must be 0 or more"
              .formatted(rule.weight().orElseThrow(), row.number(weights.slot())));
    }
    Optional<String> refused = live.problem(row);
    if (refused.isPresent()) {
      return refused;
    }
    if (several) {
      return classes.problem(row);
    }
    return row.hasLabel() && !rule.loss().accepts(row.label())
        ? Optional.of(
            "label %s is %s, which the %s loss cannot learn"
                .formatted(rule.label().field(), row.label(), rule.loss().name()))
        : Optional.empty();
  }

  /** Returns the version of the model: one more after every step and every rollback. */
  public long version() {
    return progress.version();
  }

  /** Returns the number of parameters in use, bias included. */
  public int parameterCount() {
    return live.model().parameterCount();
  }

  /** Returns the names of the categories seen, in order of their parameter rows. */
  public List<String> categories() {
    return dictionary.names();
  }

  private void growToDictionary() {
    live.model().grow(dictionary.rowCount());
  }

  /** Rows to which an example of the pending batch refers are not used again. */
  private void forgetExpired(long time) {
    dictionary.tick(time);
    if (batch.size() == 0) {
      dictionary.expire(this::forget);
    }
  }

  private void forget(int row) {
    live.model().forget(row);
    best.model().forget(row);
  }

  private void loadIf(boolean wanted, String key, byte[] block) {
    if (wanted) {
      state.load(key, block);
    }
  }

  private void validate(Row row, long time, double label, double[] scores, int known) {
    window.add(time, label, scores, known);
    if (stopper.isPresent() && progress.hasCheckpoint()) {
      window.addCheckpoint(label, best.score(row), known);
    }
  }

  private void learn(Row row, double label, long time) {
    if (several && live.model().outputs() < classes.size()) {
      live.widen(classes.size());
      live.score(row); // the outputs of its first step include its own
    }
    double weight = weights.of(row, label, classes.names());
    if (weight == 0) {
      return;
    }
    live.learn(row);
    if (rule.training().batchSize() == 1 && batch.size() == 0) {
      count(trainer.step(live, label, weight));
      return;
    }
    batch.add(live.features(), label, weight, time);
    if (batch.size() >= rule.training().batchSize()) {
      stepBatch();
    }
  }

  /** A batch that waited long enough is stepped before the record that shows it is predicted. */
  private void stepIfOverdue(long time) {
    if (batch.isOverdue(time, rule.training().maxDelay())) {
      stepBatch();
    }
  }

  private void stepBatch() {
    count(trainer.step(live, batch));
    batch.clear();
  }

  private void count(Trainer.Result result) {
    window.step(result, trainer.norm());
    if (result != Trainer.Result.DROPPED) {
      progress.nextVersion();
    }
  }

  private void closeWindow(long time) {
    Validator.Verdict verdict = validator.judge(window);
    progress.addValidated(window.size());
    boolean learning = stopper.isPresent() && !progress.stopped();
    boolean improved = learning && stopper.get().improves(verdict);
    long without = progress.withoutImprovement();
    if (window.dropped() > 0) {
      reportDropped(time);
    }
    if (learning && stopper.get().outOfPatience()) {
      stop(stopper.get(), verdict, time);
    }
    List<LayerReport> layers = diagnostics.reports();
    GradientWarning.of(layers, diagnostics::usualGradient).forEach(warning -> warn(warning, time));
    outcome.reported(report(verdict, improved, without, layers));
    diagnostics.next();
    window.next();
  }

  private void warn(GradientWarning warning, long time) {
    decide(warning.kind(), "report", warning.reason(), warning.layers(), time);
  }

  private void reportDropped(long time) {
    long steps = window.dropped();
    String reason = "gradient, loss or a new weight of " + steps + " steps was not finite";
    decide(Decision.Kind.DROP_STEP, "drop", reason, steps, time);
  }

  private void stop(Stopper stopping, Validator.Verdict verdict, long time) {
    String reason = stopping.stop(verdict);
    growToDictionary(); // a checkpoint may know fewer categories
    live.widen(Math.max(1, classes.size())); // and classes
    if (progress.stopped()) {
      batch.clear();
    }
    decide(Decision.Kind.STOP, stopping.action(), reason, 1, time);
  }

  /** A model that was stopped learns again once its pipeline has no early stopping. */
  private void resumeIfUnbound(long time) {
    if (progress.stopped() && stopper.isEmpty()) {
      progress.setStopped(false);
      progress.setHasCheckpoint(false);
      dictionary.resume(time);
      decide(Decision.Kind.RESUME, "learn", "the pipeline has no early stopping any more", 1, time);
    }
  }

  private void decide(Decision.Kind kind, String action, String reason, long count, long time) {
    outcome.decided(
        new Decision(
            kind, action, reason, window.number(), live.step(), progress.version(), count, time));
  }

  private WindowReport report(
      Validator.Verdict verdict, boolean improved, long without, List<LayerReport> layers) {
    return new WindowReport(
        window.number(),
        window.size(),
        window.firstTime(),
        window.lastTime(),
        verdict.model(),
        verdict.checkpoint(),
        verdict.noChange(),
        verdict.majority(),
        progress.validated(),
        validator.total(),
        validator.totalNoChange(),
        validator.totalMajority(),
        rule.training().rate(Math.max(1, live.step())),
        window.meanNorm(),
        window.clipped(),
        window.dropped(),
        live.step(),
        progress.version(),
        improved,
        without,
        !progress.stopped(),
        layers);
  }
}
