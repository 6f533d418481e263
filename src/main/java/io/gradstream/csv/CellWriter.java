package io.gradstream.csv;

import io.gradstream.core.data.PointInTime;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;

/** Writes the text of a cell as a value of one Avro type. */
@FunctionalInterface
interface CellWriter {

  /**
   * Writes a cell.
   *
   * @throws IllegalArgumentException if it is no value of the type; the message ends the sentence
   *     "which is"
   */
  void write(String cell, Encoder out) throws IOException;

  /**
   * Returns the writer for a type other than null or a union.
   *
   * @throws IllegalArgumentException if no cell can be of that type
   */
  static CellWriter of(Schema type) {
    return switch (type.getType()) {
      case BOOLEAN -> (cell, out) -> out.writeBoolean(Cells.toBoolean(cell));
      case INT -> ofInt(type);
      case LONG -> ofLong(type);
      case FLOAT -> (cell, out) -> out.writeFloat((float) Cells.toDouble(cell));
      case DOUBLE -> (cell, out) -> out.writeDouble(Cells.toDouble(cell));
      case STRING -> (cell, out) -> out.writeString(cell);
      case ENUM -> (cell, out) -> out.writeEnum(ordinal(type, cell.strip()));
      default ->
          throw new IllegalArgumentException(
              "a cell cannot be of type %s; use boolean, int, long, float, double, string, enum, or a union of null and one of these"
                  .formatted(type.getType().getName()));
    };
  }

  private static CellWriter ofInt(Schema type) {
    if (logicalType(type).equals("date")) {
      return (cell, out) ->
          out.writeInt((int) Math.floorDiv(PointInTime.ofText(cell), TimeUnit.DAYS.toMillis(1)));
    }
    return (cell, out) -> out.writeInt(toInt(cell));
  }

  private static CellWriter ofLong(Schema type) {
    return switch (logicalType(type)) {
      case "timestamp-millis", "local-timestamp-millis" ->
          (cell, out) -> out.writeLong(PointInTime.ofText(cell));
      case "timestamp-micros", "local-timestamp-micros" ->
          (cell, out) -> out.writeLong(TimeUnit.MILLISECONDS.toMicros(PointInTime.ofText(cell)));
      default -> (cell, out) -> out.writeLong(Cells.toLong(cell));
    };
  }

  private static String logicalType(Schema type) {
    return type.getLogicalType() == null ? "" : type.getLogicalType().getName();
  }

  private static int toInt(String cell) {
    long value = Cells.toLong(cell);
    if (value != (int) value) {
      throw new IllegalArgumentException("not a whole number of 32 bits");
    }
    return (int) value;
  }

  private static int ordinal(Schema type, String symbol) {
    if (!type.hasEnumSymbol(symbol)) {
      throw new IllegalArgumentException("none of " + String.join(", ", type.getEnumSymbols()));
    }
    return type.getEnumOrdinal(symbol);
  }
}
