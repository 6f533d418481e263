package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time with its unit, such as {@code 30s}; read as milliseconds, 1 or more. */
public record TimeSpan() implements Type<Long> {

  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h|d)");

  @Override
  public Optional<Long> read(Node node, String path, Reading reading) {
    if (node instanceof Node.Scalar scalar) {
      Matcher span = SPAN.matcher(scalar.text());
      if (span.matches()) {
        return Optional.of(Long.parseLong(span.group(1)) * millis(span.group(2)));
      }
    }
    return reading.unfit(node, path, this);
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Scalar scalar && SPAN.matcher(scalar.text()).matches();
  }

  @Override
  public String allowed() {
    return "a length of time such as 500ms, 30s, 5m, 2h or 1d";
  }

  @Override
  public ObjectNode schema() {
    return JsonSchemas.text(SPAN);
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
