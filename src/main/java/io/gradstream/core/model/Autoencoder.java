package io.gradstream.core.model;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.math.Randomness;
import io.gradstream.core.state.DoubleArray;

/**
 * A hidden layer that reconstructs its inputs: {@code h = f(W'x + b)}, {@code x^ = W h + c}, with
 * the same weights both ways; the loss is {@code 1/2 ||x^ - x||^2} and a step is plain gradient
 * descent.
 *
 * <p>Of a sparse input what is active is reconstructed, and as many rows drawn from those that are
 * not, whose value is 0: all rows would cost as much as there are categories (Y. Dauphin, X.
 * Glorot, Y. Bengio, "Large-scale learning of embeddings with reconstruction sampling", ICML 2011,
 * without its reweighting). A gradient longer than {@value #LONGEST} is scaled down to it.
 */
final class Autoencoder {

  private static final double LONGEST = 10;

  private final Parameters parameters;
  private final Gradient gradient;
  private final Activation activation;
  private final DoubleArray decoderBiases;
  private final Randomness random;
  private final int number;
  private final FeatureVector seen = new FeatureVector();
  private final FeatureVector wanted = new FeatureVector();
  private final double[] sums;
  private final double[] hidden;
  private final double[] slopes;
  private double[] errors = {};
  private boolean[] chosen = {};

  /**
   * Creates the autoencoder of a layer.
   *
   * @param number of the layer, from 1
   * @param decoderBiases by row of its inputs; grows as needed
   */
  Autoencoder(
      int number,
      ParameterGroup group,
      Activation activation,
      DoubleArray decoderBiases,
      Randomness random) {
    this.number = number;
    this.activation = activation;
    this.decoderBiases = decoderBiases;
    this.random = random.split("pretrain");
    parameters = group.parameters();
    gradient = group.gradient();
    sums = new double[parameters.width()];
    hidden = new double[sums.length];
    slopes = new double[sums.length];
  }

  /** Takes a step; returns the loss before it, NaN if the step was dropped. */
  double step(FeatureVector x, Pretraining rule, long step) {
    double loss = gradients(x, rule.corruption(), step);
    double norm = norm();
    if (!Double.isFinite(loss + norm)) {
      return Double.NaN;
    }
    double eta = rule.learningRate() * Math.min(1, LONGEST / norm);
    double[] weights = parameters.active().gather(gradient)[0];
    for (int i = 0; i < gradient.length(); i++) {
      weights[i] -= eta * gradient.values()[i];
    }
    if (!parameters.active().areFinite(gradient.size())) {
      return Double.NaN;
    }
    parameters.active().scatter(gradient.size());
    for (int i = 0; i < wanted.size(); i++) {
      int row = wanted.row(i);
      decoderBiases.set(row, decoderBiases.get(row) - eta * errors[i]);
    }
    return loss;
  }

  /**
   * Computes the loss, its gradients by the weights and, in the errors, by the decoder's biases.
   */
  double gradients(FeatureVector x, double corruption, long step) {
    corrupt(x, corruption, step);
    choose(x, step);
    encode();
    double loss = decode();
    gradient.clear();
    carryBack();
    return loss;
  }

  /** Returns the gradient by the weights that {@link #gradients} left. */
  Gradient gradient() {
    return gradient;
  }

  /** Hides some of the inputs, never the bias. */
  private void corrupt(FeatureVector x, double corruption, long step) {
    seen.clear();
    for (int i = 1; i < x.size(); i++) {
      if (corruption == 0 || random.uniform(number, position(step, x.row(i))) >= corruption) {
        seen.add(x.row(i), x.value(i));
      }
    }
  }

  /** Chooses the rows that are to be reconstructed: the active ones and some that are not. */
  private void choose(FeatureVector x, long step) {
    int rows = parameters.rows();
    if (chosen.length < rows) {
      chosen = new boolean[rows + rows / 2];
    }
    decoderBiases.grow(rows);
    wanted.clear(); // the bias in front has no error
    for (int i = 1; i < x.size(); i++) {
      chosen[x.row(i)] = true;
      wanted.add(x.row(i), x.value(i));
    }
    for (int i = 1; i < x.size() && rows > 1; i++) {
      int row = 1 + random.below(rows - 1, -number, position(step, i));
      if (!chosen[row]) {
        chosen[row] = true;
        wanted.add(row, 0);
      }
    }
    for (int i = 0; i < wanted.size(); i++) {
      chosen[wanted.row(i)] = false;
    }
  }

  private void encode() {
    parameters.outputs(seen, sums);
    for (int unit = 0; unit < sums.length; unit++) {
      hidden[unit] = activation.of(sums[unit]);
      slopes[unit] = activation.slope(sums[unit], hidden[unit]);
    }
  }

  private double decode() {
    if (errors.length < wanted.size()) {
      errors = new double[2 * wanted.size()];
    }
    errors[0] = 0;
    double loss = 0;
    for (int i = 1; i < wanted.size(); i++) {
      double sum = decoderBiases.get(wanted.row(i));
      for (int unit = 0; unit < hidden.length; unit++) {
        sum += parameters.weight(wanted.row(i), unit) * hidden[unit];
      }
      errors[i] = sum - wanted.value(i);
      loss += errors[i] * errors[i] / 2;
    }
    return loss;
  }

  private void carryBack() {
    for (int unit = 0; unit < hidden.length; unit++) {
      double delta = 0;
      for (int i = 1; i < wanted.size(); i++) {
        gradient.add(wanted.row(i), unit, errors[i] * hidden[unit]);
        delta += errors[i] * parameters.weight(wanted.row(i), unit);
      }
      for (int i = 0; i < seen.size(); i++) {
        gradient.add(seen.row(i), unit, delta * slopes[unit] * seen.value(i));
      }
    }
  }

  private double norm() {
    double squares = gradient.squares();
    for (int i = 1; i < wanted.size(); i++) {
      squares += errors[i] * errors[i];
    }
    return Math.sqrt(squares);
  }

  private static long position(long step, int at) {
    return (step << Integer.SIZE) + at;
  }
}
