package io.gradstream.schema.row;

import io.gradstream.core.data.Row;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads or passes over one field, as a {@link Step} says.
 *
 * <p>Each of the frequent kinds first tries what nearly every value is: there, and of few bytes.
 * Anything else, such as a null, a number of three bytes or the end of the record, goes through
 * {@link BinaryInput}, which checks it. Records, so that a compiled plan knows their components.
 */
interface FieldReader {

  /**
   * Reads a field.
   *
   * @param in what is read, wherever it stands
   * @param bytes the array that {@code in} reads
   * @param at where the field begins
   * @return where the next field begins
   */
  int read(BinaryInput in, byte[] bytes, Row row, int at) throws BadRecordException;

  /** Returns the reader of a step that reads or passes over a field. */
  static FieldReader of(Step step) {
    int nullBranch = step.nullBranch;
    int slot = step.operand();
    return switch (step.op) {
      case SKIP_BYTES -> new SkippedBytes(nullBranch, slot);
      case SKIP_VARINT -> new SkippedVarint(nullBranch);
      case SKIP_TEXT -> new SkippedText(nullBranch);
      case INT_NUMBER -> new WholeNumber(nullBranch, slot, true);
      case LONG_NUMBER -> new WholeNumber(nullBranch, slot, false);
      case DOUBLE_NUMBER -> new DoubleNumber(nullBranch, slot);
      case INT_CATEGORY -> new WholeCategory(nullBranch, slot, true);
      case LONG_CATEGORY -> new WholeCategory(nullBranch, slot, false);
      case TEXT_CATEGORY -> new TextCategory(nullBranch, slot);
      default -> new Value(nullBranch, slot, step.reader);
    };
  }

  /** Passes over so many bytes. */
  record SkippedBytes(int nullBranch, int size) implements FieldReader {

    @Override
    public int read(BinaryInput in, byte[] bytes, Row row, int at) throws BadRecordException {
      int from = Ahead.value(bytes, at, nullBranch);
      if (bytes.length - from >= size) {
        return from + size;
      }
      if (!in.isNullAt(at, nullBranch)) {
        in.skip(size);
      }
      return in.position();
    }
  }

  /** Passes over an int, long or enum. */
  record SkippedVarint(int nullBranch) implements FieldReader {

    @Override
    public int read(BinaryInput in, byte[] bytes, Row row, int at) throws BadRecordException {
      int end = Ahead.endOfVarint(bytes, Ahead.value(bytes, at, nullBranch));
      if (end >= 0) {
        return end;
      }
      if (!in.isNullAt(at, nullBranch)) {
        in.readLong();
      }
      return in.position();
    }
  }

  /** Passes over a string or byte string. */
  record SkippedText(int nullBranch) implements FieldReader {

    @Override
    public int read(BinaryInput in, byte[] bytes, Row row, int at) throws BadRecordException {
      int end = Ahead.endOfText(bytes, Ahead.value(bytes, at, nullBranch));
      if (end >= 0) {
        return end;
      }
      if (!in.isNullAt(at, nullBranch)) {
        in.skip(in.readLength());
      }
      return in.position();
    }
  }

  /** Reads an int or long as a number. */
  record WholeNumber(int nullBranch, int slot, boolean isInt) implements FieldReader {

    @Override
    public int read(BinaryInput in, byte[] bytes, Row row, int at) throws BadRecordException {
      int from = Ahead.value(bytes, at, nullBranch);
      int end = Ahead.endOfVarint(bytes, from);
      if (end >= 0) {
        row.setNumber(slot, Ahead.varint(bytes, from, end));
        return end;
      }
      if (in.isNullAt(at, nullBranch)) {
        row.setNumber(slot, Double.NaN);
      } else {
        row.setNumber(slot, isInt ? in.readInt() : in.readLong());
      }
      return in.position();
    }
  }

  /** Reads a double as a number. */
  record DoubleNumber(int nullBranch, int slot) implements FieldReader {

    private static final VarHandle DOUBLES =
        MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    @Override
    public int read(BinaryInput in, byte[] bytes, Row row, int at) throws BadRecordException {
      int from = Ahead.value(bytes, at, nullBranch);
      if (bytes.length - from >= Double.BYTES) {
        row.setNumber(slot, (double) DOUBLES.get(bytes, from));
        return from + Double.BYTES;
      }
      row.setNumber(slot, in.isNullAt(at, nullBranch) ? Double.NaN : in.readDouble());
      return in.position();
    }
  }

  /** Reads an int or long as a category. */
  record WholeCategory(int nullBranch, int slot, boolean isInt) implements FieldReader {

    @Override
    public int read(BinaryInput in, byte[] bytes, Row row, int at) throws BadRecordException {
      int from = Ahead.value(bytes, at, nullBranch);
      int end = Ahead.endOfVarint(bytes, from);
      if (end >= 0) {
        row.setCategory(slot, (long) Ahead.varint(bytes, from, end));
        return end;
      }
      if (in.isNullAt(at, nullBranch)) {
        row.clearCategory(slot);
      } else {
        row.setCategory(slot, isInt ? in.readInt() : in.readLong());
      }
      return in.position();
    }
  }

  /** Reads a string or byte string as a category. */
  record TextCategory(int nullBranch, int slot) implements FieldReader {

    @Override
    public int read(BinaryInput in, byte[] bytes, Row row, int at) throws BadRecordException {
      int from = Ahead.value(bytes, at, nullBranch);
      int end = Ahead.endOfText(bytes, from);
      if (end >= 0) {
        row.setCategory(slot, bytes, from + 1, end - from - 1);
        return end;
      }
      if (in.isNullAt(at, nullBranch)) {
        row.clearCategory(slot);
      } else {
        int length = in.readLength();
        row.setCategory(slot, bytes, in.skip(length), length);
      }
      return in.position();
    }
  }

  /** Lets a {@link ValueReader} read a value; a null leaves the slot as it was cleared. */
  record Value(int nullBranch, int slot, ValueReader reader) implements FieldReader {

    @Override
    public int read(BinaryInput in, byte[] bytes, Row row, int at) throws BadRecordException {
      if (!in.isNullAt(at, nullBranch)) {
        reader.read(in, row, slot);
      }
      return in.position();
    }
  }
}
