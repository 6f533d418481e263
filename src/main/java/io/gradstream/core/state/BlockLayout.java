package io.gradstream.core.state;

/**
 * Where the blocks of an array begin and end: the first is long, so that a small array is one
 * block; beyond it they are as long as a few rows, for what changes there is a row here and a row
 * there.
 *
 * @param firstShift length of the first block, as a power of two
 * @param shift length of every other block, as a power of two; at most that of the first
 */
record BlockLayout(int firstShift, int shift) {

  private static final int LEAST_SHIFT = 3;
  private static final int ROWS = 4;

  /**
   * Returns the layout for rows of {@code width} elements, of which any may change alone: four to
   * eight of them a block, 8 elements or more. So an element that changes alone costs some twelve
   * times its bytes in the changelog, the block and some 30 bytes of its record. Smaller ones would
   * cost more than they save: around each there are some 130 bytes in Kafka's store.
   */
  BlockLayout ofRows(int width) {
    int elements = (int) Math.min((long) ROWS * width, 1 << firstShift);
    int wanted = Integer.SIZE - Integer.numberOfLeadingZeros(elements - 1);
    return of(Math.min(firstShift, Math.max(LEAST_SHIFT, wanted)));
  }

  /** Returns this layout with other blocks beyond the first. */
  BlockLayout of(int newShift) {
    return newShift == shift ? this : new BlockLayout(firstShift, newShift);
  }

  /** Returns the block of an element. */
  int block(int index) {
    int beyond = index - (1 << firstShift);
    return beyond < 0 ? 0 : 1 + (beyond >>> shift);
  }

  /** Returns the number of blocks of an array of {@code size} elements. */
  int blocks(int size) {
    return size == 0 ? 0 : block(size - 1) + 1;
  }

  /** Returns the first element of a block. */
  int from(int block) {
    return block == 0 ? 0 : (1 << firstShift) + (block - 1 << shift);
  }

  /** Returns the most elements of a block. */
  int length(int block) {
    return 1 << (block == 0 ? firstShift : shift);
  }

  /** Returns the key of a block of an array. */
  BlockKey key(String array, int block) {
    return block == 0 || shift == firstShift
        ? BlockKey.of(array, block)
        : new BlockKey(array, shift, block - 1);
  }

  /** Returns the layout in which a block with such a key lies. */
  BlockLayout of(BlockKey key) {
    return key.shift() != BlockKey.FIRST
        ? of(key.shift())
        : key.number() == 0 ? this : of(firstShift);
  }

  /** Returns the number in this layout, which is {@link #of} the key, of the key's block. */
  int block(BlockKey key) {
    return key.shift() == BlockKey.FIRST ? key.number() : key.number() + 1;
  }
}
