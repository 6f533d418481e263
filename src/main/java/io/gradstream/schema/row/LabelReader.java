package io.gradstream.schema.row;

import io.gradstream.core.data.Categories;
import io.gradstream.core.data.LabelRule;
import io.gradstream.schema.row.BadRecordException.Reason;
import java.nio.charset.StandardCharsets;

/** Reads labels by a {@link LabelRule} and says what is wrong with one that is none. */
final class LabelReader {

  private static final int SHOWN = 64;

  private final LabelRule rule;

  LabelReader(LabelRule rule) {
    this.rule = rule;
  }

  double ofBoolean(boolean value) {
    return rule.ofBoolean(value);
  }

  double ofNumber(double value) throws BadRecordException {
    double label = rule.ofNumber(value);
    if (label == LabelRule.INVALID) {
      throw invalid(Categories.text(value));
    }
    return label;
  }

  double ofText(byte[] text) throws BadRecordException {
    return ofText(text, 0, text.length);
  }

  double ofText(BinaryInput in, int length) throws BadRecordException {
    return ofText(in.bytes(), in.skip(length), length);
  }

  private double ofText(byte[] bytes, int from, int length) throws BadRecordException {
    double label = rule.ofText(bytes, from, length);
    if (label == LabelRule.INVALID) {
      throw invalid(shown(bytes, from, length));
    }
    return label;
  }

  private static String shown(byte[] bytes, int from, int length) {
    String start = new String(bytes, from, Math.min(length, SHOWN), StandardCharsets.UTF_8);
    return length > SHOWN ? "\"%s...\"".formatted(start) : "\"%s\"".formatted(start);
  }

  private BadRecordException invalid(String found) {
    String allowed =
        rule.positive().isPresent() ? "a finite number" : "0, 1, true or false, or null for none";
    return new BadRecordException(
        Reason.BAD_LABEL, "label %s is %s; it must be %s".formatted(rule.field(), found, allowed));
  }
}
