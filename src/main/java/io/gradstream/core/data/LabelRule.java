package io.gradstream.core.data;

import io.gradstream.core.text.WholeRange;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a field becomes a label, NaN for none.
 *
 * <p>Binary: 1 for the positive class, 0 for the other. With a {@code positive} value, a record
 * whose field has exactly that text is positive and any other text is negative. Without one the
 * field must be a boolean, the number 0 or 1, or one of the texts {@code true}, {@code false},
 * {@code 0}, {@code 1}. With a threshold it must be a number, which is compared. Of numbers for
 * regression any finite one is a label, and a boolean is 1 or 0. {@link #INVALID} answers anything
 * else. Of several classes the text of the field is the label, which the learner numbers; see
 * {@link Row#setLabelText}.
 *
 * @param field name of the label's field
 * @param task what the label is
 * @param positive the text of the positive class, if the label is binary and not already 0 or 1
 * @param threshold what makes two classes of a number, if the label is binary
 * @param classes the names of several classes in their order; empty if they are numbered as they
 *     appear
 * @param mostClasses how many classes there may be, 2 or more
 */
public record LabelRule(
    String field,
    Task task,
    Optional<String> positive,
    Optional<Threshold> threshold,
    List<String> classes,
    int mostClasses) {

  /** Answer for a value that is present but is no label: the record is to be dead-lettered. */
  public static final double INVALID = Double.NEGATIVE_INFINITY;

  /** Label of a record that has none: it is scored and not learned from. */
  public static final double NONE = Double.NaN;

  /** How many classes there may be. */
  public static final WholeRange MOST_CLASSES = WholeRange.atLeast(2);

  /** Copies the list and checks the range. */
  public LabelRule {
    classes = List.copyOf(classes);
    MOST_CLASSES.check("max-classes", mostClasses);
  }

  /** Returns a rule for a field that holds 0 and 1, or false and true. */
  public static LabelRule binary(String field) {
    return binary(field, Optional.empty());
  }

  /** Returns a rule for two classes, of which one may be given by its text. */
  public static LabelRule binary(String field, Optional<String> positive) {
    return new LabelRule(field, Task.BINARY, positive, Optional.empty(), List.of(), 2);
  }

  /** Returns a rule for a field that holds numbers, of which some are the positive class. */
  public static LabelRule threshold(String field, Threshold threshold) {
    return new LabelRule(
        field, Task.BINARY, Optional.empty(), Optional.of(threshold), List.of(), 2);
  }

  /** Returns a rule for a field that holds numbers to be predicted. */
  public static LabelRule number(String field) {
    return new LabelRule(field, Task.REGRESSION, Optional.empty(), Optional.empty(), List.of(), 2);
  }

  /** Returns a rule for several classes: those given, or up to {@code most} as they appear. */
  public static LabelRule classes(String field, List<String> given, int most) {
    return new LabelRule(field, Task.MULTICLASS, Optional.empty(), Optional.empty(), given, most);
  }

  /** Returns the label of a boolean field, {@link #INVALID} where a number is wanted. */
  public double ofBoolean(boolean value) {
    if (threshold.isPresent()) {
      return INVALID;
    }
    return positive.map(p -> p.equals(Boolean.toString(value))).orElse(value) ? 1 : 0;
  }

  /** Returns the label of a numeric field, {@link #INVALID} for non-finite numbers. */
  public double ofNumber(double value) {
    if (!Double.isFinite(value)) {
      return INVALID;
    }
    if (threshold.isPresent()) {
      return threshold.get().holds(value) ? 1 : 0;
    }
    if (positive.isPresent()) {
      return positive.get().equals(Categories.text(value)) ? 1 : 0;
    }
    return task == Task.REGRESSION || value == 0 || value == 1 ? value : INVALID;
  }

  /** Returns the label of a text, given as UTF-8 in {@code bytes[from, from + length)}. */
  public double ofText(byte[] bytes, int from, int length) {
    if (positive.isPresent()) {
      return is(positive.get(), bytes, from, length) ? 1 : 0;
    }
    if (task == Task.REGRESSION || threshold.isPresent()) {
      return INVALID;
    }
    if (is("1", bytes, from, length) || is("true", bytes, from, length)) {
      return 1;
    }
    return is("0", bytes, from, length) || is("false", bytes, from, length) ? 0 : INVALID;
  }

  /** Tells whether bytes are a text in UTF-8; allocates only for a text beyond ASCII. */
  private static boolean is(String text, byte[] bytes, int from, int length) {
    int size = text.length();
    for (int i = 0; i < size; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(wanted, 0, wanted.length, bytes, from, from + length);
      }
      if (i == length || bytes[from + i] != c) {
        return false;
      }
    }
    return size == length;
  }

  /** Returns what is allowed where {@link #INVALID} was answered, for people. */
  public String allowed() {
    if (task == Task.BINARY && positive.isEmpty() && threshold.isEmpty()) {
      return "0, 1, true or false, or null for none; for other labels of two classes, `positive`"
          + " names one and `threshold` compares a number";
    }
    return task == Task.REGRESSION || threshold.isPresent()
        ? "a finite number, or null for none"
        : "a finite number";
  }

  /** Returns what the meaning of stored labels depends on, in a line. */
  public String description() {
    return switch (task) {
      case BINARY ->
          field
              + positive.map(text -> " is " + text).orElse("")
              + threshold.map(rule -> " " + rule).orElse("");
      case REGRESSION -> field + ", a number";
      case MULTICLASS -> field + (classes.isEmpty() ? ", a class" : " of " + classes);
    };
  }
}
