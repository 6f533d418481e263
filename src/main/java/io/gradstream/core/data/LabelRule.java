package io.gradstream.core.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a field becomes a binary label: 1 for the positive class, 0 for the other, NaN for none.
 *
 * <p>With a {@code positive} value, a record whose field has exactly that text is positive and any
 * other text is negative. Without one the field must be a boolean, the number 0 or 1, or one of the
 * texts {@code true}, {@code false}, {@code 0}, {@code 1}; {@link #INVALID} answers anything else.
 *
 * @param field name of the label's field
 * @param positive the text of the positive class, if the label is not already 0 or 1
 */
public record LabelRule(String field, Optional<String> positive) {

  /** Answer for a value that is present but is no label: the record is to be dead-lettered. */
  public static final double INVALID = Double.NEGATIVE_INFINITY;

  /** Label of a record that has none: it is scored and not learned from. */
  public static final double NONE = Double.NaN;

  /** Returns a rule for a field that holds 0 and 1, or false and true. */
  public static LabelRule binary(String field) {
    return new LabelRule(field, Optional.empty());
  }

  /** Returns what the label is. */
  public Task task() {
    return Task.BINARY;
  }

  /** Returns the label of a boolean field. */
  public double ofBoolean(boolean value) {
    return positive.map(p -> p.equals(Boolean.toString(value))).orElse(value) ? 1 : 0;
  }

  /** Returns the label of a numeric field, {@link #INVALID} for non-finite numbers. */
  public double ofNumber(double value) {
    if (!Double.isFinite(value)) {
      return INVALID;
    }
    if (positive.isPresent()) {
      return positive.get().equals(Categories.text(value)) ? 1 : 0;
    }
    return value == 0 || value == 1 ? value : INVALID;
  }

  /** Returns the label of a text, given as UTF-8 in {@code bytes[from, from + length)}. */
  public double ofText(byte[] bytes, int from, int length) {
    if (positive.isPresent()) {
      byte[] wanted = positive.get().getBytes(StandardCharsets.UTF_8);
      return Arrays.equals(wanted, 0, wanted.length, bytes, from, from + length) ? 1 : 0;
    }
    return switch (new String(bytes, from, length, StandardCharsets.UTF_8)) {
      case "1", "true" -> 1;
      case "0", "false" -> 0;
      default -> INVALID;
    };
  }
}
