package io.gradstream.core.learn;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.feature.Memories;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.model.Weighted;
import io.gradstream.core.race.MemberReport;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model that learns record by record: predict, judge, then learn.
 *
 * <p>Lifecycle: create it, {@link #restore} stored blocks if there are any, then {@link #take}
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
  private final RecordClock clock;
  private final Scorer live;
  private final Scorer best;
  private final TrainingFeed feed;
  private final Optional<Pretrainer> pretrainer;
  private final Window window;
  private final WindowCloser closer;
  private final Progress progress;
  private final boolean several;
  private final ClassNames classes;
  private final Outcome outcome = new Outcome();

  /** Creates a learner that has seen nothing. */
  public Learner(LearnerRule rule) {
    if (rule.features().isEmpty()) {
      throw new IllegalArgumentException("a learner needs features");
    }
    this.rule = rule;
    int fixed = rule.fixedParameters();
    layout = new StateLayout(state, rule.stateLayout());
    dictionary = new Dictionary(state, fixed);
    memories = new Memories(state, rule.outliers());
    clock = new RecordClock(state);
    live = new Scorer(state.scope("live"), rule, dictionary, memories, fixed);
    best = new Scorer(state.scope("best"), rule, dictionary, memories, 0);
    Diagnostics diagnostics =
        new Diagnostics(state, live.model(), rule.training().batching().size());
    progress = new Progress(state);
    window = new Window(state, rule);
    Trainer trainer = new Trainer(rule.training(), diagnostics, progress);
    feed = new TrainingFeed(state, rule, memories.outliers(), trainer, live, window, progress);
    closer =
        new WindowCloser(
            state,
            rule,
            progress,
            window,
            live,
            best,
            diagnostics,
            outcome,
            clock,
            memories.outliers(),
            dictionary);
    pretrainer = Pretrainer.of(state, rule, live);
    several = rule.task() == Task.MULTICLASS;
    classes = new ClassNames(state, rule.label(), new Row(rule.layout()));
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
  public void restore(Map<String, byte[]> stored) {
    Map<String, byte[]> blocks = new LinkedHashMap<>(stored);
    blocks.keySet().removeIf(key -> key.startsWith(State.BESIDE));
    if (blocks.isEmpty()) {
      return;
    }
    layout.clear();
    blocks.forEach((key, block) -> loadIf(StateLayout.holds(key), key, block));
    layout.check();
    blocks.forEach((key, block) -> loadIf(!StateLayout.holds(key), key, block));
    dictionary.restored();
    memories.refresh();
    clock.refresh();
    classes.restored();
    live.refresh();
    best.refresh();
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
    outcome.begin();
    Refusal problem = problem(row);
    if (problem != null) {
      outcome.refused(problem);
      return outcome;
    }
    row.setTime(time);
    clock.tick(row);
    memories.outliers().begin(row);
    return take(row);
  }

  /** Takes a row that can be used, as of a time that is believed. */
  private Outcome take(Row row) {
    long time = row.believedTime();
    if (closer.resumesUnbound(time)) {
      clock.restart(row);
      dictionary.resume(row.present());
    }
    boolean learning = !progress.stopped();
    boolean pretraining = learning && pretrainer.isPresent() && pretrainer.get().isOn();
    encode(row, time, learning);
    double[] scores = live.score();
    outcome.predicted(scores, progress.version());
    if (several) {
      outcome.classes(classes.names(), unseen(live));
    }
    if (row.hasLabel()) {
      judge(row, time, scores, learning && !pretraining);
    }
    if (pretraining) {
      pretrain(time);
    }
    memories.remember(row);
    if (!several) {
      row.setLabel(outcome.label()); // which may have counted as another
    }
    if (row.hasLabel() && window.size() >= rule.validation().window()) {
      closeWindow(time, pretraining);
    }
    return outcome;
  }

  /** Encodes the row, counted in unless learning has stopped. */
  private void encode(Row row, long time, boolean learning) {
    if (!learning) {
      live.transform(row);
      return;
    }
    feed.stepIfOverdue(time);
    forgetExpired(time, row.present());
    live.encode(row);
    closer.reportLeft(time);
    growToDictionary();
  }

  /** Counts a labelled row, predicted already, into the window; then learns it, if it is to be. */
  private void judge(Row row, long time, double[] scores, boolean learns) {
    int known = classes.size();
    double ofBest = unseen(best); // before this label counts
    double label = several ? classes.admit(row) : row.label();
    outcome.labelled(label);
    window.add(time, label, scores, known, outcome.unseen());
    if (closer.compares()) {
      window.addCheckpoint(label, best.score(row, live), known, ofBest);
    }
    if (learns) {
      learn(row, label, time);
    } else {
      row.setLabel(live.counted(row));
    }
    if (!several && row.label() != label) {
      window.countsAs(row.label());
      outcome.countedAs(row.label());
    }
  }

  /** Returns the probability of all classes together that a scorer has no output for. */
  private double unseen(Scorer scorer) {
    if (!several) {
      return 0;
    }
    int known = Math.min(classes.size(), scorer.model().outputs());
    return classes.unseen(known, progress.validated() + window.size());
  }

  /** Returns why a row cannot be taken, null if it can; changes nothing. */
  private @Nullable Refusal problem(Row row) {
    int slot = feed.weightSlot();
    if (slot >= 0 && row.number(slot) < 0) {
      return new Refusal(
          Refusal.Reason.BAD_WEIGHT,
          "weight %s is %s; it must be 0 or more"
              .formatted(rule.weight().orElseThrow(), row.number(slot)));
    }
    Optional<String> category = live.problem(row);
    if (category.isPresent()) {
      return new Refusal(Refusal.Reason.BAD_CATEGORY, category.get());
    }
    Optional<String> label = several ? classes.problem(row) : labelProblem(row);
    return label.isPresent() ? new Refusal(Refusal.Reason.BAD_LABEL, label.get()) : null;
  }

  private Optional<String> labelProblem(Row row) {
    if (!row.hasLabel()) {
      return Optional.empty();
    }
    double label = row.label();
    boolean learnable = rule.loss().accepts(label);
    if (learnable && rule.labels().transform().accepts(label)) {
      return Optional.empty();
    }
    return Optional.of(
        "label %s is %s, %s"
            .formatted(
                rule.label().field(),
                label,
                learnable
                    ? "of which there is no log1p: it must be above -1"
                    : "which the %s loss cannot learn".formatted(rule.loss().name())));
  }

  /** Returns the version of the model: one more after every step and every rollback. */
  public long version() {
    return progress.version();
  }

  /** Returns the number of parameters in use, bias included. */
  public int parameterCount() {
    return live.model().parameterCount();
  }

  /** Returns how many categories have a parameter row. */
  public int categoryCount() {
    return dictionary.size();
  }

  /** Returns the names of the categories seen, in order of their parameter rows. */
  public List<String> categories() {
    return dictionary.names();
  }

  /**
   * Returns the weights of the features by name, the bias's first, as the model stands; empty for a
   * model whose outputs are no weighted sums of features.
   */
  public List<NamedWeight> weights() {
    if (!(live.model() instanceof Weighted model)) {
      return List.of();
    }
    List<String> names = new ArrayList<>(FeaturePlan.columns(rule.features()));
    names.addAll(dictionary.names());
    List<NamedWeight> weights = new ArrayList<>();
    for (int row = 0; row < names.size(); row++) {
      for (int output = 0; output < model.outputs(); output++) {
        weights.add(new NamedWeight(names.get(row), output, model.weight(row, output)));
      }
    }
    return weights;
  }

  /**
   * Returns how the members of a race fare in the window being filled; empty for one rule alone.
   */
  public List<MemberReport> members() {
    return closer.members();
  }

  /** Returns the names of the classes in their order, if there are several. */
  public List<String> classNames() {
    return List.copyOf(classes.names());
  }

  /** Makes room for what the dictionary and the labels know; a checkpoint may know less. */
  private void growToDictionary() {
    live.model().grow(dictionary.rowCount());
  }

  /** Rows to which an example that waits refers are not used again. */
  private void forgetExpired(long time, long present) {
    dictionary.tick(present);
    if (dictionary.isLeaving()) {
      feed.settle(time);
    }
    if (feed.isEmpty()) {
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

  private void learn(Row row, double label, long time) {
    if (several && live.model().outputs() < classes.size()) {
      live.widen(classes.size());
      live.score(); // the outputs of its first step include its own
    }
    feed.learn(row, label, classes.names(), time);
  }

  private void pretrain(long time) {
    Optional<String> end = pretrainer.orElseThrow().learn();
    progress.nextVersion();
    end.ifPresent(reason -> closer.decide(Decision.Kind.PRETRAINED, "learn", reason, 1, time));
  }

  private void closeWindow(long time, boolean pretraining) {
    boolean before = progress.stopped();
    closer.close(time, pretraining);
    growToDictionary(); // a checkpoint that is live now may know fewer categories
    live.widen(Math.max(1, classes.size())); // and classes
    if (progress.stopped() && !before) {
      feed.clear();
    }
  }
}
