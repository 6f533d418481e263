package io.gradstream.eval;

import io.gradstream.core.text.Printable;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Texts as YAML has them. */
final class Yaml {

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.-]*");

  /** What YAML takes for something else than a text, by one version of it or another. */
  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private static final int LONGEST = 400;

  private Yaml() {}

  /** Returns a text, in quotes where it needs them. */
  static String text(String text) {
    if (PLAIN.matcher(text).matches() && !WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.replace("${", "$${").codePoints().forEach(c -> append(quoted, c)); // no variable
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int c) {
    if (c == '"' || c == '\\') {
      quoted.append('\\').append((char) c);
    } else if (!Printable.isPlain(c)) {
      quoted.append(Printable.escape(c)); // as YAML has it, too
    } else {
      quoted.appendCodePoint(c);
    }
  }

  /** Returns a text as a comment has it: on one line, without control characters, not too long. */
  static String comment(String text) {
    return Printable.of(text, LONGEST);
  }
}
