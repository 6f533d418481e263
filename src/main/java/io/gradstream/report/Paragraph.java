package io.gradstream.report;

/** A sentence on lines that fit a terminal. */
final class Paragraph {

  private static final int WIDTH = 78;
  private static final String INDENT = "  ";

  private Paragraph() {}

  /** Returns a text on lines of {@value #WIDTH} columns at most, indented, each with a newline. */
  static String of(String text) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
        lines.append(INDENT).append(line).append('\n');
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    return lines.append(INDENT).append(line).append('\n').toString();
  }
}
