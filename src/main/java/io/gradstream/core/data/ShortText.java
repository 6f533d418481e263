package io.gradstream.core.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts cut to a length for people, such that texts that differ stay different.
 *
 * <p>What is longer than the limit is cut between two characters and ends with {@code ~} and the 16
 * hex digits of its XXH64: texts with one beginning, such as paths, are still told apart.
 */
public final class ShortText {

  private static final int DIGITS = 16;
  private static final int MARK_LENGTH = 1 + DIGITS;

  private ShortText() {}

  /**
   * Returns the UTF-8 text in {@code bytes[from, from + length)} in at most {@code limit} bytes.
   *
   * @param limit 32 or more
   */
  public static byte[] of(byte[] bytes, int from, int length, int limit) {
    if (length <= limit) {
      return Arrays.copyOfRange(bytes, from, from + length);
    }
    int kept = limit - MARK_LENGTH;
    while (kept > 0 && isInside(bytes[from + kept])) {
      kept--;
    }
    byte[] mark =
        "~%016x".formatted(XxHash64.hash(bytes, from, length, 0)).getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(Arrays.copyOfRange(bytes, from, from + kept), kept + mark.length);
    System.arraycopy(mark, 0, cut, kept, mark.length);
    return cut;
  }

  /** Returns a text in at most {@code limit} bytes of UTF-8. */
  public static String of(String text, int limit) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(of(bytes, 0, bytes.length, limit), StandardCharsets.UTF_8);
  }

  /** Tells whether a byte of UTF-8 goes on with a character that began before it. */
  private static boolean isInside(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
