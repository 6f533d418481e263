package io.gradstream.core.learn;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.feature.Memories;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import io.gradstream.core.model.Weighted;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What predictions are made with: encoders, memories, weights and classes of a {@link Learner}, and
 * nothing of what only learning needs.
 *
 * <p>It predicts records that are not learned from, which changes nothing. A learner has one; one
 * that stands alone {@linkplain #apply takes over} the blocks that a learner has stored, and is
 * then, bit for bit, as good as the learner's own. Not thread-safe.
 */
public final class Predictor {

  private static final String CLASSES = "classes.";
  private static final String CATEGORIES = "categories.";
  private static final String MEMORY = "memory.";

  private final LearnerRule rule;
  private final State state;
  private final boolean several;
  private final StateLayout layout;
  private final Dictionary dictionary;
  private final Memories memories;
  private final RecordClock clock;
  private final EncodedModel live;
  private final Progress progress;
  private final Window window;
  private final ClassNames classes;
  private final Outcome outcome = new Outcome();

  /** Creates a predictor that knows nothing. */
  public Predictor(LearnerRule rule) {
    this(new State(), rule);
  }

  /** Creates one whose arrays a learner shares. */
  Predictor(State state, LearnerRule rule) {
    this.rule = rule;
    this.state = state;
    several = rule.task() == Task.MULTICLASS;
    int fixed = rule.fixedParameters();
    layout = new StateLayout(state, rule.stateLayout());
    dictionary = new Dictionary(state, fixed);
    memories = new Memories(state, rule.outliers());
    clock = new RecordClock(state);
    live = new EncodedModel(state.scope("live"), rule, dictionary, memories, fixed);
    progress = new Progress(state);
    window = new Window(state, rule);
    classes = new ClassNames(state, rule.label(), new Row(rule.layout()));
  }

  /**
   * Takes over blocks that a learner has stored: at first all of them, then those that have
   * changed. What only learning needs is passed over.
   *
   * @param blocks by key, {@link io.gradstream.core.state.BlockSink#DELETED} for one that was
   *     deleted
   * @throws io.gradstream.core.state.StateMismatchException if they belong to another pipeline;
   *     nothing is to be predicted then
   */
  public void apply(Map<String, byte[]> blocks) {
    layout.apply(blocks);
    refresh(blocks.keySet());
  }

  /** Recomputes what is derived, as far as it may have changed. */
  private void refresh(Set<String> changed) {
    if (holds(changed, CATEGORIES)) {
      dictionary.applied();
    }
    if (holds(changed, MEMORY)) {
      memories.applied();
    }
    if (holds(changed, CLASSES)) {
      classes.restored();
    }
    clock.refresh();
    live.refresh();
  }

  private static boolean holds(Set<String> keys, String prefix) {
    return keys.stream().anyMatch(key -> key.startsWith(prefix));
  }

  /** Recomputes all that is derived from the state, after it was loaded. */
  void refresh() {
    dictionary.restored();
    memories.refresh();
    clock.refresh();
    classes.restored();
    live.refresh();
  }

  /**
   * Predicts a record as of the present of those learned from.
   *
   * @return the prediction, or why the record cannot be predicted; valid until the next call
   */
  public Outcome predict(Row row) {
    return predict(row, clock.present());
  }

  /**
   * Predicts a record.
   *
   * @param time its record time, in milliseconds since the epoch; one far from those of the records
   *     learned from counts as their present
   * @return the prediction, or why the record cannot be predicted; valid until the next call
   */
  public Outcome predict(Row row, long time) {
    outcome.begin();
    Optional<String> problem = live.problem(row);
    if (problem.isPresent()) {
      outcome.refused(new Refusal(Refusal.Reason.BAD_CATEGORY, problem.get()));
      return outcome;
    }
    row.setTime(time);
    clock.look(row);
    outcome.predicted(live.score(row), version());
    if (several) {
      outcome.classes(classes.names(), unseen(live));
    }
    return outcome;
  }

  /** Returns the probability of all classes together that a scorer has no output for. */
  double unseen(EncodedModel scorer) {
    if (!several) {
      return 0;
    }
    int known = Math.min(classes.size(), scorer.model().outputs());
    return classes.unseen(known, examples());
  }

  /** Returns the version of the model: one more after every step and every rollback. */
  public long version() {
    return progress.version();
  }

  /** Returns the steps that led to the model; fewer after a rollback. */
  public long step() {
    return live.step();
  }

  /** Returns how many labelled records were judged. */
  public long examples() {
    return progress.validated() + window.size();
  }

  /** Returns the present by the times of the records, in milliseconds since the epoch. */
  public long present() {
    return clock.present();
  }

  /** Tells whether the model has stopped learning. */
  public boolean isStopped() {
    return progress.stopped();
  }

  /** Returns the names of the classes in their order, if there are several. */
  public List<String> classNames() {
    return List.copyOf(classes.names());
  }

  /**
   * Returns the weights of the features by name, the bias's first, as the model stands; empty for a
   * model whose outputs are no weighted sums of features.
   */
  public List<NamedWeight> weights() {
    if (!(live.model() instanceof Weighted model)) {
      return List.of();
    }
    List<String> names = columns();
    List<NamedWeight> weights = new ArrayList<>();
    for (int row = 0; row < names.size(); row++) {
      for (int output = 0; output < model.outputs(); output++) {
        weights.add(new NamedWeight(names.get(row), output, model.weight(row, output)));
      }
    }
    return weights;
  }

  /**
   * Returns the names of the columns in the order of their parameters: those that are always there,
   * then a name for each category; empty for one that has gone.
   */
  public List<String> columns() {
    List<String> names = new ArrayList<>(FeaturePlan.columns(rule.features()));
    names.addAll(categories());
    return names;
  }

  /**
   * Returns what each feature adds to the prediction of a row as of a time; changes nothing.
   *
   * @throws IllegalArgumentException if an encoder cannot take the row
   */
  public Explanation explain(Row row, long time) {
    row.setTime(time);
    clock.look(row);
    return explain(row);
  }

  /** Explains a row whose time is set. */
  Explanation explain(Row row) {
    return new Explainer(rule, live, dictionary).explain(row, classes.names());
  }

  /** Returns what encoders, labels and the model have counted, by name. */
  public List<NamedStatistic> statistics() {
    List<NamedStatistic> all = new ArrayList<>();
    all.add(new NamedStatistic("model", "", "step", live.step()));
    all.add(new NamedStatistic("model", "", "judged", progress.validated() + window.size()));
    live.tell(rule, all::add);
    return all;
  }

  /**
   * Writes down how the model as it stands predicts; changes nothing.
   *
   * @return the scores: a probability of class 1, a number, or a probability for each of the {@link
   *     #classNames}, in the columns
   */
  public Node draw(Graph graph) {
    Node scores = live.draw(graph);
    Node known = graph.row(1 - unseen(live));
    return several ? graph.apply(Operation.MULTIPLY, scores, known) : scores;
  }

  /** Returns the number of parameters in use, bias included. */
  public int parameterCount() {
    return live.model().parameterCount();
  }

  /**
   * Returns the names of the categories in the order of their rows; empty for one that has gone.
   */
  public List<String> categories() {
    return dictionary.names();
  }

  /** Returns how many categories have a row of parameters. */
  public int categoryCount() {
    return dictionary.size();
  }

  /** Returns what defines it. */
  public LearnerRule rule() {
    return rule;
  }

  StateLayout layout() {
    return layout;
  }

  Dictionary dictionary() {
    return dictionary;
  }

  Memories memories() {
    return memories;
  }

  RecordClock clock() {
    return clock;
  }

  EncodedModel live() {
    return live;
  }

  Progress progress() {
    return progress;
  }

  Window window() {
    return window;
  }

  ClassNames classes() {
    return classes;
  }
}
