package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A finite number in a range.
 *
 * @param min least value
 * @param exclusive whether {@code min} itself is outside
 * @param max the values are less than this; infinite for no bound
 */
public record Decimal(double min, boolean exclusive, double max) implements Type<Double> {

  /** How a number is written. */
  public static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  /** Returns the range of all finite numbers. */
  public static Decimal any() {
    return new Decimal(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY);
  }

  public static Decimal above(double min) {
    return new Decimal(min, true, Double.POSITIVE_INFINITY);
  }

  public static Decimal atLeast(double min) {
    return new Decimal(min, false, Double.POSITIVE_INFINITY);
  }

  /** Returns the range {@code [min, max)}. */
  public static Decimal between(double min, double max) {
    return new Decimal(min, false, max);
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
    return contains(value)
        ? Optional.of(value)
        : reading.refuse(node, path, "must be " + range() + ", was " + node.shown());
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Scalar scalar && isNumber(scalar.text());
  }

  @Override
  public String allowed() {
    if (min == Double.NEGATIVE_INFINITY) {
      return "a number";
    }
    return "a number " + (bounded() || exclusive ? "" : "of ") + range();
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonSchemas.scalar("number", NUMBER);
    if (min > Double.NEGATIVE_INFINITY) {
      schema.put(exclusive ? "exclusiveMinimum" : "minimum", min);
    }
    if (bounded()) {
      schema.put("exclusiveMaximum", max);
    }
    return schema;
  }

  private boolean contains(double value) {
    return (exclusive ? value > min : value >= min) && value < max;
  }

  private boolean bounded() {
    return max < Double.POSITIVE_INFINITY;
  }

  private String range() {
    if (bounded()) {
      return "in " + (exclusive ? "(" : "[") + text(min) + ", " + text(max) + ")";
    }
    return (exclusive ? "greater than " : "at least ") + text(min);
  }

  /** Returns a bound as a person would write it. */
  public static String text(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
