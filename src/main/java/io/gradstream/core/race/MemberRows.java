package io.gradstream.core.race;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.math.Sums;
import io.gradstream.core.optim.Lane;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.Arrays;

/**
 * The parameters of all linear members, side by side in a row for each input: {@code [output 1:
 * weight of member 1, its moments, weight of member 2, ...; output 2: ...]}.
 *
 * <p>A new row is all zeros, and so is a new output. Rows never move but when outputs are added.
 */
final class MemberRows {

  private final DoubleArray cells;
  private final LongArray shape;
  private final int slots;
  private int outputs;
  private int stride;
  private double squares; // of the inputs of the example located last
  private int[] offsets = new int[64];

  /**
   * Declares the parameters.
   *
   * @param slots weights and moments of all members, for one output
   * @param rows how many rows there are at first
   * @param outputs how many outputs there are at first, 1 or more
   */
  MemberRows(State.Scope scope, int slots, int rows, int outputs) {
    this.slots = slots;
    cells = scope.doubles("parameters", 0);
    shape = scope.longs("parameters.width", 1);
    shape.set(0, outputs);
    refresh();
    grow(rows);
  }

  /** Takes over the number of outputs that the state has, after it was loaded or copied. */
  void refresh() {
    outputs = (int) shape.get(0);
    stride = slots * outputs;
    cells.layRows(stride);
  }

  int outputs() {
    return outputs;
  }

  int rows() {
    return cells.size() / stride;
  }

  /** Makes room for {@code rows} rows. */
  void grow(int rows) {
    if (rows > rows()) {
      cells.grow(rows * stride);
    }
  }

  /** Sets a row, if it is there, to zeros. */
  void forget(int row) {
    if (row < rows()) {
      Arrays.fill(cells.values(), row * stride, (row + 1) * stride, 0);
      cells.touch(new int[] {row * stride}, 1, stride);
    }
  }

  /** Makes room for {@code count} outputs. */
  void widen(int count) {
    if (count <= outputs) {
      return;
    }
    int rows = rows();
    int before = stride;
    double[] old = Arrays.copyOf(cells.values(), rows * before);
    shape.set(0, count);
    refresh();
    cells.resize(0);
    cells.resize(rows * stride);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(old, row * before, cells.values(), row * stride, before);
    }
    cells.touchAll();
  }

  /** Finds the rows of an example, for all that follows until the next one. */
  void locate(FeatureVector x) {
    int size = x.size();
    squares = Sums.squares(x.values(), size);
    if (size > offsets.length) {
      offsets = new int[2 * size];
    }
    int[] rows = x.rows();
    for (int i = 0; i < size; i++) {
      offsets[i] = rows[i] * stride;
    }
  }

  /** Returns the sum of the squared inputs of the example located last. */
  double squares() {
    return squares;
  }

  /** Shows where a member's parameters of an output lie, its weight being at {@code slot}. */
  void show(int slot, int output, Lane lane) {
    lane.cells = cells.values();
    lane.end = cells.size();
    lane.offsets = offsets;
    lane.squares = squares;
    lane.first = output * slots + slot;
  }

  /** Returns where the cell of a slot is, -1 for a row that is not there. */
  int cell(int row, int slot, int output) {
    int at = row * stride + output * slots + slot;
    return at < cells.size() ? at : -1;
  }

  /** Returns what is in a cell. */
  double value(int cell) {
    return cells.get(cell);
  }

  /** Notes that members have written into the rows of the example located last. */
  void touch(FeatureVector x) {
    cells.touchRows(x.rows(), x.size(), stride);
  }

  /** Sets slots {@code [from, to)} of every row and output to 0. */
  void clear(int from, int to) {
    double[] all = cells.values();
    for (int at = 0; at < cells.size(); at += slots) {
      Arrays.fill(all, at + from, at + to, 0);
    }
    cells.touchAll();
  }

  /**
   * Writes the weighted sums of the example located last for up to four weights of an output, those
   * at {@code slots[from]} to {@code slots[to - 1]}, in one pass.
   */
  void sums(FeatureVector x, int output, int[] weights, int from, int to, double[] z) {
    double[] w = cells.values();
    int end = cells.size();
    int[] places = offsets;
    double[] values = x.values();
    int size = x.size();
    int base = output * slots;
    int last = to - 1;
    int first = base + weights[from];
    int second = base + weights[Math.min(from + 1, last)];
    int third = base + weights[Math.min(from + 2, last)];
    int fourth = base + weights[Math.min(from + 3, last)];
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    for (int i = 0; i < size; i++) {
      int at = places[i];
      if (at < end) {
        double value = values[i];
        a += w[at + first] * value;
        b += w[at + second] * value;
        c += w[at + third] * value;
        d += w[at + fourth] * value;
      }
    }
    z[last] = d; // fewer than four repeat the last
    z[Math.min(from + 2, last)] = c;
    z[Math.min(from + 1, last)] = b;
    z[from] = a;
  }
}
