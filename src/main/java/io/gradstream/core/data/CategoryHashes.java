package io.gradstream.core.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hashes by which the categories of one field are known: XXH64 of the text, seeded with that of
 * the field's name.
 *
 * <p>Neighbouring records have mostly the same categories, so the hashes of short texts and of
 * whole numbers are kept in a {@link HashMemo}. A memo's key is the whole category, so what it
 * answers is what would be computed; it is no state. Not thread-safe.
 */
final class CategoryHashes {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Longest text that fits into a key beside its length. */
  private static final int LONGEST = Long.BYTES - 1;

  private static final int DIGITS = 20;

  private final long seed;
  private final HashMemo texts = new HashMemo();
  private final HashMemo wholes = new HashMemo();
  private final byte[] digits = new byte[DIGITS];

  CategoryHashes(String field) {
    seed = Categories.seed(field);
  }

  /** Returns the hash of the UTF-8 text in {@code bytes[from, from + length)}. */
  long ofText(byte[] bytes, int from, int length) {
    if (length > LONGEST) {
      return Categories.hash(bytes, from, length, seed);
    }
    long key = key(bytes, from, length);
    long known = texts.get(key);
    return known != Row.MISSING
        ? known
        : texts.put(key, Categories.hash(bytes, from, length, seed));
  }

  /** Returns the hash of a whole number's decimal text. */
  long ofWhole(long value) {
    long known = wholes.get(value);
    return known != Row.MISSING ? known : wholes.put(value, ofDigits(value));
  }

  private long ofDigits(long value) {
    int from = Categories.digits(value, digits);
    return Categories.hash(digits, from, DIGITS - from, seed);
  }

  /** Returns a text's bytes and, in the highest byte, their number. */
  private static long key(byte[] bytes, int from, int length) {
    int end = from + length;
    long text =
        end >= Long.BYTES && length > 0
            ? (long) LONGS.get(bytes, end - Long.BYTES) >>> Long.SIZE - Byte.SIZE * length
            : byByte(bytes, from, end);
    return text | (long) length << Byte.SIZE * LONGEST;
  }

  private static long byByte(byte[] bytes, int from, int end) {
    long text = 0;
    for (int at = end - 1; at >= from; at--) {
      text = text << Byte.SIZE | bytes[at] & 0xff;
    }
    return text;
  }
}
