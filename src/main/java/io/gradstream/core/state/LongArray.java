package io.gradstream.core.state;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A growing array of longs: counters, hashes, row numbers. */
public final class LongArray extends StateArray {

  private static final BlockLayout LAYOUT = new BlockLayout(10, 4);

  private long[] values = new long[8];

  LongArray(String name) {
    super(name, LAYOUT);
  }

  /** Returns the backing array, which is replaced when the array grows. */
  public long[] values() {
    return values;
  }

  /** Returns the element at {@code index}. */
  public long get(int index) {
    return values[index];
  }

  /** Sets the element at {@code index}, which must exist. */
  public void set(int index, long value) {
    values[index] = value;
    touch(index);
  }

  /** Appends an element. */
  public void add(long value) {
    set(append(), value);
  }

  @Override
  byte type() {
    return 'l';
  }

  @Override
  int width() {
    return Long.BYTES;
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
    out.asLongBuffer().put(values, from, count);
  }

  @Override
  void get(ByteBuffer in, int from, int count) {
    in.asLongBuffer().get(values, from, count);
  }

  @Override
  boolean sameRange(StateArray other, int from, int to) {
    return Arrays.equals(values, from, to, ((LongArray) other).values, from, to);
  }

  @Override
  void copyRange(StateArray other, int count) {
    System.arraycopy(((LongArray) other).values, 0, values, 0, count);
  }
}
