package io.gradstream.schema.row;

import io.gradstream.core.data.Row;
import java.nio.charset.StandardCharsets;

/**
 * What becomes of a value: a number, a category, a point in time or the label of a row.
 *
 * <p>A {@link Source} reads a value and hands it to a sink. What a sink takes is said by the
 * interfaces below, so that the compiler refuses a plan that would lead a text to a number.
 */
final class Sink {

  private Sink() {}

  /** Takes numbers. */
  interface OfNumbers {

    /** Takes a whole number. */
    void whole(long value, Row row, int slot) throws BadRecordException;

    /** Takes a floating-point number, which need not be finite. */
    void real(double value, Row row, int slot) throws BadRecordException;
  }

  /** Takes texts. */
  interface OfTexts {

    /** Takes the UTF-8 text in {@code bytes[from, from + length)}, which may be kept. */
    void text(byte[] bytes, int from, int length, Row row, int slot) throws BadRecordException;

    /** Takes a text that has an array to itself. */
    default void text(byte[] text, Row row, int slot) throws BadRecordException {
      text(text, 0, text.length, row, slot);
    }
  }

  /** Takes booleans. */
  interface OfBooleans {

    /** Takes true or false. */
    void truth(boolean value, Row row, int slot) throws BadRecordException;
  }

  /** Sets a number of the row; true is 1, false is 0. */
  enum ToNumber implements OfNumbers, OfBooleans {
    NUMBER;

    @Override
    public void whole(long value, Row row, int slot) {
      row.setNumber(slot, value);
    }

    @Override
    public void real(double value, Row row, int slot) {
      row.setNumber(slot, value);
    }

    @Override
    public void truth(boolean value, Row row, int slot) {
      row.setNumber(slot, value ? 1 : 0);
    }
  }

  /** Sets a category of the row. */
  enum ToCategory implements OfNumbers, OfTexts, OfBooleans {
    CATEGORY;

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.UTF_8);

    @Override
    public void whole(long value, Row row, int slot) {
      row.setCategory(slot, value);
    }

    @Override
    public void real(double value, Row row, int slot) {
      row.setCategory(slot, value);
    }

    @Override
    public void text(byte[] bytes, int from, int length, Row row, int slot) {
      row.setCategory(slot, bytes, from, length);
    }

    @Override
    public void truth(boolean value, Row row, int slot) throws BadRecordException {
      text(value ? TRUE : FALSE, row, slot);
    }
  }
}
