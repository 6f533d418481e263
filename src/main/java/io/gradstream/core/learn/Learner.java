package io.gradstream.core.learn;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Dictionary;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.state.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
  private final Scorer live;
  private final Scorer best;
  private final Trainer trainer;
  private final MiniBatch batch;
  private final Window window;
  private final Validator validator;
  private final Progress progress;
  private final Outcome outcome = new Outcome();

  /** Creates a learner that has seen nothing. */
  public Learner(LearnerRule rule) {
    this.rule = rule;
    int fixed = rule.fixedParameters();
    layout = new StateLayout(state, rule.stateLayout());
    dictionary = new Dictionary(state, rule.layout().categories().size(), fixed);
    live = new Scorer(state.scope("live"), rule, dictionary, fixed);
    best = new Scorer(state.scope("best"), rule, dictionary, 0);
    trainer = new Trainer(rule);
    batch = new MiniBatch(state);
    window = new Window(state);
    validator = new Validator(state, rule);
    progress = new Progress(state);
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
    blocks.forEach((key, block) -> loadIf(StateLayout.holds(key), key, block));
    layout.check();
    blocks.forEach((key, block) -> loadIf(!StateLayout.holds(key), key, block));
    dictionary.restored();
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
    resumeIfUnbound(time);
    boolean learning = !progress.stopped();
    if (learning) {
      live.observe(row);
      live.model().parameters().grow(dictionary.rowCount());
    }
    double z = live.output(row);
    double score = rule.loss().score(z);
    outcome.predicted(score, progress.version());
    if (row.hasLabel()) {
      validate(row, time, score);
      if (learning) {
        learn(z, score, row.label());
      }
      if (window.size() >= rule.validation().window()) {
        closeWindow(time);
      }
    }
    return outcome;
  }

  /** Returns the version of the model: one more after every step and every rollback. */
  public long version() {
    return progress.version();
  }

  /** Returns the number of parameters in use, bias included. */
  public int parameterCount() {
    return live.model().parameters().rows();
  }

  /** Returns the names of the categories seen, in order of their parameter rows. */
  public List<String> categories() {
    return dictionary.names();
  }

  private void loadIf(boolean wanted, String key, byte[] block) {
    if (wanted) {
      state.load(key, block);
    }
  }

  private void validate(Row row, long time, double score) {
    window.add(time, row.label(), score);
    if (progress.hasCheckpoint() && rule.earlyStopping().isPresent()) {
      window.addCheckpoint(rule.loss().score(best.output(row)));
    }
  }

  private void learn(double z, double score, double label) {
    if (rule.batchSize() == 1 && batch.size() == 0) {
      count(trainer.step(live, live.features(), z, score, label));
      return;
    }
    batch.add(live.features(), label);
    if (batch.size() >= rule.batchSize()) {
      count(trainer.step(live, batch));
      batch.clear();
    }
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
    boolean learning = !progress.stopped();
    boolean improved = learning && compare(verdict);
    long without = progress.withoutImprovement();
    if (window.dropped() > 0) {
      decide(
          Decision.Kind.DROP_STEP,
          "drop",
          "gradient, loss or a new weight of %d steps was not finite".formatted(window.dropped()),
          window.dropped(),
          time);
    }
    rule.earlyStopping()
        .filter(stopping -> learning && without >= stopping.patience())
        .ifPresent(stopping -> stop(stopping, verdict, time));
    outcome.reported(report(verdict, improved, without));
    window.next();
  }

  /** Compares live model and checkpoint on the window; returns whether the model improved. */
  private boolean compare(Validator.Verdict verdict) {
    if (rule.earlyStopping().isEmpty()) {
      return false;
    }
    EarlyStopping stopping = rule.earlyStopping().get();
    boolean improved = true;
    if (verdict.checkpoint().isPresent()) {
      double gain = gain(stopping.metric(), verdict);
      improved = gain >= stopping.minDelta();
      if (Double.isNaN(gain)) {
        return false; // nothing can be said of this window
      }
    }
    if (improved) {
      best.copyFrom(live);
      progress.setHasCheckpoint(true);
    }
    progress.setWithoutImprovement(improved ? 0 : progress.withoutImprovement() + 1);
    return improved;
  }

  private void stop(EarlyStopping stopping, Validator.Verdict verdict, long time) {
    String reason =
        "%s did not improve on the best checkpoint by %s in %d windows in a row (last: %.5f, checkpoint %.5f)"
            .formatted(
                stopping.metric().label(),
                stopping.minDelta(),
                progress.withoutImprovement(),
                verdict.model().get(stopping.metric()),
                verdict.checkpoint().orElseThrow().get(stopping.metric()));
    if (stopping.onStop() == EarlyStopping.OnStop.ROLLBACK) {
      live.copyFrom(best);
      live.model().parameters().grow(dictionary.rowCount());
      progress.nextVersion();
    }
    if (stopping.onStop() != EarlyStopping.OnStop.REPORT) {
      progress.setStopped(true);
      batch.clear();
    }
    progress.setWithoutImprovement(0);
    decide(Decision.Kind.STOP, stopping.onStop().name().toLowerCase(Locale.ROOT), reason, 1, time);
  }

  /** A model that was stopped learns again once its pipeline has no early stopping. */
  private void resumeIfUnbound(long time) {
    if (progress.stopped() && rule.earlyStopping().isEmpty()) {
      progress.setStopped(false);
      progress.setHasCheckpoint(false);
      decide(Decision.Kind.RESUME, "learn", "the pipeline has no early stopping any more", 1, time);
    }
  }

  private void decide(Decision.Kind kind, String action, String reason, long count, long time) {
    outcome.decided(
        new Decision(
            kind, action, reason, window.number(), live.step(), progress.version(), count, time));
  }

  private WindowReport report(Validator.Verdict verdict, boolean improved, long without) {
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
        rule.optimizer().learningRate(),
        window.meanNorm(),
        window.clipped(),
        window.dropped(),
        live.step(),
        progress.version(),
        improved,
        without,
        !progress.stopped());
  }

  private static double gain(Metric metric, Validator.Verdict verdict) {
    return metric.gain(verdict.model().get(metric), verdict.checkpoint().orElseThrow().get(metric));
  }
}
