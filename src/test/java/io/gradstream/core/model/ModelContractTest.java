package io.gradstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.state.State;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every model must do. */
class ModelContractTest {

  private static final int INPUTS = 3;

  static Stream<Named<ModelRule>> models() {
    return Models.all().stream().map(rule -> Named.of(rule.toString(), rule));
  }

  @ParameterizedTest
  @MethodSource("models")
  void predictingAndFindingGradientsChangeNoState(ModelRule rule) {
    State state = new State();
    GradientModel model = Models.create(rule, state, INPUTS, 1, 3);
    drain(state);
    double[] first = outputs(model, INPUTS);
    model.gradients(batch(), new LogLoss(), 1);
    model.loss(batch(), new LogLoss(), 2);
    assertThat(outputs(model, INPUTS)).isEqualTo(first);
    assertThat(drain(state)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void slopesAreTheDerivativesOfTheOutputsByTheFeatures(ModelRule rule) {
    GradientModel model = Models.create(rule, new State(), INPUTS, 2, 3);
    FeatureVector x = new FeatureVector();
    for (int row = 1; row <= INPUTS + 1; row++) { // the last is not there yet
      x.add(row, 0.3 * row - 0.5);
    }
    for (int output = 0; output < 2; output++) {
      double[] slopes = new double[x.size()];
      model.slopes(x, new SoftmaxCrossEntropy(), output, slopes);
      for (int i = 1; i < x.size(); i++) {
        double value = x.value(i);
        x.values()[i] = value + 1e-6;
        double[] above = new double[2];
        model.outputs(x, above);
        x.values()[i] = value - 1e-6;
        double[] below = new double[2];
        model.outputs(x, below);
        x.values()[i] = value;
        double found = (above[output] - below[output]) / 2e-6;
        assertThat(slopes[i]).isCloseTo(found, within(1e-7));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void gradientsDoNotDependOnTheBatchBefore(ModelRule rule) {
    GradientModel model = Models.create(rule, new State(), INPUTS, 1, 3);
    model.gradients(batch(), new LogLoss(), 5);
    String first = gradients(model);
    Batch other = new Batch().add(new double[] {9, 9, 9}, 0, 3).add(new double[] {1, 2, 3}, 1, 1);
    model.gradients(other, new LogLoss(), 6);
    model.gradients(batch(), new LogLoss(), 5);
    assertThat(gradients(model)).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aRowPredictsBeforeItIsThereAsItDoesAfterwards(ModelRule rule) {
    GradientModel model = Models.create(rule, new State(), INPUTS, 1, 3);
    double[] before = outputs(model, INPUTS + 5);
    model.grow(INPUTS + 6);
    assertThat(outputs(model, INPUTS + 5)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aFurtherOutputLeavesTheOthersAsTheyWere(ModelRule rule) {
    GradientModel model = Models.create(rule, new State(), INPUTS, 2, 3);
    double[] before = outputs(model, INPUTS);
    model.widen(4);
    assertThat(model.outputs()).isEqualTo(4);
    assertThat(Arrays.copyOf(outputs(model, INPUTS), 2)).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("models")
  void anOutputThatIsNoNumberIsReported(ModelRule rule) {
    GradientModel model = Models.create(rule, new State(), INPUTS, 1, 3);
    Batch batch = new Batch().add(new double[] {Double.NaN, 1, 1}, 0, 1);
    assertThat(model.gradients(batch, new LogLoss(), 1)).isFalse();
    assertThat(model.gradients(batch(), new LogLoss(), 1)).isTrue();
  }

  private static Batch batch() {
    return new Batch()
        .add(new double[] {1, -2, 0.5}, 1, 1)
        .add(new double[] {0.2, 1, -1}, 0, 2)
        .add(new double[] {-1, 0.3, 2}, 1, 0.5);
  }

  private static double[] outputs(GradientModel model, int lastRow) {
    FeatureVector x = new FeatureVector();
    x.add(1, 0.7);
    x.add(2, -1.1);
    x.add(lastRow, 1.3);
    double[] z = new double[model.outputs()];
    model.outputs(x, z);
    return z;
  }

  private static String gradients(GradientModel model) {
    StringBuilder text = new StringBuilder();
    for (ParameterGroup group : model.groups()) {
      Gradient gradient = group.gradient();
      for (int i = 0; i < gradient.length(); i++) {
        text.append(gradient.row(i / gradient.width())).append(' ');
        text.append(Double.toHexString(gradient.values()[i])).append('\n');
      }
    }
    return text.toString();
  }

  private static Map<String, byte[]> drain(State state) {
    Map<String, byte[]> blocks = new TreeMap<>();
    state.drain(blocks::put);
    return blocks;
  }
}
