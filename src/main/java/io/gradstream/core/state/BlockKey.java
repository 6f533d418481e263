package io.gradstream.core.state;

import org.jspecify.annotations.Nullable;

/**
 * The key that a block is stored under: {@code array/number} for one as long as the array's first,
 * {@code array/shift:number} for one of 2<sup>shift</sup> elements beyond the first.
 *
 * @param array name of its array
 * @param shift length of the block as a power of two; {@link #FIRST} for blocks as long as the
 *     first
 * @param number which of the blocks of this length it is, from 0 on
 */
record BlockKey(String array, int shift, int number) {

  static final int FIRST = -1;

  private static final char SEPARATOR = '/';
  private static final char SIZED = ':';
  private static final int LARGEST_SHIFT = 13;

  /** Returns the key that a text is; null if it is none. */
  static @Nullable BlockKey parse(String text) {
    int cut = text.lastIndexOf(SEPARATOR);
    if (cut < 0) {
      return null;
    }
    int colon = text.indexOf(SIZED, cut);
    try {
      int shift = colon < 0 ? FIRST : Integer.parseInt(text, cut + 1, colon, 10);
      int number = Integer.parseInt(text, Math.max(cut, colon) + 1, text.length(), 10);
      boolean none = number < 0 || shift < FIRST || shift > LARGEST_SHIFT;
      return none ? null : new BlockKey(text.substring(0, cut), shift, number);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Returns the key of a block as long as the array's first. */
  static BlockKey of(String array, int number) {
    return new BlockKey(array, FIRST, number);
  }

  /** Returns what all blocks of the array and of this length have in common, unique to them. */
  String group() {
    return shift == FIRST ? array : array + SEPARATOR + shift + SIZED;
  }

  /** Returns the name of the array that the blocks of a {@link #group} are of. */
  static String array(String group) {
    BlockKey any = parse(group + "0");
    return any == null ? group : any.array;
  }

  /** Returns the length, as a power of two, of the blocks of a {@link #group}. */
  static int shift(String group) {
    BlockKey any = parse(group + "0");
    return any == null ? FIRST : any.shift;
  }

  /** Returns the text of the key. */
  String text() {
    return shift == FIRST ? array + SEPARATOR + number : group() + number;
  }
}
