package io.gradstream.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/** Writes one field of a record from a row. */
@FunctionalInterface
interface FieldWriter {

  /** Writes the field; a {@link CsvException} names the line, the column and the cell. */
  void write(CsvFile row, Encoder out) throws IOException;

  /** Returns a writer that writes the field's default, whatever the row. */
  static FieldWriter ofDefault(Schema.Field field) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    Object value = GenericData.get().getDefaultValue(field);
    new GenericDatumWriter<>(field.schema()).write(value, encoder);
    encoder.flush();
    byte[] encoded = bytes.toByteArray();
    return (row, out) -> out.writeFixed(encoded);
  }

  /**
   * A field that is never null.
   *
   * @param type its type and where that comes from, for messages
   * @param missing which cells hold nothing
   */
  record Required(int column, CellWriter value, String type, Predicate<String> missing)
      implements FieldWriter {

    @Override
    public void write(CsvFile row, Encoder out) throws IOException {
      String cell = row.cell(column);
      if (missing.test(cell)) {
        throw row.error(column, "is missing, but the field cannot be null (" + type + ")");
      }
      writeValue(row, column, value, type, out);
    }
  }

  /**
   * A field that is a union of null and another type, by the index of each in the union.
   *
   * @param type its type and where that comes from, for messages
   * @param missing which cells hold nothing
   */
  record Nullable(
      int column,
      CellWriter value,
      String type,
      Predicate<String> missing,
      int nullIndex,
      int valueIndex)
      implements FieldWriter {

    @Override
    public void write(CsvFile row, Encoder out) throws IOException {
      if (missing.test(row.cell(column))) {
        out.writeIndex(nullIndex);
        out.writeNull();
      } else {
        out.writeIndex(valueIndex);
        writeValue(row, column, value, type, out);
      }
    }
  }

  private static void writeValue(
      CsvFile row, int column, CellWriter value, String type, Encoder out) throws IOException {
    String cell = row.cell(column);
    try {
      value.write(cell, out);
    } catch (IllegalArgumentException e) {
      throw row.error(column, "has '%s', which is %s (%s)".formatted(cell, e.getMessage(), type));
    }
  }
}
