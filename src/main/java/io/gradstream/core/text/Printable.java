package io.gradstream.core.text;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Text of others as a terminal and a log may have it: on one line, without characters that do more
 * than stand there.
 *
 * <p>What controls a terminal, turns the direction of writing or is not seen at all is written as
 * an escape of four or eight hexadecimal digits, as JSON and YAML have them. The joiners of emoji
 * and of some scripts stay.
 */
public final class Printable {

  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;
  private static final String CUT = "...";

  private Printable() {}

  /** Returns the text on one line. */
  public static String of(String text) {
    if (text.codePoints().allMatch(Printable::isPlain)) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(printable, c));
    return printable.toString();
  }

  /** Returns the text on one line, of at most {@code most} columns of a terminal. */
  public static String of(String text, int most) {
    String start = text.length() > 8 * most ? text.substring(0, 8 * most) : text;
    String all = of(start);
    if (width(all) <= most && start.length() == text.length()) {
      return all;
    }
    StringBuilder cut = new StringBuilder();
    int room = most - CUT.length();
    for (int at = 0; at < all.length(); ) {
      int c = all.codePointAt(at);
      room -= width(c);
      if (room < 0) {
        break;
      }
      cut.appendCodePoint(c);
      at += Character.charCount(c);
    }
    return cut.append(CUT).toString();
  }

  /** Returns a text of several lines of our own, each of which is made printable. */
  public static String lines(String text) {
    return text.lines().map(Printable::of).collect(Collectors.joining("\n"));
  }

  /** Returns how many columns of a terminal a printable text takes. */
  static int width(String text) {
    return text.codePoints().map(Printable::width).sum();
  }

  /** Tells whether a character does no more than stand there. */
  public static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.FORMAT -> c == NON_JOINER || c == JOINER;
      default -> true;
    };
  }

  /** Returns a character as an escape. */
  public static String escape(int c) {
    return String.format(Locale.ROOT, Character.isBmpCodePoint(c) ? "\\u%04x" : "\\U%08x", c);
  }

  private static void append(StringBuilder to, int c) {
    if (isPlain(c)) {
      to.appendCodePoint(c);
    } else {
      to.append(escape(c));
    }
  }

  private static int width(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  /** Of the East Asian scripts and of emoji, by blocks. */
  private static boolean isWide(int c) {
    return c >= 0x1100 && c <= 0x115F
        || c >= 0x2E80 && c <= 0xA4CF
        || c >= 0xAC00 && c <= 0xD7A3
        || c >= 0xF900 && c <= 0xFAFF
        || c >= 0xFE30 && c <= 0xFE6F
        || c >= 0xFF00 && c <= 0xFF60
        || c >= 0xFFE0 && c <= 0xFFE6
        || c >= 0x1F300 && c <= 0x1FAFF
        || c >= 0x20000 && c <= 0x3FFFD;
  }
}
