package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.text.RealRange;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A finite number in a range.
 *
 * @param range of a setting of the learner the one that the learner itself checks
 */
public record Decimal(RealRange range) implements Type<Double> {

  /** How a number is written. */
  public static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  /** Returns the range of all finite numbers. */
  public static Decimal any() {
    return new Decimal(RealRange.any());
  }

  static Decimal above(double min) {
    return new Decimal(RealRange.above(min));
  }

  static Decimal atLeast(double min) {
    return new Decimal(RealRange.atLeast(min));
  }

  /** Returns the range {@code [min, max)}. */
  static Decimal between(double min, double max) {
    return new Decimal(RealRange.from(min, max));
  }

  /** Tells whether a text is a number as this type reads them. */
  public static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  @Override
  public Optional<Double> read(Node node, String path, Reading reading) {
    if (!(node instanceof Node.Scalar scalar) || !isNumber(scalar.text())) {
      return reading.unfit(node, path, this);
    }
    double value = Double.parseDouble(scalar.text());
    if (Double.isInfinite(value)) {
      return reading.refuse(node, path, "is too large, was " + node.shown());
    }
    return range.contains(value)
        ? Optional.of(value)
        : reading.refuse(node, path, "must be " + range.text() + ", was " + node.shown());
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Scalar scalar && isNumber(scalar.text());
  }

  @Override
  public String allowed() {
    if (range.min() == Double.NEGATIVE_INFINITY) {
      return "a number";
    }
    return "a number " + (bounded() || range.exclusive() ? "" : "of ") + range.text();
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonSchemas.scalar("number", NUMBER);
    if (range.min() > Double.NEGATIVE_INFINITY) {
      schema.put(range.exclusive() ? "exclusiveMinimum" : "minimum", range.min());
    }
    if (bounded()) {
      schema.put("exclusiveMaximum", range.max());
    }
    return schema;
  }

  private boolean bounded() {
    return range.max() < Double.POSITIVE_INFINITY;
  }

  /** Returns a bound as a person would write it. */
  public static String text(double bound) {
    return RealRange.text(bound);
  }
}
