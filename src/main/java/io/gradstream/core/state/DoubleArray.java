package io.gradstream.core.state;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A growing array of doubles; written raw, so every bit of a NaN survives. */
public final class DoubleArray extends StateArray {

  private static final BlockLayout LAYOUT = new BlockLayout(10, 4);

  private double[] values = new double[8];

  DoubleArray(String name) {
    super(name, LAYOUT);
  }

  /** Returns the backing array, which is replaced when the array grows. */
  public double[] values() {
    return values;
  }

  /** Returns the element at {@code index}. */
  public double get(int index) {
    return values[index];
  }

  /** Sets the element at {@code index}, which must exist. */
  public void set(int index, double value) {
    values[index] = value;
    touch(index);
  }

  /** Appends an element. */
  public void add(double value) {
    set(append(), value);
  }

  @Override
  byte type() {
    return 'd';
  }

  @Override
  int width() {
    return Double.BYTES;
  }

  @Override
  int reserve(int wanted) {
    if (wanted > values.length) {
      values = Arrays.copyOf(values, capacity(values.length, wanted));
    }
    return values.length;
  }

  @Override
  void zero(int from, int to) {
    Arrays.fill(values, from, to, 0);
  }

  @Override
  void put(ByteBuffer out, int from, int count) {
    for (int i = from; i < from + count; i++) {
      out.putLong(Double.doubleToRawLongBits(values[i]));
    }
  }

  @Override
  void get(ByteBuffer in, int from, int count) {
    for (int i = from; i < from + count; i++) {
      values[i] = Double.longBitsToDouble(in.getLong());
    }
  }

  @Override
  boolean sameRange(StateArray other, int from, int to) {
    double[] theirs = ((DoubleArray) other).values;
    for (int i = from; i < to; i++) {
      if (Double.doubleToRawLongBits(values[i]) != Double.doubleToRawLongBits(theirs[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  void copyRange(StateArray other, int count) {
    System.arraycopy(((DoubleArray) other).values, 0, values, 0, count);
  }
}
