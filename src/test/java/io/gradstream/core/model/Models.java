package io.gradstream.core.model;

import io.gradstream.core.math.Randomness;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.List;

/** Every kind of model, for the tests that all must pass. */
final class Models {

  private static final int MOMENTS = 1;

  private static final List<Integer> HIDDEN = List.of(6, 4);

  private Models() {}

  /** Returns the rules: the linear model and networks of every activation and addition. */
  static List<ModelRule> all() {
    List<ModelRule> rules = new ArrayList<>();
    rules.add(new LinearRule("linear"));
    for (Activation activation : Activation.values()) {
      Initializer start = MlpRule.initializerFor(activation);
      rules.add(MlpRule.of(HIDDEN, activation, start));
      rules.add(new MlpRule(HIDDEN, activation, start, true, 0, Double.POSITIVE_INFINITY));
      rules.add(new MlpRule(HIDDEN, activation, start, false, 0.4, 2));
      rules.add(new MlpRule(HIDDEN, activation, start, true, 0.4, Double.POSITIVE_INFINITY));
    }
    return rules;
  }

  /** Returns a model whose weights are random, zero starts and biases included. */
  static GradientModel create(ModelRule rule, State state, int inputs, int outputs, long seed) {
    Randomness randomness = new Randomness(seed);
    GradientModel model =
        rule.create(
            state.scope("test"), new ModelShape(inputs + 1, inputs, outputs, MOMENTS, randomness));
    for (ParameterGroup group : model.groups()) {
      Parameters parameters = group.parameters();
      for (int row = 0; row < parameters.rows(); row++) {
        for (int unit = 0; unit < parameters.width(); unit++) {
          double moved = parameters.weight(row, unit) + 0.3 * randomness.gaussian(row, 1000 + unit);
          parameters.setWeight(row, unit, moved);
        }
      }
    }
    return model;
  }
}
