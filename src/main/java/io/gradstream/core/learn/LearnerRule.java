package io.gradstream.core.learn;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.optim.Optimizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that defines a learner and never changes; a {@link Learner} adds the state.
 *
 * @param label how the label is read
 * @param features the encoders, in order
 * @param model name of the model, such as {@code logistic}
 * @param loss what is minimised
 * @param optimizer the rule of a step
 * @param batchSize labelled records per step, 1 or more
 * @param clipNorm largest gradient norm of a step, infinite for no clipping
 * @param l2 weight of {@code lambda/2 ||w||^2}, bias excluded, 0 or more
 * @param validation windows and metrics
 * @param earlyStopping when to stop, if ever
 */
public record LearnerRule(
    LabelRule label,
    List<Feature> features,
    String model,
    Loss loss,
    Optimizer optimizer,
    int batchSize,
    double clipNorm,
    double l2,
    Validation validation,
    Optional<EarlyStopping> earlyStopping) {

  /** Copies the list. */
  public LearnerRule {
    features = List.copyOf(features);
  }

  /** Returns the fields that records must have, with their slots. */
  public RowLayout layout() {
    return RowLayout.of(
        features.stream().flatMap(feature -> feature.numbers().stream()).toList(),
        features.stream().flatMap(feature -> feature.categories().stream()).toList(),
        label);
  }

  /** Returns the number of parameters before any category has appeared, bias included. */
  public int fixedParameters() {
    return FeaturePlan.fixedRows(features);
  }

  /**
   * Returns what stored state depends on, by name: if any of it differs, the state does not fit.
   * Rates, batch size, regularisation, windows and stopping rules are absent; they may change.
   */
  Map<String, String> stateLayout() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("label", label.field() + label.positive().map(text -> " is " + text).orElse(""));
    parts.put("model", model);
    parts.put("optimizer", optimizer.name());
    for (int i = 0; i < features.size(); i++) {
      parts.put("features[" + i + "]", features.get(i).description());
    }
    return parts;
  }
}
