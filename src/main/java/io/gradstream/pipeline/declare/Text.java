package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A text; numbers and booleans count as the text they are written as.
 *
 * @param allowed what is allowed, in words
 * @param pattern what is allowed, exactly
 */
public record Text(String allowed, Pattern pattern) implements Type<String> {

  /** Any text that shows on one line, the empty one too. */
  public static final Text LINE =
      matching(
          "a text without line ends and other control characters",
          "[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*");

  /** Returns a type of text; {@code regex} also stands in the JSON Schema, for ECMAScript. */
  public static Text matching(String allowed, String regex) {
    return new Text(allowed, Pattern.compile(regex));
  }

  /** A name of the letters that Kafka's topics may have. */
  public static Text kafkaName(int longest) {
    return matching(
        "1 to %d characters of a-z, A-Z, 0-9, '.', '_', '-', and not '.' or '..'"
            .formatted(longest),
        "(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,%d}".formatted(longest));
  }

  @Override
  public Optional<String> read(Node node, String path, Reading reading) {
    return node instanceof Node.Scalar scalar && pattern.matcher(scalar.text()).matches()
        ? Optional.of(scalar.text())
        : reading.unfit(node, path, this);
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Scalar;
  }

  @Override
  public ObjectNode schema() {
    return JsonSchemas.text(pattern);
  }
}
