package io.gradstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Examples;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Task;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.Losses;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.state.State;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of every model under every loss are those of central differences. */
class GradientCheckTest {

  private static final int INPUTS = 5;
  private static final int CLASSES = 3;
  private static final double TOLERANCE = 1e-6;

  static Stream<Arguments> everyModelAndLoss() {
    return Models.all().stream()
        .flatMap(
            rule ->
                Losses.all().stream()
                    .map(
                        loss ->
                            Arguments.of(
                                Named.of(rule.toString(), rule), Named.of(loss.toString(), loss))));
  }

  @ParameterizedTest
  @MethodSource("everyModelAndLoss")
  void gradientsAreThoseOfTheLoss(ModelRule rule, Loss loss) {
    int outputs = outputs(loss);
    GradientModel model = model(rule, outputs, 7);
    List<GradientCheck.Result> results = GradientCheck.run(model, loss, batch(loss, 16), 3);
    assertThat(results).hasSameSizeAs(model.groups());
    assertThat(results).allSatisfy(result -> assertThat(result.worst()).isLessThan(TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("everyModelAndLoss")
  void soAreThoseOfABatchOfOne(ModelRule rule, Loss loss) {
    GradientModel model = model(rule, outputs(loss), 7);
    assertThat(GradientCheck.run(model, loss, batch(loss, 1), 3))
        .allSatisfy(result -> assertThat(result.worst()).isLessThan(TOLERANCE));
  }

  @Test
  void aWrongGradientIsFound() {
    Loss loss = Losses.all().get(0);
    GradientModel model = new Wrong(model(new LinearRule("logistic"), 1, 7));
    GradientCheck.Result result = GradientCheck.run(model, loss, batch(loss, 16), 1).get(0);
    assertThat(result.worst()).isGreaterThan(0.01);
    assertThat(result.row()).isEqualTo(2);
  }

  @Test
  void parametersAreAsTheyWere() {
    Loss loss = Losses.all().get(0);
    State state = new State();
    GradientModel model = Models.create(new LinearRule("logistic"), state, INPUTS, 1, 7);
    List<String> before = weights(model);
    GradientCheck.run(model, loss, batch(loss, 4), 1);
    assertThat(weights(model)).isEqualTo(before);
  }

  private static List<String> weights(GradientModel model) {
    Parameters parameters = model.groups().get(0).parameters();
    return IntStream.range(0, parameters.rows())
        .mapToObj(row -> Double.toHexString(parameters.weight(row, 0)))
        .toList();
  }

  private static int outputs(Loss loss) {
    return Collections.singleton(Task.MULTICLASS).equals(loss.tasks()) ? CLASSES : 1;
  }

  private static GradientModel model(ModelRule rule, int outputs, long seed) {
    return Models.create(rule, new State(), INPUTS, outputs, seed);
  }

  /** Labels that the loss takes, from a hidden rule; the last two inputs are categories. */
  private static Examples batch(Loss loss, int size) {
    Randomness randomness = new Randomness(5);
    Batch batch = new Batch();
    for (int i = 0; i < size; i++) {
      FeatureVector x = new FeatureVector();
      for (int row = 1; row <= INPUTS - 2; row++) {
        x.add(row, randomness.gaussian(i, row));
      }
      x.add(INPUTS - (i % 2), 1);
      double label = randomness.below(outputs(loss) == 1 ? 2 : CLASSES, i, 99);
      batch.add(x, label, 0.5 + i % 3);
    }
    return batch;
  }

  /** A model with a mistake in the gradient of row 2. */
  private record Wrong(GradientModel right) implements GradientModel {
    @Override
    public Node draw(Graph graph, Columns x) {
      return right.draw(graph, x);
    }

    @Override
    public void slopes(FeatureVector x, double[] dz, double[] slopes) {
      right.slopes(x, dz, slopes);
    }

    @Override
    public boolean gradients(Examples batch, Loss loss, long step) {
      boolean finite = right.gradients(batch, loss, step);
      Gradient gradient = right.groups().get(0).gradient();
      for (int i = 0; i < gradient.size(); i++) {
        if (gradient.row(i) == 2) {
          gradient.values()[i] *= 1.1;
        }
      }
      return finite;
    }

    @Override
    public boolean gradients(
        FeatureVector x,
        double[] z,
        double[] scores,
        double label,
        double weight,
        Loss loss,
        long step) {
      return right.gradients(x, z, scores, label, weight, loss, step);
    }

    @Override
    public int outputs() {
      return right.outputs();
    }

    @Override
    public void outputs(FeatureVector x, double[] z) {
      right.outputs(x, z);
    }

    @Override
    public double loss(Examples batch, Loss loss, long step) {
      return right.loss(batch, loss, step);
    }

    @Override
    public List<ParameterGroup> groups() {
      return right.groups();
    }

    @Override
    public void grow(int rows) {
      right.grow(rows);
    }

    @Override
    public void forget(int row) {
      right.forget(row);
    }

    @Override
    public void widen(int outputs) {
      right.widen(outputs);
    }

    @Override
    public void refresh() {
      right.refresh();
    }
  }
}
