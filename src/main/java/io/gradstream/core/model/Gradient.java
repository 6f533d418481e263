package io.gradstream.core.model;

import io.gradstream.core.data.FeatureVector;
import java.util.Arrays;

/**
 * A sparse gradient: the rows that a batch touched, each once, and their sums.
 *
 * <p>Scratch memory, not state: empty between steps.
 */
public final class Gradient {

  private int[] rows = new int[64];
  private double[] sums = new double[64];
  private int[] positions = new int[64]; // by row, 1 + its position; 0 for none
  private int size;

  /** Removes all rows. */
  public void clear() {
    size = 0;
  }

  /** Replaces the contents by {@code dz x}: the gradient of one example. */
  public void set(FeatureVector x, double dz) {
    reserve(x.size());
    size = x.size();
    for (int i = 0; i < size; i++) {
      rows[i] = x.row(i);
      sums[i] = dz * x.value(i);
    }
  }

  /** Adds {@code dz x}, the gradient of another example of the batch. */
  public void add(FeatureVector x, double dz) {
    index();
    for (int i = 0; i < x.size(); i++) {
      add(x.row(i), dz * x.value(i));
    }
    unindex();
  }

  /** Multiplies every gradient by {@code factor}. */
  public void scale(double factor) {
    for (int i = 0; i < size; i++) {
      sums[i] *= factor;
    }
  }

  /**
   * Scales the gradient down if its norm is above {@code most}; returns whether it was.
   *
   * <p>Source: R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural
   * networks", ICML 2013, algorithm 1; the factor is PyTorch's, {@code most / (norm + 1e-6)}.
   *
   * @param norm what {@link #norm} returned
   */
  public boolean clip(double norm, double most) {
    double factor = most / (norm + 1e-6);
    if (factor < 1) {
      scale(factor);
    }
    return factor < 1;
  }

  /**
   * Adds {@code lambda w} to every row but the bias: the gradient of {@code lambda/2 ||w||^2}.
   *
   * @param weights the rows' weights, by position
   */
  public void addL2(double[] weights, double lambda) {
    for (int i = 0; i < size; i++) {
      if (rows[i] != FeatureVector.BIAS) {
        sums[i] += lambda * weights[i];
      }
    }
  }

  /**
   * Multiplies the weight of every row but the bias by {@code factor}.
   *
   * @param weights the rows' weights, by position
   */
  public void decay(double[] weights, double factor) {
    for (int i = 0; i < size; i++) {
      if (rows[i] != FeatureVector.BIAS) {
        weights[i] *= factor;
      }
    }
  }

  /** Returns the Euclidean norm; infinite or NaN if a gradient is. */
  public double norm() {
    double squares = 0;
    for (int i = 0; i < size; i++) {
      squares += sums[i] * sums[i];
    }
    return Math.sqrt(squares);
  }

  /** Returns the number of rows touched. */
  public int size() {
    return size;
  }

  /** Returns the row at position {@code i}. */
  public int row(int i) {
    return rows[i];
  }

  /** Returns the gradients by position; those past {@link #size} mean nothing. */
  public double[] values() {
    return sums;
  }

  private void add(int row, double value) {
    if (row >= positions.length) {
      positions = Arrays.copyOf(positions, Math.max(row + 1, positions.length * 2));
    }
    int position = positions[row];
    if (position != 0) {
      sums[position - 1] += value;
      return;
    }
    reserve(size + 1);
    rows[size] = row;
    sums[size++] = value;
    positions[row] = size;
  }

  private void index() {
    for (int i = 0; i < size; i++) {
      if (rows[i] >= positions.length) {
        positions = Arrays.copyOf(positions, Math.max(rows[i] + 1, positions.length * 2));
      }
      positions[rows[i]] = i + 1;
    }
  }

  private void unindex() {
    for (int i = 0; i < size; i++) {
      positions[rows[i]] = 0;
    }
  }

  private void reserve(int wanted) {
    if (wanted > rows.length) {
      rows = Arrays.copyOf(rows, 2 * wanted);
      sums = Arrays.copyOf(sums, 2 * wanted);
    }
  }
}
