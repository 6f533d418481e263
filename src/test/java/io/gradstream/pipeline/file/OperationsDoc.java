package io.gradstream.pipeline.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The keys that {@code docs/operations.md} says may change for a model that is there, and those
 * that may not: what tests hold the program to.
 */
record OperationsDoc(List<String> mayChange, List<String> mayNotChange, List<String> elsewhere) {

  private static final Pattern KEY = Pattern.compile("`([a-z.-]+)`");

  static OperationsDoc read() {
    try {
      String text = Files.readString(Path.of("docs/operations.md"));
      return new OperationsDoc(
          keys(text, "| may change |"),
          keys(text, "| may not change |"),
          keys(text, "| is not the model's |"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> keys(String text, String row) {
    String line = text.lines().filter(each -> each.startsWith(row)).findFirst().orElseThrow();
    return KEY.matcher(line.substring(row.length()))
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }
}
