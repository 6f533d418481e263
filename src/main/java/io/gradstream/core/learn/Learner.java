package io.gradstream.core.learn;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.delay.LateLabel;
import io.gradstream.core.delay.Prediction;
import io.gradstream.core.feature.Memories;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.race.MemberReport;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.Arrays;
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

  private static final byte[] NO_KEY = {};

  private final LearnerRule rule;
  private final State state = new State();
  private final Predictor predictor;
  private final StateLayout layout;
  private final Dictionary dictionary;
  private final Memories memories;
  private final RecordClock clock;
  private final EncodedModel live;
  private final EncodedModel best;
  private final TrainingFeed feed;
  private final Optional<Pretrainer> pretrainer;
  private final Window window;
  private final WindowCloser closer;
  private final Progress progress;
  private final boolean several;
  private final ClassNames classes;
  private final Teacher teacher;
  private final Optional<LateLabels> late;
  private final Row settled; // whose label has come
  private final Prediction prediction = new Prediction();
  private final Outcome outcome = new Outcome();

  /** Creates a learner that has seen nothing. */
  public Learner(LearnerRule rule) {
    if (rule.features().isEmpty()) {
      throw new IllegalArgumentException("a learner needs features");
    }
    this.rule = rule;
    predictor = new Predictor(state, rule);
    layout = predictor.layout();
    dictionary = predictor.dictionary();
    memories = predictor.memories();
    clock = predictor.clock();
    live = predictor.live();
    progress = predictor.progress();
    window = predictor.window();
    classes = predictor.classes();
    best = new EncodedModel(state.scope("best"), rule, dictionary, memories, 0);
    Diagnostics diagnostics =
        new Diagnostics(state, live.model(), rule.training().batching().size());
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
    settled = new Row(rule.layout());
    late = rule.delay().map(delay -> new LateLabels(state, rule, delay, memories.width()));
    late.ifPresent(closer::tellOf);
    teacher = new Teacher(rule, live, classes, window, closer, feed, outcome);
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
    Map<String, byte[]> description = new LinkedHashMap<>();
    List<Map.Entry<String, byte[]>> others = new ArrayList<>(stored.size());
    for (Map.Entry<String, byte[]> block : stored.entrySet()) { // there may be millions
      if (StateLayout.holds(block.getKey())) {
        description.put(block.getKey(), block.getValue());
      } else if (!block.getKey().startsWith(State.BESIDE)) {
        others.add(block);
      }
    }
    if (description.isEmpty() && others.isEmpty()) {
      return;
    }
    layout.clear();
    description.forEach(state::load);
    layout.check();
    others.forEach(block -> state.load(block.getKey(), block.getValue()));
    predictor.refresh();
    best.refresh();
    late.ifPresent(LateLabels::refresh);
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
    if (late.isPresent()) {
      row.clearLabel();
    }
    Refusal problem = problem(row);
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
    LateLabels waiting = late.orElseThrow();
    outcome.begin();
    int weightSlot = ExampleWeights.slot(rule, row.layout());
    Refusal problem = row.hasLabel() ? labelRefusal(row, weightSlot) : noLabel();
    if (problem != null) {
      outcome.refused(problem);
      return outcome;
    }
    row.setTime(time);
    clock.tick(row);
    waiting.came(key, LateLabel.of(row, weightSlot), row.present());
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

  /** Does the same, but gives up records of some origins, which are counted. */
  public Optional<Settlement> settle(Origins givenUp) {
    LateLabels waiting = late.orElseThrow();
    outcome.begin();
    LateLabels.Due due = waiting.next();
    while (due != null && !isTaken(due, waiting, givenUp)) {
      due = waiting.next();
    }
    return due == null ? Optional.empty() : Optional.of(settle(due, waiting));
  }

  /** Where records are from. */
  @FunctionalInterface
  public interface Origins {

    /** Tells whether a record is one of them. */
    boolean contain(int partition, long offset);
  }

  /** Reads the record that is due; tells whether it is to be learned. */
  private boolean isTaken(LateLabels.Due due, LateLabels waiting, Origins givenUp) {
    if (isRefusedNow(due.label())) {
      waiting.refuse();
      return false;
    }
    waiting.read(due, settled, prediction);
    if (givenUp.contain(settled.partition(), settled.offset())) {
      waiting.passOver(due);
      return false;
    }
    return true;
  }

  private Settlement settle(LateLabels.Due due, LateLabels waiting) {
    long time = settled.time();
    int partition = settled.partition();
    long offset = settled.offset();
    try {
      learnSettled(due, waiting);
      waiting.settled(due, due.label().time() - time);
      if (window.size() >= rule.validation().window()) {
        closeWindow(due.label().time(), pretrains());
      }
    } catch (RuntimeException e) { // whatever it is, the record at hand has nothing to do with it
      throw new SettlementException(partition, offset, e);
    }
    return new Settlement(due.key(), outcome, prediction, time, partition, offset, due.label());
  }

  /** A class that an early label names may be one too many by the time that its record comes. */
  private boolean isRefusedNow(LateLabel label) {
    if (!several) {
      return false;
    }
    settled.clear();
    label.giveTo(settled, clock.present());
    return classes.problem(settled).isPresent();
  }

  /** Scores the record that was read back as of its own time, and lets it be learned. */
  private void learnSettled(LateLabels.Due due, LateLabels waiting) {
    long time = due.label().time();
    boolean learning = !progress.stopped();
    if (learning) {
      feed.stepIfOverdue(time);
    }
    memories.tellAs(waiting.told());
    live.transform(settled);
    live.score();
    live.judgeBy(prediction.members());
    outcome.predicted(prediction.scores(), prediction.version());
    if (several) {
      outcome.classes(classes.names(), prediction.unseen());
    }
    due.label().giveTo(settled, clock.present());
    memories.outliers().begin(settled);
    teacher.take(settled, prediction, due.label().weight(), time, learning && !pretrains());
    memories.present();
    memories.rememberLabel(settled);
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
    boolean judged = late.isEmpty() && row.hasLabel();
    if ((judged || late.isPresent()) && closer.compares()) {
      prediction.takeCheckpoint(best.score(row, live), predictor.unseen(best));
    }
    if (judged) {
      double weight = feed.ownWeight(row);
      teacher.take(row, prediction, weight, time, learning && !pretraining);
    }
    if (pretraining) {
      pretrain(time);
    }
    if (late.isPresent()) {
      await(row, key, late.get());
    }
    memories.remember(row);
    if (!several && late.isEmpty()) {
      row.setLabel(outcome.label()); // which may have counted as another
    }
    if (judged && window.size() >= rule.validation().window()) {
      closeWindow(time, pretraining);
    }
  }

  private void await(Row row, byte[] key, LateLabels waiting) {
    memories.tell(row, waiting.told());
    if (several) {
      int known = Math.min(classes.size(), prediction.scores().length);
      double[] ofKnown = Arrays.copyOf(prediction.scores(), known);
      prediction.takeKnown(ofKnown);
    }
    prediction.takeMembers(live.said());
    waiting.arrived(key, row, prediction);
    closer.tellIfMuch(row.believedTime());
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
    forgetExpired(time, row.present());
    live.encode(row);
    closer.reportLeft(time);
    growToDictionary();
  }

  /** Returns why a row cannot be taken, null if it can; changes nothing. */
  private @Nullable Refusal problem(Row row) {
    Optional<String> category = live.problem(row);
    Refusal label = late.isPresent() ? null : labelRefusal(row, feed.weightSlot());
    boolean badWeight = label != null && label.reason() == Refusal.Reason.BAD_WEIGHT;
    if (category.isPresent() && !badWeight) {
      return new Refusal(Refusal.Reason.BAD_CATEGORY, category.get());
    }
    return label;
  }

  /** Returns why a label, or the weight beside it, cannot be taken, null if it can. */
  private @Nullable Refusal labelRefusal(Row row, int weightSlot) {
    if (weightSlot >= 0 && row.number(weightSlot) < 0) {
      return new Refusal(
          Refusal.Reason.BAD_WEIGHT,
          "weight %s is %s; it must be 0 or more"
              .formatted(rule.weight().orElseThrow(), row.number(weightSlot)));
    }
    Optional<String> label = several ? classes.problem(row) : labelProblem(row);
    return label.isPresent() ? new Refusal(Refusal.Reason.BAD_LABEL, label.get()) : null;
  }

  private Refusal noLabel() {
    return new Refusal(
        Refusal.Reason.BAD_LABEL,
        "label %s is missing; a record of a label must have one".formatted(rule.label().field()));
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

  /** Returns what predicts records that are not learned from, with the model as it stands. */
  public Predictor predictor() {
    return predictor;
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
    return predictor.weights();
  }

  /**
   * Returns what each feature adds to the prediction of a row, whose time is set; changes nothing.
   *
   * @throws IllegalArgumentException if an encoder cannot take the row
   */
  public Explanation explain(Row row) {
    return predictor.explain(row);
  }

  /** Returns what encoders, labels and the model have counted, by name. */
  public List<NamedStatistic> statistics() {
    return predictor.statistics();
  }

  /**
   * Writes down how the model as it stands predicts; changes nothing.
   *
   * @return the scores: a probability of class 1, a number, or a probability for each of the {@link
   *     #classNames}, in the columns
   */
  public Node draw(Graph graph) {
    return predictor.draw(graph);
  }

  /**
   * Returns how the members of a race fare in the window being filled; empty for one rule alone.
   */
  public List<MemberReport> members() {
    return closer.members();
  }

  /** Returns how labels fare that come in records of their own; empty if they do not. */
  public Optional<LabelReport> labels() {
    return late.map(LateLabels::report);
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
