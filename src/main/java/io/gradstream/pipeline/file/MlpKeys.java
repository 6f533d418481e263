package io.gradstream.pipeline.file;

import io.gradstream.core.model.Activation;
import io.gradstream.core.model.Initializer;
import io.gradstream.core.model.MlpRule;
import io.gradstream.pipeline.declare.Choice;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Forms;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Whole;
import io.gradstream.pipeline.declare.Words;
import java.util.List;
import java.util.Map;

/** Declares the settings of a multilayer perceptron. */
final class MlpKeys {

  private static final int MOST_UNITS = 4096;

  private static final Type<List<Integer>> UNITS =
      new ListOf<>(Whole.of(MlpRule.UNITS, MOST_UNITS), "numbers of units, each 1 to 4096", false);

  private static final String HIDDEN_SENTENCE = "Units of each hidden layer, from the input on.";

  private static final Key<List<Integer>> HIDDEN =
      Key.required("hidden", UNITS, "[16]", HIDDEN_SENTENCE);

  private static final Key<List<Integer>> MEMBER_HIDDEN =
      Key.withDefault("hidden", UNITS, "[32]", HIDDEN_SENTENCE);

  private static final Key<Activation> ACTIVATION =
      Key.withDefault(
          "activation",
          Words.of(Activation.values()),
          "relu",
          "What each hidden unit makes of its weighted sum; gelu is the tanh form, leaky-relu has"
              + " slope 0.01 below 0.");

  private static final Key<Double> LIMIT =
      Key.withDefault(
          "limit",
          new Decimal(Initializer.Uniform.LIMIT),
          "0.05",
          "Weights begin between this and its negative.");

  private static final Key<Double> DEVIATION =
      Key.withDefault(
          "deviation",
          new Decimal(Initializer.Normal.DEVIATION),
          "0.05",
          "Standard deviation of the weights.");

  private static final List<Key<? extends Initializer>> INITIALIZERS =
      List.of(
          Key.oneOf(
              "xavier",
              new Section<>(List.of(), values -> new Initializer.Xavier()),
              "{}",
              "Uniform within the root of 6 / (inputs + units) of each layer (Glorot, Bengio)."),
          Key.oneOf(
              "he",
              new Section<>(List.of(), values -> new Initializer.He()),
              "{}",
              "Normal with variance 2 / inputs of each layer (He et al.)."),
          Key.oneOf(
              "uniform",
              new Section<>(List.of(LIMIT), values -> new Initializer.Uniform(values.get(LIMIT))),
              "{limit: 0.1}",
              "Uniform around 0."),
          Key.oneOf(
              "normal",
              new Section<>(
                  List.of(DEVIATION), values -> new Initializer.Normal(values.get(DEVIATION))),
              "{deviation: 0.1}",
              "Normal around 0."));

  private static final Key<Initializer> INITIALIZER =
      Key.optional(
          "initializer",
          new Choice<Initializer, Initializer>(
                  INITIALIZERS, List.of(), List.of(), (chosen, values) -> chosen)
              .refusing(
                  Map.of(
                      "zeros",
                      "all units of a hidden layer would begin alike, get the same gradient and stay"
                          + " alike for ever, as if there were one; random weights break the"
                          + " symmetry")),
          "`he` for relu, leaky-relu and gelu, `xavier` for the others",
          "xavier",
          "How weights begin; biases begin at 0. A category has the same first weights whenever it"
              + " appears.");

  static final Key<Boolean> BATCH_NORM =
      Key.withDefault(
          "batch-norm",
          Words.trueOrFalse(),
          "false",
          "Whether the weighted sums of hidden units are normalised: in a step by the batch's mean"
              + " and variance, in a prediction by running ones. Needs a batch-size of 2 or more.");

  private static final Key<Double> DROPOUT =
      Key.withDefault(
          "dropout",
          new Decimal(MlpRule.DROPOUT),
          "0.0",
          "The probability with which a hidden unit is left out of a step; predictions use all.");

  private static final Key<Double> MAX_NORM =
      Key.withDefault(
          "max-norm",
          new Forms<>(
              List.of(Words.word("none", Double.POSITIVE_INFINITY), new Decimal(MlpRule.MAX_NORM))),
          "none",
          "The largest norm of the weights into a hidden unit, its bias left out; longer ones are"
              + " scaled down after a step.");

  /** Every setting, in the order in which they are documented. */
  static final List<Key<?>> ALL =
      List.of(HIDDEN, ACTIVATION, INITIALIZER, BATCH_NORM, DROPOUT, MAX_NORM);

  /** The settings of one that is a member of a race, whose steps are of single records. */
  static final List<Key<?>> OF_MEMBER =
      List.of(MEMBER_HIDDEN, ACTIVATION, INITIALIZER, DROPOUT, MAX_NORM);

  private MlpKeys() {}

  /** Returns the member of a race that the values describe. */
  static MlpRule memberRule(Values values) {
    return rule(values.get(MEMBER_HIDDEN), false, values);
  }

  /** Returns the network that the values describe. */
  static MlpRule rule(Values values) {
    return rule(values.get(HIDDEN), values.get(BATCH_NORM), values);
  }

  private static MlpRule rule(List<Integer> hidden, boolean batchNorm, Values values) {
    Activation activation = values.get(ACTIVATION);
    return new MlpRule(
        hidden,
        activation,
        values.find(INITIALIZER).orElseGet(() -> MlpRule.initializerFor(activation)),
        batchNorm,
        values.get(DROPOUT),
        values.get(MAX_NORM));
  }
}
