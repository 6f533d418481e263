package io.gradstream.core.state;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A named, growing array that knows which of its blocks changed since they were last written.
 *
 * <p>A block is a fixed number of elements. What a block encodes to depends on the elements it
 * holds and on nothing else, so it does not matter when or how often it is written. Encoded: one
 * byte format version, one byte element type, then the elements in big-endian order; a block past
 * the end of the array is deleted.
 *
 * <p>Whoever writes into the backing array calls {@link #touch}; not thread-safe.
 */
public abstract sealed class StateArray permits DoubleArray, LongArray, ByteArray {

  /** Version of the encoding of blocks. */
  static final byte FORMAT = 1;

  private static final int HEADER = 2;

  /** Bytes of a block at most. */
  static final int LARGEST_BLOCK = (1 << 13) + HEADER;

  private final String name;
  private final int blockShift;
  private boolean[] dirty = new boolean[1];
  private int least;
  private int room; // elements that there is memory for
  private int size;

  StateArray(String name, int blockShift) {
    this.name = name;
    this.blockShift = blockShift;
  }

  /** Returns the name, unique in its {@link State}. */
  public final String name() {
    return name;
  }

  /** Returns the number of elements. */
  public final int size() {
    return size;
  }

  /** Notes that the element at {@code index} has changed. */
  public final void touch(int index) {
    dirty[index >>> blockShift] = true;
  }

  /** Notes that rows of {@code width} elements have changed. */
  public final void touchRows(int[] rows, int count, int width) {
    boolean[] flags = dirty;
    int shift = blockShift;
    if (size <= 1 << shift) { // all that there is is one block
      flags[0] = true;
      return;
    }
    if (width > 1 << shift) {
      for (int i = 0; i < count; i++) {
        touch(rows[i] * width, width);
      }
      return;
    }
    boolean within = Integer.bitCount(width) == 1; // a row is within a block
    for (int i = 0; i < count; i++) {
      flags[rows[i] * width >>> shift] = true;
      if (!within) { // or across one border
        flags[rows[i] * width + width - 1 >>> shift] = true;
      }
    }
  }

  /** Notes that {@code width} elements from {@code from} on have changed. */
  private void touch(int from, int width) {
    int last = from + width - 1 >>> blockShift;
    for (int block = from >>> blockShift; block <= last; block++) {
      dirty[block] = true;
    }
  }

  /** Gives the array its first {@code wanted} zeros, below which it never shrinks. */
  final void declare(int wanted) {
    least = wanted;
    grow(wanted);
  }

  /**
   * Notes that {@code width} elements from each of the first {@code count} offsets have changed.
   */
  public final void touch(int[] offsets, int count, int width) {
    for (int i = 0; i < count; i++) {
      touch(offsets[i], width);
    }
  }

  /** Notes that every element has changed. */
  public final void touchAll() {
    for (int block = size - 1 >> blockShift; block >= 0; block--) { // none if it is empty
      dirty[block] = true;
    }
  }

  /** Makes the array hold at least {@code wanted} elements; new ones are zero. */
  public final void grow(int wanted) {
    if (wanted > size) {
      resize(wanted);
    }
  }

  /** Adds one element, whose value the caller must set; returns its index. */
  final int append() {
    int at = size;
    if (at < room) {
      size = at + 1;
    } else {
      setSize(at + 1);
    }
    return at;
  }

  /**
   * Makes the array hold exactly {@code wanted} elements; new ones are zero.
   *
   * @throws IllegalArgumentException if that is less than it was declared with: what is stored
   *     would not tell it from an array that was never written
   */
  public final void resize(int wanted) {
    if (wanted < least) {
      throw new IllegalArgumentException(
          "state '%s' was declared with %d elements and cannot shrink to %d"
              .formatted(name, least, wanted));
    }
    if (wanted == size) {
      return;
    }
    int low = Math.min(wanted, size);
    int high = Math.max(wanted, size);
    setSize(wanted);
    zero(low, high);
    Arrays.fill(dirty, low >>> blockShift, (high - 1 >>> blockShift) + 1, true);
  }

  /** Writes every changed block to {@code sink} and takes it for unchanged from then on. */
  final void drain(BlockSink sink) {
    for (int block = 0; block < dirty.length; block++) {
      if (dirty[block]) {
        sink.write(State.key(name, block), encode(block));
        dirty[block] = false;
      }
    }
  }

  /** Reads one block back; blocks may come in any order. */
  final void load(int block, byte[] bytes) {
    check(block, bytes);
    ByteBuffer in = ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER);
    int from = block << blockShift;
    int count = in.remaining() / width();
    if (from + count > size) {
      setSize(from + count);
    }
    get(in, from, count);
    dirty[block] = false; // it is as it is stored
  }

  private void check(int block, byte[] bytes) {
    int length = bytes.length - HEADER;
    if (length > 0 && (bytes[0] != FORMAT || bytes[1] != type())) {
      throw new StateMismatchException(
          "block %d of state '%s' has format %d, type '%c'; this version reads format %d, type '%c'"
              .formatted(block, name, bytes[0], (char) bytes[1], FORMAT, (char) type()));
    }
    if (length <= 0 || length % width() != 0 || length > width() << blockShift) {
      throw new StateMismatchException(
          "block %d of state '%s' has %d bytes, which is no block of such elements"
              .formatted(block, name, bytes.length));
    }
  }

  private byte[] encode(int block) {
    int from = block << blockShift;
    int count = Math.min(1 << blockShift, size - from);
    if (count <= 0) {
      return BlockSink.DELETED;
    }
    ByteBuffer out = ByteBuffer.allocate(HEADER + count * width());
    out.put(FORMAT).put(type());
    put(out, from, count);
    return out.array();
  }

  private void setSize(int wanted) {
    int blocks = (wanted + (1 << blockShift) - 1) >>> blockShift;
    if (blocks > dirty.length) {
      dirty = Arrays.copyOf(dirty, Math.max(blocks, dirty.length + (dirty.length >> 1)));
    }
    room = Math.min(reserve(wanted), dirty.length << blockShift);
    size = wanted;
  }

  /** Returns the capacity to take when {@code wanted} elements no longer fit {@code present}. */
  static int capacity(int present, int wanted) {
    return Math.max(wanted, present + (present >> 1) + 8);
  }

  /** Marks the blocks in which the two arrays differ, then copies {@code source} into this one. */
  final void copyFrom(StateArray source) {
    int common = Math.min(size, source.size);
    for (int from = 0; from < common; from += 1 << blockShift) {
      if (!sameRange(source, from, Math.min(common, from + (1 << blockShift)))) {
        touch(from);
      }
    }
    resize(source.size);
    copyRange(source, source.size);
  }

  abstract byte type();

  /** Returns the bytes of an element. */
  abstract int width();

  /** Makes memory for so many elements; returns for how many there is. */
  abstract int reserve(int wanted);

  abstract void zero(int from, int to);

  abstract void put(ByteBuffer out, int from, int count);

  abstract void get(ByteBuffer in, int from, int count);

  abstract boolean sameRange(StateArray other, int from, int to);

  abstract void copyRange(StateArray other, int count);
}
