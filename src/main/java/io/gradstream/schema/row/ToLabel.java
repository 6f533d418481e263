package io.gradstream.schema.row;

import io.gradstream.core.data.Categories;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.schema.row.BadRecordException.Reason;
import java.nio.charset.StandardCharsets;

/** Reads labels by a {@link LabelRule} and says what is wrong with one that is none. */
final class LabelReader {

  private static final int SHOWN = 64;

  private final LabelRule rule;
  private final boolean isClass;

  LabelReader(LabelRule rule) {
    this.rule = rule;
    isClass = rule.task() == Task.MULTICLASS;
  }

  void ofBoolean(boolean value, Row row) throws BadRecordException {
    if (isClass) {
      setClass(Boolean.toString(value), row);
      return;
    }
    double label = rule.ofBoolean(value);
    if (label == LabelRule.INVALID) {
      throw invalid(Boolean.toString(value));
    }
    row.setLabel(label);
  }

  void ofNumber(double value, Row row) throws BadRecordException {
    if (isClass && Double.isFinite(value)) {
      setClass(Categories.text(value), row);
      return;
    }
    double label = isClass ? LabelRule.INVALID : rule.ofNumber(value);
    if (label == LabelRule.INVALID) {
      throw invalid(Categories.text(value));
    }
    row.setLabel(label);
  }

  void ofText(byte[] text, Row row) throws BadRecordException {
    ofText(text, 0, text.length, row);
  }

  void ofText(BinaryInput in, int length, Row row) throws BadRecordException {
    ofText(in.bytes(), in.skip(length), length, row);
  }

  private void ofText(byte[] bytes, int from, int length, Row row) throws BadRecordException {
    if (isClass) {
      row.setLabelText(bytes, from, length);
      return;
    }
    double label = rule.ofText(bytes, from, length);
    if (label == LabelRule.INVALID) {
      throw invalid(shown(bytes, from, length));
    }
    row.setLabel(label);
  }

  private static void setClass(String name, Row row) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    row.setLabelText(text, 0, text.length);
  }

  private static String shown(byte[] bytes, int from, int length) {
    String start = new String(bytes, from, Math.min(length, SHOWN), StandardCharsets.UTF_8);
    return length > SHOWN ? "\"%s...\"".formatted(start) : "\"%s\"".formatted(start);
  }

  private BadRecordException invalid(String found) {
    return new BadRecordException(
        Reason.BAD_LABEL,
        "label %s is %s; it must be %s".formatted(rule.field(), found, rule.allowed()));
  }
}
