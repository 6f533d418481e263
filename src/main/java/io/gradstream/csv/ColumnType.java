package io.gradstream.csv;

import org.apache.avro.Schema;

/** The types that cells can be inferred to have; each can be widened until it holds any text. */
enum ColumnType {
  /** Nothing seen yet. */
  UNKNOWN(Schema.Type.STRING),
  /** {@code true} or {@code false}. */
  BOOLEAN(Schema.Type.BOOLEAN),
  /** Whole numbers. */
  LONG(Schema.Type.LONG),
  /** Numbers. */
  DOUBLE(Schema.Type.DOUBLE),
  /** Texts. */
  STRING(Schema.Type.STRING);

  private final Schema.Type avro;

  ColumnType(Schema.Type avro) {
    this.avro = avro;
  }

  /** Returns the Avro type of such cells; string where nothing is known. */
  Schema schema() {
    return Schema.create(avro);
  }

  /** Returns the narrowest type that holds all cells so far and {@code cell}. */
  ColumnType widenedTo(String cell) {
    return switch (this) {
      case UNKNOWN -> narrowest(cell);
      case BOOLEAN -> Cells.isBoolean(cell) ? BOOLEAN : STRING;
      case LONG -> Cells.isLong(cell) ? LONG : DOUBLE.widenedTo(cell);
      case DOUBLE -> Cells.isNumber(cell) ? DOUBLE : STRING;
      case STRING -> STRING;
    };
  }

  private static ColumnType narrowest(String cell) {
    return Cells.isBoolean(cell) ? BOOLEAN : LONG.widenedTo(cell);
  }
}
