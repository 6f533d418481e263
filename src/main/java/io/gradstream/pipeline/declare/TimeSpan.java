package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time with its unit, such as {@code 30s}; read as milliseconds, 1 or more.
 *
 * @param orNone whether it may be 0 as well
 */
public record TimeSpan(boolean orNone) implements Type<Long> {

  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h|d)");
  private static final Pattern SPAN_OR_NONE = Pattern.compile("(0|[1-9][0-9]{0,8})(ms|s|m|h|d)");

  /** A length of 1 ms or more. */
  public TimeSpan() {
    this(false);
  }

  @Override
  public Optional<Long> read(Node node, String path, Reading reading) {
    if (node instanceof Node.Scalar scalar) {
      Matcher span = pattern().matcher(scalar.text());
      if (span.matches()) {
        return Optional.of(Long.parseLong(span.group(1)) * millis(span.group(2)));
      }
    }
    return reading.unfit(node, path, this);
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Scalar scalar && pattern().matcher(scalar.text()).matches();
  }

  @Override
  public String allowed() {
    return "a length of time such as 500ms, 30s, 5m, 2h or 1d" + (orNone ? ", or 0s" : "");
  }

  @Override
  public ObjectNode schema() {
    return JsonSchemas.text(pattern());
  }

  private Pattern pattern() {
    return orNone ? SPAN_OR_NONE : SPAN;
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      default -> 86_400_000;
    };
  }
}
