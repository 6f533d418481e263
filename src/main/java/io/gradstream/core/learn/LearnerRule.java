package io.gradstream.core.learn;

import io.gradstream.core.data.DateOrder;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.data.Task;
import io.gradstream.core.delay.LabelDelay;
import io.gradstream.core.delay.StoredRow;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.feature.OutlierRule;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LabelHandling;
import io.gradstream.core.model.LabelScale;
import io.gradstream.core.model.LabelTransform;
import io.gradstream.core.model.Model;
import io.gradstream.core.model.ModelRule;
import io.gradstream.core.model.ModelShape;
import io.gradstream.core.optim.GradientOptimizer;
import io.gradstream.core.optim.OnlineRule;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.race.Race;
import io.gradstream.core.race.RaceModel;
import io.gradstream.core.state.State;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that defines a learner and never changes; a {@link Learner} adds the state.
 *
 * @param label how the label is read
 * @param features the encoders, in order
 * @param model what is learned
 * @param loss what is minimised
 * @param labels how labels that are numbers are taken
 * @param training how the model is stepped
 * @param validation windows and metrics
 * @param earlyStopping when to stop, if ever
 * @param weight the field that says by how much a record counts in learning, if any
 * @param outliers which numbers lie too far outside of what was seen to be believed
 * @param delay how labels are waited for that are in records of their own, if they are
 * @param seed where all randomness comes from
 */
public record LearnerRule(
    LabelRule label,
    List<Feature> features,
    ModelRule model,
    Loss loss,
    LabelHandling labels,
    Training training,
    Validation validation,
    Optional<EarlyStopping> earlyStopping,
    Optional<String> weight,
    OutlierRule outliers,
    Optional<LabelDelay> delay,
    long seed) {

  /** Creates a rule that takes labels as they are. */
  public LearnerRule(
      LabelRule label,
      List<Feature> features,
      ModelRule model,
      Loss loss,
      Training training,
      Validation validation,
      Optional<EarlyStopping> earlyStopping,
      Optional<String> weight,
      long seed) {
    this(
        label,
        features,
        model,
        loss,
        LabelHandling.PLAIN,
        training,
        validation,
        earlyStopping,
        weight,
        OutlierRule.USUAL,
        Optional.empty(),
        seed);
  }

  /** Copies the list. */
  public LearnerRule {
    features = List.copyOf(features);
  }

  /** Returns what is predicted. */
  public Task task() {
    return label.task();
  }

  /** Returns an empty evaluation of what a learner of the rule predicts. */
  public Evaluation newEvaluation() {
    return new Evaluation(task(), loss.quantile());
  }

  /** Returns the same rule with other encoders. */
  public LearnerRule withFeatures(List<Feature> newFeatures) {
    return new LearnerRule(
        label,
        newFeatures,
        model,
        loss,
        labels,
        training,
        validation,
        earlyStopping,
        weight,
        outliers,
        delay,
        seed);
  }

  /** Returns the same rule with another way to step. */
  public LearnerRule withTraining(Training newTraining) {
    return new LearnerRule(
        label,
        features,
        model,
        loss,
        labels,
        newTraining,
        validation,
        earlyStopping,
        weight,
        outliers,
        delay,
        seed);
  }

  /** Returns the same rule with another way to take labels. */
  public LearnerRule withLabels(LabelHandling newLabels) {
    return new LearnerRule(
        label,
        features,
        model,
        loss,
        newLabels,
        training,
        validation,
        earlyStopping,
        weight,
        outliers,
        delay,
        seed);
  }

  /** Returns the same rule for labels that come in records of their own. */
  public LearnerRule withDelay(LabelDelay newDelay) {
    return new LearnerRule(
        label,
        features,
        model,
        loss,
        labels,
        training,
        validation,
        earlyStopping,
        weight,
        outliers,
        Optional.of(newDelay),
        seed);
  }

  /** Returns how the live model is compared with a checkpoint, if anything depends on it. */
  Optional<Comparison> comparison() {
    return earlyStopping
        .map(stopping -> new Comparison(stopping.metric(), stopping.minDelta()))
        .or(
            () ->
                training
                    .plateau()
                    .map(rule -> new Comparison(Metric.usual(task()).get(0), rule.minDelta())));
  }

  /**
   * Returns the fields that records must have, with their slots: those of features first. Where
   * labels are in records of their own, the weight is there, too.
   */
  public RowLayout layout() {
    Stream<String> own = delay.isPresent() ? Stream.empty() : weight.stream();
    return RowLayout.of(
            Stream.concat(fields(Feature::numbers).stream(), own).toList(),
            Stream.concat(fields(Feature::categories).stream(), keyFields().stream()).toList(),
            fields(Feature::instants),
            fields(Feature::bags),
            label)
        .withDates(dates());
  }

  /**
   * Returns the fields that records of labels must have, with their slots.
   *
   * @param key those by which a label finds its record
   */
  public RowLayout labelLayout(List<String> key) {
    return RowLayout.of(weight.stream().toList(), key, label);
  }

  /** Returns a form in which the features of a row can wait. */
  StoredRow storedRow() {
    RowLayout features = RowLayout.of(fields(Feature::numbers), fields(Feature::categories), label);
    return new StoredRow(features.numbers().size(), features.categories().size());
  }

  /** Returns the fields of the key by which labels find their records, if it is in fields. */
  private List<String> keyFields() {
    return delay.map(LabelDelay::key).orElse(List.of());
  }

  private Map<String, DateOrder> dates() {
    Map<String, DateOrder> dates = new HashMap<>();
    features.forEach(feature -> dates.putAll(feature.dates()));
    return dates;
  }

  /** Returns the fields that are read as numbers, the label among them unless a text is a class. */
  public Set<String> numbers() {
    Set<String> numbers = new HashSet<>(layout().numbers());
    if (label.task() != Task.MULTICLASS && label.positive().isEmpty()) {
      numbers.add(label.field());
    }
    return numbers;
  }

  /** Returns the fields of the key by which labels find records that are no features besides. */
  public Set<String> keyAlone() {
    Set<String> alone = new HashSet<>(keyFields());
    features.forEach(feature -> alone.removeAll(feature.categories()));
    return alone;
  }

  /** Returns the field of a record's weight, if it is no feature besides. */
  public Optional<String> weightAlone() {
    List<String> numbers = fields(Feature::numbers);
    return weight.filter(field -> !numbers.contains(field));
  }

  private List<String> fields(Function<Feature, List<String>> kind) {
    return features.stream().flatMap(feature -> kind.apply(feature).stream()).toList();
  }

  /** Returns the number of parameters before any category has appeared, bias included. */
  public int fixedParameters() {
    return FeaturePlan.fixedRows(features);
  }

  /** Returns about how many weights every record changes; those of its categories come besides. */
  public long weightsARecord() {
    return model.weights(fixedParameters());
  }

  /**
   * Returns the model on arrays of {@code scope}: of its own rule, or the members of a race.
   *
   * @param rows input rows at first, the bias included
   * @param labels how labels are learned, if they are numbers
   */
  Model createModel(State.Scope scope, int rows, @Nullable LabelScale labels) {
    Optimizer optimizer = training.optimizer();
    if (optimizer instanceof Race race) {
      return new RaceModel(scope, race, loss, modelShape(rows), labels);
    }
    return optimizer instanceof GradientOptimizer
        ? model.create(scope, modelShape(rows))
        : new RaceModel(scope, Race.alone((OnlineRule) optimizer), loss, modelShape(rows), labels);
  }

  /** Returns what the rest of the rule demands of the model. */
  private ModelShape modelShape(int rows) {
    return new ModelShape(
        rows,
        FeaturePlan.fanIn(features),
        Math.max(1, label.classes().size()),
        training.optimizer().moments(),
        new Randomness(seed));
  }

  /**
   * Returns what stored state depends on, by name: if any of it differs, the state does not fit.
   * Rates, batch size, regularisation, windows and stopping rules are absent; they may change.
   */
  Map<String, String> stateLayout() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("label", label.description());
    if (task() == Task.REGRESSION) {
      parts.put("label-scale", labels.scaled() ? "running" : "none");
      if (labels.transform() != LabelTransform.NONE) { // as it was before there were any
        parts.put("label.transform", labels.transform().name().toLowerCase(Locale.ROOT));
      }
    }
    parts.put(StateLayout.LOSS, loss.name());
    parts.put("model", model.description());
    parts.put("optimizer", training.optimizer().description());
    delay.ifPresent(later -> parts.put("labels", later.description()));
    for (int i = 0; i < features.size(); i++) {
      parts.put("features[" + i + "]", features.get(i).description());
    }
    return parts;
  }
}
