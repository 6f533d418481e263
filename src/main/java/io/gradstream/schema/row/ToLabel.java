package io.gradstream.schema.row;

import io.gradstream.core.data.Categories;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import java.nio.charset.StandardCharsets;

/** Sets the label of the row by a {@link LabelRule}, and says what is wrong with what is none. */
final class ToLabel implements Sink.OfNumbers, Sink.OfTexts, Sink.OfBooleans {

  private static final byte[] TRUE = "true".getBytes(StandardCharsets.UTF_8);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.UTF_8);
  private static final int SHOWN = 64;

  private final LabelRule rule;
  private final boolean isClass;

  ToLabel(LabelRule rule) {
    this.rule = rule;
    isClass = rule.task() == Task.MULTICLASS;
  }

  @Override
  public void truth(boolean value, Row row, int slot) throws BadRecordException {
    if (isClass) {
      byte[] name = value ? TRUE : FALSE;
      row.setLabelText(name, 0, name.length);
      return;
    }
    double label = rule.ofBoolean(value);
    if (label == LabelRule.INVALID) {
      throw invalid(Boolean.toString(value));
    }
    row.setLabel(label);
  }

  @Override
  public void whole(long value, Row row, int slot) throws BadRecordException {
    real(value, row, slot);
  }

  @Override
  public void real(double value, Row row, int slot) throws BadRecordException {
    if (isClass && Double.isFinite(value)) {
      row.setLabelText(value);
      return;
    }
    double label = isClass ? LabelRule.INVALID : rule.ofNumber(value);
    if (label == LabelRule.INVALID) {
      throw invalid(Categories.text(value));
    }
    row.setLabel(label);
  }

  @Override
  public void text(byte[] bytes, int from, int length, Row row, int slot)
      throws BadRecordException {
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
