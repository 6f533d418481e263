package io.gradstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.state.State;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AutoencoderTest {

  private static final int INPUTS = 6;
  private static final int UNITS = 3;

  private final State state = new State();
  private final Parameters parameters =
      new Parameters(
          state.scope("live"),
          "layer.1",
          0,
          1 + INPUTS,
          UNITS,
          new Initializer.Xavier().start(new Randomness(3), 1, INPUTS, UNITS));

  @ParameterizedTest
  @EnumSource(Activation.class)
  void gradientsAreThoseOfTheReconstructionError(Activation activation) {
    Autoencoder coder = coder(activation);
    FeatureVector x = example(new Random(1));
    double loss = coder.gradients(x, 0, 1);
    assertThat(loss).isCloseTo(naive(x, activation), within(1e-12));
    double[][] analytic = new double[1 + INPUTS][UNITS];
    Gradient gradient = coder.gradient();
    for (int i = 0; i < gradient.size(); i++) {
      for (int unit = 0; unit < UNITS; unit++) {
        analytic[gradient.row(i)][unit] = gradient.values()[i * UNITS + unit];
      }
    }
    for (int row = 0; row <= INPUTS; row++) {
      for (int unit = 0; unit < UNITS; unit++) {
        double numeric = difference(x, activation, row, unit);
        assertThat(analytic[row][unit]).isCloseTo(numeric, within(1e-7 * (1 + Math.abs(numeric))));
      }
    }
  }

  @Test
  void fewUnitsLearnToReconstructInputsThatLieOnAPlane() {
    Autoencoder coder = coder(Activation.IDENTITY);
    Pretraining rule = new Pretraining(1, 0.02, 0);
    Random random = new Random(2);
    double first = 0;
    double last = 0;
    for (int i = 1; i <= 4000; i++) {
      FeatureVector x = new FeatureVector();
      double u = random.nextGaussian();
      double v = random.nextGaussian();
      for (int row = 1; row <= INPUTS; row++) {
        x.add(row, u * row / INPUTS + v * (row % 2 == 0 ? 1 : -1));
      }
      double error = coder.step(x, rule, i);
      first += i <= 100 ? error / 100 : 0;
      last += i > 3900 ? error / 100 : 0;
    }
    assertThat(last).isLessThan(first / 1000);
  }

  @Test
  void anInputThatIsAbsentIsReconstructedAsZeroNowAndThen() {
    Autoencoder coder = coder(Activation.SIGMOID);
    FeatureVector x = new FeatureVector();
    x.add(2, 1);
    boolean[] touched = new boolean[1 + INPUTS];
    for (int step = 1; step <= 200; step++) {
      coder.gradients(x, 0, step);
      assertThat(coder.gradient().size()).isLessThanOrEqualTo(3); // bias, the active row, one more
      for (int i = 0; i < coder.gradient().size(); i++) {
        touched[coder.gradient().row(i)] = true;
      }
    }
    assertThat(touched).containsOnly(true);
  }

  @Test
  void aStepThatIsNotFiniteIsDropped() {
    Autoencoder coder = coder(Activation.IDENTITY);
    FeatureVector x = new FeatureVector();
    x.add(1, 1e200);
    double before = parameters.squares();
    assertThat(coder.step(x, new Pretraining(1, 0.1, 0), 1)).isNaN();
    assertThat(parameters.squares()).isEqualTo(before);
  }

  private Autoencoder coder(Activation activation) {
    ParameterGroup group = ParameterGroup.of("layer 1", parameters);
    return new Autoencoder(
        1, group, activation, state.doubles("decoder" + activation, 0), new Randomness(3));
  }

  private static FeatureVector example(Random random) {
    FeatureVector x = new FeatureVector();
    for (int row = 1; row <= INPUTS; row++) {
      x.add(row, random.nextGaussian());
    }
    return x;
  }

  private double difference(FeatureVector x, Activation activation, int row, int unit) {
    double w = parameters.weight(row, unit);
    double step = 1e-5;
    parameters.setWeight(row, unit, w + step);
    double above = naive(x, activation);
    parameters.setWeight(row, unit, w - step);
    double below = naive(x, activation);
    parameters.setWeight(row, unit, w);
    return (above - below) / (2 * step);
  }

  /** Half the squared error of {@code W f(W'x + b)}, written down once more. */
  private double naive(FeatureVector x, Activation activation) {
    double[] back = new double[1 + INPUTS];
    for (int unit = 0; unit < UNITS; unit++) {
      double sum = 0;
      for (int i = 0; i < x.size(); i++) {
        sum += parameters.weight(x.row(i), unit) * x.value(i);
      }
      for (int row = 1; row <= INPUTS; row++) {
        back[row] += parameters.weight(row, unit) * activation.of(sum);
      }
    }
    double loss = 0;
    for (int i = 1; i < x.size(); i++) {
      double error = back[x.row(i)] - x.value(i);
      loss += error * error / 2;
    }
    return loss;
  }
}
