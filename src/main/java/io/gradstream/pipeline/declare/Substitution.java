package io.gradstream.pipeline.declare;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces <code>${NAME}</code> and <code>${NAME:default}</code> in a text by environment
 * variables; <code>$${</code> stands for <code>${</code> itself.
 *
 * @param environment variables by name
 */
public record Substitution(Map<String, String> environment) {

  private static final Pattern REFERENCE =
      Pattern.compile("(?<escape>\\$\\$\\{)|\\$\\{(?<inner>[^}]*)}|(?<open>\\$\\{)");
  private static final Pattern INNER =
      Pattern.compile("(?<name>[A-Za-z_][A-Za-z0-9_]*)(:(?<default>.*))?", Pattern.DOTALL);
  private static final String MALFORMED =
      "has '${' that does not begin ${NAME} or ${NAME:default}; write '$${' for '${' itself";

  public Substitution {
    environment = Map.copyOf(environment);
  }

  /**
   * Returns the text with its variables replaced, or nothing if there were complaints, which never
   * quote the text: it may be a password.
   */
  Optional<String> apply(String text, Consumer<String> complaints) {
    StringBuilder result = new StringBuilder();
    boolean complete = true;
    int at = 0;
    for (Matcher found = REFERENCE.matcher(text); found.find(); at = found.end()) {
      result.append(text, at, found.start());
      Optional<String> value = value(found, complaints);
      value.ifPresent(result::append);
      complete &= value.isPresent();
    }
    return complete
        ? Optional.of(result.append(text, at, text.length()).toString())
        : Optional.empty();
  }

  private Optional<String> value(Matcher found, Consumer<String> complaints) {
    if (found.group("escape") != null) {
      return Optional.of("${");
    }
    Matcher inner = INNER.matcher(Optional.ofNullable(found.group("inner")).orElse(""));
    if (!inner.matches()) {
      complaints.accept(MALFORMED);
      return Optional.empty();
    }
    String name = inner.group("name");
    Optional<String> value =
        Optional.ofNullable(environment.get(name))
            .or(() -> Optional.ofNullable(inner.group("default")));
    if (value.isEmpty()) {
      complaints.accept(
          "needs the environment variable %s, which is not set; set it or write a default: ${%s:...}"
              .formatted(name, name));
    }
    return value;
  }
}
