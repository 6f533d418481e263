package io.gradstream.pipeline.declare;

import io.gradstream.core.text.Printable;

/** Text of a file as a message shows it. */
public final class Quoted {

  private static final int LONGEST = 60;

  private Quoted() {}

  /** Returns the text in quotes, cut where it is long. */
  public static String of(String text) {
    return "'" + Printable.of(text, LONGEST) + "'";
  }

  /** Returns the text with its line ends and control characters escaped. */
  public static String oneLine(String text) {
    return Printable.of(text);
  }
}
