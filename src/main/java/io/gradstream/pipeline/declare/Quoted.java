package io.gradstream.pipeline.declare;

/** Text of a file as a message shows it. */
public final class Quoted {

  private static final int LONGEST = 60;

  private Quoted() {}

  /** Returns the text in quotes, cut where it is long. */
  public static String of(String text) {
    return "'" + (text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text) + "'";
  }

  /** Returns the text with its line ends and control characters escaped. */
  public static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.chars().forEach(c -> append(line, (char) c));
    return line.toString();
  }

  private static void append(StringBuilder line, char c) {
    if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
      line.append("\\u%04x".formatted((int) c));
    } else {
      line.append(c);
    }
  }
}
