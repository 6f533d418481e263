package io.gradstream.core.learn;

import io.gradstream.core.math.ExponentialAverage;
import io.gradstream.core.model.Pretrainable;
import io.gradstream.core.model.Pretraining;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import io.gradstream.core.text.Figures;
import java.util.Optional;
import java.util.StringJoiner;

/** {@link Pretraining} at work: which layer is trained on a record, and how well it went. */
final class Pretrainer {

  private static final ExponentialAverage AVERAGE = new ExponentialAverage(0.99);

  private final Pretraining rule;
  private final Pretrainable model;
  private final EncodedModel live;
  private final LongArray records;
  private final DoubleArray errors; // by layer: the average's sum, and how many it is of

  private Pretrainer(
      Pretraining rule,
      Pretrainable model,
      EncodedModel live,
      LongArray records,
      DoubleArray errors) {
    this.rule = rule;
    this.model = model;
    this.live = live;
    this.records = records;
    this.errors = errors;
  }

  /**
   * Returns the pre-training of a model, if there is one for it.
   *
   * <p>Its state is declared whether there is or not: the key may be taken out of a pipeline, and
   * what it left behind must still have a place.
   */
  static Optional<Pretrainer> of(State state, LearnerRule rule, EncodedModel live) {
    int layers = live.model() instanceof Pretrainable model ? model.hiddenLayers() : 0;
    LongArray records = state.longs("pretrain.records", 1);
    DoubleArray errors = state.doubles("pretrain.errors", 2 * layers);
    return rule.training()
        .pretraining()
        .filter(each -> live.model() instanceof Pretrainable)
        .map(each -> new Pretrainer(each, (Pretrainable) live.model(), live, records, errors));
  }

  /** Tells whether it goes on: for so many records, in a model that has learned nothing else. */
  boolean isOn() {
    return records.get(0) < rule.records() && live.step() == 0;
  }

  /**
   * Learns a row that was scored, labelled or not.
   *
   * @return a sentence on how it went, if it was the last
   */
  Optional<String> learn() {
    long seen = records.get(0);
    int layer = (int) (seen * model.hiddenLayers() / rule.records());
    records.set(0, seen + 1);
    double error = model.pretrain(layer, live.features(), rule, seen + 1);
    if (Double.isFinite(error)) {
      errors.set(2 * layer, AVERAGE.add(errors.get(2 * layer), error));
      errors.set(2 * layer + 1, errors.get(2 * layer + 1) + 1);
    }
    return isOn() ? Optional.empty() : Optional.of(summary());
  }

  private String summary() {
    StringJoiner figures = new StringJoiner(", ");
    for (int layer = 0; layer < model.hiddenLayers(); layer++) {
      double error = AVERAGE.corrected(errors.get(2 * layer), (long) errors.get(2 * layer + 1));
      figures.add(Figures.one(error));
    }
    return "hidden layers were pre-trained on %d records; error of reconstruction by layer: %s"
        .formatted(records.get(0), figures);
  }
}
