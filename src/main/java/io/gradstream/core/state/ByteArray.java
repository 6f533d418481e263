package io.gradstream.core.state;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A growing array of bytes: names and descriptions. */
public final class ByteArray extends StateArray {

  private static final BlockLayout LAYOUT = new BlockLayout(13, 13); // appended to

  private byte[] values = new byte[64];

  ByteArray(String name) {
    super(name, LAYOUT);
  }

  /** Returns the backing array, which is replaced when the array grows. */
  public byte[] values() {
    return values;
  }

  /** Appends bytes. */
  public void add(byte[] bytes) {
    int at = size();
    grow(at + bytes.length);
    System.arraycopy(bytes, 0, values, at, bytes.length);
  }

  /** Replaces the contents. */
  public void set(byte[] bytes) {
    resize(0);
    add(bytes);
  }

  /** Returns a copy of the contents. */
  public byte[] toBytes() {
    return Arrays.copyOf(values, size());
  }

  @Override
  byte type() {
    return 'b';
  }

  @Override
  int width() {
    return 1;
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
    Arrays.fill(values, from, to, (byte) 0);
  }

  @Override
  void put(ByteBuffer out, int from, int count) {
    out.put(values, from, count);
  }

  @Override
  void get(ByteBuffer in, int from, int count) {
    in.get(values, from, count);
  }

  @Override
  boolean sameRange(StateArray other, int from, int to) {
    return Arrays.equals(values, from, to, ((ByteArray) other).values, from, to);
  }

  @Override
  void copyRange(StateArray other, int count) {
    System.arraycopy(((ByteArray) other).values, 0, values, 0, count);
  }
}
