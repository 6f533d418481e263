package io.gradstream.core.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A named, growing array that knows which of its blocks changed since they were last written.
 *
 * <p>A block is a fixed number of elements ({@link BlockLayout}). What a block encodes to depends
 * on the elements it holds and on nothing else, so it does not matter when or how often it is
 * written. Encoded: one byte format version, one byte element type, then the elements in big-endian
 * order; a block past the end of the array is deleted.
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
  private final Map<Integer, Integer> left = new TreeMap<>(); // blocks by shift, to be deleted
  private final int
      firstBlock; // elements of it, whatever the layout beyond: most arrays have no other
  private BlockLayout layout;
  private boolean[] dirty = new boolean[1];
  private int least;
  private int room; // elements that there is memory for
  private int size;
  private boolean stored; // whether any block may be stored

  StateArray(String name, BlockLayout layout) {
    this.name = name;
    this.layout = layout;
    firstBlock = layout.length(0);
  }

  /** Returns the name, unique in its {@link State}. */
  final String name() {
    return name;
  }

  /** Returns the number of elements. */
  public final int size() {
    return size;
  }

  /** Notes that the element at {@code index} has changed. */
  public final void touch(int index) {
    dirty[index < firstBlock ? 0 : layout.block(index)] = true;
  }

  /**
   * Lays the elements out as rows of {@code width} that change one by one, instead of elements that
   * do. May be called again when rows become wider.
   */
  public final void layRows(int width) {
    lay(layout.ofRows(width));
  }

  /** Lays the elements out as ones that change all at once. */
  public final void layDense() {
    lay(layout.of(layout.firstShift()));
  }

  private void lay(BlockLayout wanted) {
    if (!wanted.equals(layout)) {
      if (stored) {
        leave(layout.shift(), dirty.length);
      }
      take(wanted);
    }
  }

  private void take(BlockLayout wanted) {
    layout = wanted;
    Integer before = left.remove(wanted.shift()); // written or deleted as blocks of this layout
    boolean first = dirty[0];
    dirty = new boolean[Math.max(before == null ? 1 : before, layout.blocks(size))];
    Arrays.fill(dirty, true);
    dirty[0] = first;
    setSize(size);
  }

  private void leave(int shift, int blocks) {
    left.merge(shift, blocks, Math::max);
  }

  /** Notes that rows of {@code width} elements have changed. */
  public final void touchRows(int[] rows, int count, int width) {
    boolean[] flags = dirty;
    BlockLayout blocks = layout;
    if (size <= blocks.length(0)) { // all that there is is one block
      flags[0] = true;
      return;
    }
    if (width > blocks.length(1)) {
      for (int i = 0; i < count; i++) {
        touch(rows[i] * width, width);
      }
      return;
    }
    boolean within = Integer.bitCount(width) == 1; // a row is within a block
    for (int i = 0; i < count; i++) {
      flags[blocks.block(rows[i] * width)] = true;
      if (!within) { // or across one border
        flags[blocks.block(rows[i] * width + width - 1)] = true;
      }
    }
  }

  /** Notes that {@code width} elements from {@code from} on have changed. */
  private void touch(int from, int width) {
    int last = layout.block(from + width - 1);
    for (int block = layout.block(from); block <= last; block++) {
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
    for (int block = layout.blocks(size) - 1; block >= 0; block--) {
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
    Arrays.fill(dirty, layout.block(low), layout.block(high - 1) + 1, true);
  }

  /** Writes every changed block to {@code sink} and takes it for unchanged from then on. */
  final void drain(BlockSink sink) {
    stored |= size > 0;
    left.forEach(
        (shift, blocks) -> {
          for (int block = 1; block < blocks; block++) {
            sink.write(layout.of(shift).key(name, block).text(), BlockSink.DELETED);
          }
        });
    left.clear();
    for (int block = 0; block < dirty.length; block++) {
      if (dirty[block]) {
        sink.write(layout.key(name, block).text(), encode(block));
        dirty[block] = false;
      }
    }
  }

  /** Returns how many bytes the next {@link #drain} writes, about. */
  final long dirtyBytes() {
    long bytes = 0;
    for (int block = 0; block < dirty.length; block++) {
      bytes += dirty[block] ? HEADER + (long) layout.length(block) * width() : 0;
    }
    return Math.min(bytes, (long) (size + HEADER) * width() + (long) HEADER * dirty.length);
  }

  /**
   * Reads one block back; blocks may come in any order. Blocks of another length than this version
   * gives them are stored anew with the next drain if they are long, as earlier versions had all;
   * else the array takes over their length.
   */
  final void load(BlockKey key, byte[] bytes) {
    BlockLayout written = layout.of(key);
    int block = written.block(key);
    check(key, written.length(block), bytes);
    stored = true;
    boolean other = written.shift() != layout.shift();
    boolean anew = other && key.shift() == BlockKey.FIRST;
    if (other) {
      if (anew) {
        leave(written.shift(), block + 1);
      } else {
        take(written);
      }
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, HEADER, bytes.length - HEADER);
    int from = written.from(block);
    int count = in.remaining() / width();
    if (from + count > size) {
      setSize(from + count);
    }
    get(in, from, count);
    Arrays.fill(dirty, layout.block(from), layout.block(from + count - 1) + 1, anew);
  }

  /**
   * Reads a block that has changed since the others were read, or takes note that it was deleted:
   * once those of a whole drain are here, in any order, the array is the one that was drained.
   */
  final void apply(BlockKey key, byte[] bytes) {
    BlockLayout written = layout.of(key);
    int from = written.from(written.block(key));
    if (bytes.length == 0) {
      shrink(written.equals(layout) ? from : size); // of another length: others have its elements
      return;
    }
    load(key, bytes);
    int count = (bytes.length - HEADER) / width();
    shrink(
        count < written.length(written.block(key)) ? from + count : size); // only the last has room
  }

  private void shrink(int wanted) {
    if (wanted < size) {
      setSize(Math.max(least, wanted));
    }
  }

  private void check(BlockKey key, int most, byte[] bytes) {
    int length = bytes.length - HEADER;
    if (length > 0 && (bytes[0] != FORMAT || bytes[1] != type())) {
      throw new StateMismatchException(
          "block '%s' has format %d, type '%c'; this version reads format %d, type '%c'"
              .formatted(key.text(), bytes[0], (char) bytes[1], FORMAT, (char) type()));
    }
    if (length <= 0 || length % width() != 0 || length > width() * most) {
      throw new StateMismatchException(
          "block '%s' has %d bytes, which is no block of such elements"
              .formatted(key.text(), bytes.length));
    }
  }

  private byte[] encode(int block) {
    int from = layout.from(block);
    int count = Math.min(layout.length(block), size - from);
    if (count <= 0) {
      return BlockSink.DELETED;
    }
    ByteBuffer out = ByteBuffer.allocate(HEADER + count * width());
    out.put(FORMAT).put(type());
    put(out, from, count);
    return out.array();
  }

  private void setSize(int wanted) {
    int blocks = layout.blocks(wanted);
    if (blocks > dirty.length) {
      dirty = Arrays.copyOf(dirty, Math.max(blocks, dirty.length + (dirty.length >> 1)));
    }
    room = Math.min(reserve(wanted), layout.from(dirty.length));
    size = wanted;
  }

  /** Returns the capacity to take when {@code wanted} elements no longer fit {@code present}. */
  static int capacity(int present, int wanted) {
    return Math.max(wanted, present + (present >> 1) + 8);
  }

  /** Marks the blocks in which the two arrays differ, then copies {@code source} into this one. */
  final void copyFrom(StateArray source) {
    lay(source.layout);
    int common = Math.min(size, source.size);
    for (int block = layout.blocks(common) - 1; block >= 0; block--) {
      int from = layout.from(block);
      if (!sameRange(source, from, Math.min(common, from + layout.length(block)))) {
        dirty[block] = true;
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
