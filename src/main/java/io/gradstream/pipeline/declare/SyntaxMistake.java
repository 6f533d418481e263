package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Why a text is no YAML, in words that help; the text itself is not quoted, it may hold passwords.
 *
 * @param line where, from 1
 * @param message what is wrong and what to do
 */
record SyntaxMistake(int line, String message) {

  private static final String NO_YAML = "is not valid YAML here: ";

  /** What to do, by a part of the parser's message; the first that is found counts. */
  private static final List<Map.Entry<String, String>> ADVICE =
      List.of(
          Map.entry("TAB", "tabs cannot indent YAML; use spaces"),
          Map.entry("cannot start any token", "a text that begins so needs quotes"),
          Map.entry("mapping values are not allowed", "a text with ': ' in it needs quotes"),
          Map.entry("<block end>", "the indentation does not fit that of the lines above"),
          Map.entry("end of stream", "a quote that opens here is not closed"),
          Map.entry("expected ','", "a bracket is not closed, or a comma is missing"),
          Map.entry("Expected a field name", "a key must be plain text, not a list or section"),
          Map.entry("nesting depth", "it nests too deeply"));

  static SyntaxMistake of(JsonProcessingException error, String text) {
    if (error.getCause() instanceof MarkedYAMLException marked) {
      return of(marked, text);
    }
    if (error.getCause() instanceof ReaderException reader) {
      long line = text.codePoints().limit(reader.getPosition()).filter(c -> c == '\n').count() + 1;
      return new SyntaxMistake((int) line, "has a character that YAML does not allow; remove it");
    }
    int line = error.getLocation() == null ? 0 : Math.max(0, error.getLocation().getLineNr());
    return of(error.getOriginalMessage().lines().findFirst().orElse(""), text, line);
  }

  void report(Reading reading) {
    reading.problem(line, "the file " + message);
  }

  private static SyntaxMistake of(MarkedYAMLException error, String text) {
    String problem = String.valueOf(error.getProblem());
    boolean quote = problem.contains("end of stream");
    Mark mark = quote ? error.getContextMark() : error.getProblemMark();
    return of(problem, text, mark == null ? 0 : mark.getLine() + 1);
  }

  private static SyntaxMistake of(String problem, String text, int line) {
    String found = text.lines().skip(Math.max(0, line - 1)).findFirst().orElse("");
    if (problem.contains("got {") && found.contains("${")) {
      return new SyntaxMistake(
          line, NO_YAML + "within { } or [ ] a value with ${...} needs quotes");
    }
    return new SyntaxMistake(
        line,
        NO_YAML
            + ADVICE.stream()
                .filter(each -> problem.contains(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(problem));
  }
}
