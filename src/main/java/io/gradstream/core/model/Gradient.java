package io.gradstream.core.model;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.math.Sums;
import java.util.Arrays;

/**
 * A sparse gradient: the rows of parameters that a batch touched, each once, and their sums.
 *
 * <p>A row has as many sums as its layer has units; they stand side by side. Scratch memory, not
 * state: empty between steps.
 */
public final class Gradient {

  private int width;
  private int[] rows = new int[64];
  private double[] sums;
  private int[] positions = new int[64]; // by row, 1 + its position; 0 for none
  private boolean indexed;
  private boolean isProduct; // of one example's derivatives and inputs
  private double dzSquares;
  private double xSquares;
  private int size;

  /** Creates an empty gradient of rows of {@code width} parameters, 1 or more. */
  Gradient(int width) {
    this.width = width;
    sums = new double[rows.length * width];
  }

  /** Removes all rows. */
  void clear() {
    isProduct = false;
    if (indexed) {
      for (int i = 0; i < size; i++) {
        positions[rows[i]] = 0;
      }
      indexed = false;
    }
    size = 0;
  }

  /** Removes all rows and takes rows of {@code newWidth} parameters from then on. */
  void setWidth(int newWidth) {
    clear();
    width = newWidth;
    sums = new double[rows.length * newWidth];
  }

  /**
   * Adds {@code dz x}: the gradient of one more example.
   *
   * @param dz the derivative by each unit's output
   */
  void add(FeatureVector x, double[] dz) {
    if (size == 0) {
      set(x, dz);
      return;
    }
    index();
    for (int i = 0; i < x.size(); i++) {
      int at = width * position(x.row(i));
      double value = x.value(i);
      for (int unit = 0; unit < width; unit++) {
        sums[at + unit] += dz[unit] * value;
      }
    }
  }

  /** Adds {@code value} to the gradient of a unit's parameter in {@code row}. */
  void add(int row, int unit, double value) {
    index();
    int at = width * position(row); // may replace the array
    sums[at + unit] += value;
  }

  /** Multiplies every gradient by {@code factor}. */
  public void scale(double factor) {
    dzSquares *= factor * factor;
    for (int i = 0; i < length(); i++) {
      sums[i] *= factor;
    }
  }

  /** Cuts every gradient to {@code [-most, most]}; returns whether any was outside. */
  public boolean clipValues(double most) {
    isProduct = false;
    boolean clipped = false;
    for (int i = 0; i < length(); i++) {
      if (Math.abs(sums[i]) > most) {
        sums[i] = Math.copySign(most, sums[i]);
        clipped = true;
      }
    }
    return clipped;
  }

  /**
   * Adds {@code lambda w} to every row but the bias: the gradient of {@code lambda/2 ||w||^2}.
   *
   * @param weights the rows' weights, by position
   */
  void addL2(double[] weights, double lambda) {
    isProduct = false;
    for (int i = 0; i < size; i++) {
      int end = rows[i] == FeatureVector.BIAS ? 0 : (i + 1) * width;
      for (int at = i * width; at < end; at++) {
        sums[at] += lambda * weights[at];
      }
    }
  }

  /**
   * Adds {@code lambda sign(w)} to every row but the bias: a subgradient of {@code lambda ||w||_1},
   * 0 where the weight is 0.
   *
   * @param weights the rows' weights, by position
   */
  void addL1(double[] weights, double lambda) {
    isProduct = false;
    for (int i = 0; i < size; i++) {
      int end = rows[i] == FeatureVector.BIAS ? 0 : (i + 1) * width;
      for (int at = i * width; at < end; at++) {
        sums[at] += lambda * Math.signum(weights[at]);
      }
    }
  }

  /**
   * Multiplies the weight of every row but the bias by {@code factor}.
   *
   * @param weights the rows' weights, by position
   */
  void decay(double[] weights, double factor) {
    for (int i = 0; i < size; i++) {
      int end = rows[i] == FeatureVector.BIAS ? 0 : (i + 1) * width;
      for (int at = i * width; at < end; at++) {
        weights[at] *= factor;
      }
    }
  }

  /** Returns the sum of squares; infinite or NaN if a gradient is. */
  public double squares() {
    if (width == 1) {
      return oneAfterTheOther();
    }
    return isProduct ? dzSquares * xSquares : Sums.squares(sums, length());
  }

  /** Adds up in the order of {@link io.gradstream.core.optim.SingleStep}. */
  private double oneAfterTheOther() {
    double squares = 0;
    for (int i = 0; i < size; i++) {
      squares += sums[i] * sums[i];
    }
    return squares;
  }

  /** Returns the number of rows touched. */
  int size() {
    return size;
  }

  /** Returns the number of parameters in a row. */
  int width() {
    return width;
  }

  /** Returns the number of gradients: rows times width. */
  int length() {
    return size * width;
  }

  /** Returns the rows by position; those past {@link #size} mean nothing. */
  int[] rows() {
    return rows;
  }

  /** Returns the row at position {@code i}. */
  int row(int i) {
    return rows[i];
  }

  /** Returns the gradients, row after row by position; those past {@link #length} mean nothing. */
  public double[] values() {
    return sums;
  }

  private void set(FeatureVector x, double[] dz) {
    reserve(x.size());
    size = x.size();
    System.arraycopy(x.rows(), 0, rows, 0, size);
    isProduct = true;
    dzSquares = Sums.squares(dz, width);
    xSquares = Sums.squares(x.values(), size);
    if (width == 1) {
      scaled(x.values(), dz[0]);
      return;
    }
    for (int i = 0, at = 0; i < size; i++) {
      double value = x.value(i);
      for (int unit = 0; unit < width; unit++) {
        sums[at++] = dz[unit] * value;
      }
    }
  }

  private void scaled(double[] values, double factor) {
    double[] to = sums;
    for (int i = 0; i < size; i++) {
      to[i] = factor * values[i];
    }
  }

  /** Returns the position of a row, which is given a new one, all zeros, at its first. */
  private int position(int row) {
    if (row >= positions.length) {
      positions = Arrays.copyOf(positions, Math.max(row + 1, positions.length * 2));
    }
    if (positions[row] == 0) {
      reserve(size + 1);
      rows[size] = row;
      Arrays.fill(sums, size * width, (size + 1) * width, 0);
      positions[row] = ++size;
    }
    return positions[row] - 1;
  }

  /** Fills the table of positions, which a batch of one example does without. */
  private void index() {
    isProduct = false;
    if (indexed) {
      return;
    }
    indexed = true;
    for (int i = 0; i < size; i++) {
      if (rows[i] >= positions.length) {
        positions = Arrays.copyOf(positions, Math.max(rows[i] + 1, positions.length * 2));
      }
      positions[rows[i]] = i + 1;
    }
  }

  private void reserve(int wanted) {
    if (wanted > rows.length) {
      rows = Arrays.copyOf(rows, 2 * wanted);
    }
    if (wanted * width > sums.length) {
      sums = Arrays.copyOf(sums, 2 * wanted * width);
    }
  }
}
