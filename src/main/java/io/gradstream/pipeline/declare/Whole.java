package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.text.WholeRange;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A whole number in a range.
 *
 * @param min least value
 * @param max greatest value
 */
public record Whole(int min, int max) implements Type<Integer> {

  private static final Pattern DIGITS = Pattern.compile("\\+?[0-9]{1,10}");

  /** Returns the part of a setting's range that a file may use. */
  public static Whole of(WholeRange range, int max) {
    return new Whole(range.min(), max);
  }

  @Override
  public Optional<Integer> read(Node node, String path, Reading reading) {
    if (!fits(node) || !(node instanceof Node.Scalar scalar)) {
      return reading.unfit(node, path, this);
    }
    long value = Long.parseLong(scalar.text());
    return value >= min && value <= max
        ? Optional.of((int) value)
        : reading.unfit(node, path, this);
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Scalar scalar && DIGITS.matcher(scalar.text()).matches();
  }

  @Override
  public String allowed() {
    return "a whole number from " + min + " to " + max;
  }

  @Override
  public ObjectNode schema() {
    return JsonSchemas.scalar("integer", DIGITS).put("minimum", min).put("maximum", max);
  }
}
