package io.gradstream.core.model;

import io.gradstream.core.data.FeatureVector;
import java.util.Arrays;

/**
 * A sparse gradient: the rows that a batch touched, in order of first touch, and their sums.
 *
 * <p>Scratch memory, not state: empty between steps.
 */
public final class Gradient {

  private int[] rows = new int[64];
  private double[] sums = new double[64];
  private int[] positions = new int[64];
  private int size;

  /** Removes all rows. */
  public void clear() {
    for (int i = 0; i < size; i++) {
      positions[rows[i]] = 0;
    }
    size = 0;
  }

  /** Adds {@code value} to the gradient of {@code row}. */
  public void add(int row, double value) {
    if (row >= positions.length) {
      positions = Arrays.copyOf(positions, Math.max(row + 1, positions.length * 2));
    }
    int position = positions[row];
    if (position == 0) {
      append(row, value);
    } else {
      sums[position - 1] += value;
    }
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

  /** Adds {@code lambda w} to every row but the bias: the gradient of {@code lambda/2 ||w||^2}. */
  public void addL2(Parameters parameters, double lambda) {
    for (int i = 0; i < size; i++) {
      if (rows[i] != FeatureVector.BIAS) {
        sums[i] += lambda * parameters.weight(rows[i]);
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

  /** Returns the gradient of the row at position {@code i}. */
  public double value(int i) {
    return sums[i];
  }

  private void append(int row, double value) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      sums = Arrays.copyOf(sums, 2 * size);
    }
    rows[size] = row;
    sums[size++] = value;
    positions[row] = size;
  }
}
