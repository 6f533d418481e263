package io.gradstream.schema.row;

import io.gradstream.schema.row.BadRecordException.Reason;
import io.gradstream.schema.row.Step.Op;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Makes the step that reads a value which is neither a union nor a record as a number, a category,
 * a point in time or the label; none for a null, and one that refuses the record for a type that
 * cannot be used.
 *
 * <p>The value is what Avro would make of the writer's type for the reader: a long that the reader
 * knows as a float loses the same digits, and its text as a category is that of the float. The
 * logical type is the reader's, for Avro's own readers know no other.
 */
final class FieldSteps {

  private static final String LABELS = "a label must be a number, boolean, string, enum or decimal";

  private static final String TIMES =
      "a point in time must be a timestamp, a date, a number of seconds or milliseconds since the"
          + " epoch, or a string in ISO 8601";

  private final int schemaId;

  FieldSteps(int schemaId) {
    this.schemaId = schemaId;
  }

  Optional<Step> number(String path, int slot, Schema writer, Schema reader) {
    if (isDecimal(reader)) {
      return Optional.of(decimal(Op.NUMBER_DECIMAL, path, slot, writer, reader));
    }
    return switch (reader.getType()) {
      case NULL -> Optional.empty();
      case BOOLEAN, INT, LONG, FLOAT, DOUBLE ->
          Optional.of(Step.read(numeric("NUMBER_", writer, reader), slot));
      default -> Optional.of(unusable(path, reader, numbersAllowed(reader)));
    };
  }

  private static String numbersAllowed(Schema reader) {
    return reader.getLogicalType() instanceof LogicalTypes.Duration
        ? "a duration is no number, for its months differ in length; read it as a category"
        : "a number must be int, long, float, double, decimal or boolean";
  }

  Optional<Step> category(String path, int slot, Schema writer, Schema reader) {
    if (isDecimal(reader)) {
      return Optional.of(decimal(Op.CATEGORY_DECIMAL, path, slot, writer, reader));
    }
    return switch (reader.getType()) {
      case NULL -> Optional.empty();
      case BOOLEAN, INT, LONG, FLOAT, DOUBLE ->
          Optional.of(Step.read(categoric(writer, reader), slot));
      case STRING, BYTES ->
          Optional.of(Step.read(isUuid(reader) ? Op.CATEGORY_UUID : Op.CATEGORY_TEXT, slot));
      case ENUM ->
          Optional.of(
              Step.ofEnum(Op.CATEGORY_ENUM, slot, EnumSymbols.of(path, schemaId, writer, reader)));
      case FIXED -> Optional.of(Step.sized(fixed(reader), slot, reader.getFixedSize()));
      default ->
          Optional.of(unusable(path, reader, "a category must not be a record, array or map"));
    };
  }

  Optional<Step> instant(String path, int slot, Schema writer, Schema reader) {
    return switch (reader.getType()) {
      case NULL -> Optional.empty();
      case INT, LONG, FLOAT, DOUBLE, STRING ->
          isUuid(reader) || isTimeOfDay(reader)
              ? Optional.of(unusable(path, reader, TIMES))
              : Optional.of(Step.value(instants(path, writer, reader), slot));
      default -> Optional.of(unusable(path, reader, TIMES));
    };
  }

  private InstantReader instants(String path, Schema writer, Schema reader) {
    return new InstantReader(path, schemaId, writer.getType(), unit(writer, reader));
  }

  private static InstantReader.Unit unit(Schema writer, Schema reader) {
    boolean narrowed =
        reader.getType() == Schema.Type.FLOAT && writer.getType() != Schema.Type.FLOAT;
    String type = reader.getLogicalType() == null ? "" : reader.getLogicalType().getName();
    return switch (type) {
      case "date" -> InstantReader.Unit.DAYS;
      case "timestamp-millis", "local-timestamp-millis" -> InstantReader.Unit.MILLIS;
      case "timestamp-micros", "local-timestamp-micros" -> InstantReader.Unit.MICROS;
      case "timestamp-nanos", "local-timestamp-nanos" -> InstantReader.Unit.NANOS;
      default -> narrowed ? InstantReader.Unit.UNKNOWN_AS_FLOAT : InstantReader.Unit.UNKNOWN;
    };
  }

  /** Returns the step for what is to be a bag and is no array. */
  Step noBag(String path, Schema reader) {
    return unusable(path, reader, "several categories at once must be an array");
  }

  Optional<Step> label(String path, Schema writer, Schema reader) {
    if (isDecimal(reader)) {
      return Optional.of(decimal(Op.LABEL_DECIMAL, path, 0, writer, reader));
    }
    if (isUuid(reader)) {
      return Optional.of(unusable(path, reader, LABELS));
    }
    return switch (reader.getType()) {
      case NULL -> Optional.empty();
      case BOOLEAN, INT, LONG, FLOAT, DOUBLE ->
          Optional.of(Step.read(numeric("LABEL_", writer, reader), 0));
      case STRING -> Optional.of(Step.read(Op.LABEL_TEXT, 0));
      case ENUM ->
          Optional.of(
              Step.ofEnum(Op.LABEL_ENUM, 0, EnumSymbols.of(path, schemaId, writer, reader)));
      default -> Optional.of(unusable(path, reader, LABELS));
    };
  }

  /** Every long that Avro widens to a double is the same number read as a long. */
  private static Op numeric(String use, Schema writer, Schema reader) {
    boolean narrowed =
        reader.getType() == Schema.Type.FLOAT && writer.getType() != Schema.Type.FLOAT;
    return Op.valueOf(use + writer.getType().name() + (narrowed ? "_AS_FLOAT" : ""));
  }

  /** A text tells a long from a double beyond 2^53, where a number does not. */
  private static Op categoric(Schema writer, Schema reader) {
    return writer.getType() == Schema.Type.LONG && reader.getType() == Schema.Type.DOUBLE
        ? Op.CATEGORY_LONG_AS_DOUBLE
        : numeric("CATEGORY_", writer, reader);
  }

  private static Op fixed(Schema reader) {
    if (isUuid(reader)) {
      return Op.CATEGORY_UUID_FIXED;
    }
    return reader.getLogicalType() instanceof LogicalTypes.Duration
        ? Op.CATEGORY_DURATION
        : Op.CATEGORY_FIXED;
  }

  private Step decimal(Op op, String path, int slot, Schema writer, Schema reader) {
    LogicalType wanted = reader.getLogicalType();
    if (isDecimal(writer) && !writer.getLogicalType().equals(wanted)) {
      return refusal(
          "field %s is a %s in schema %d and a %s for the reader; decimals must agree in precision"
              + " and scale",
          path, described(writer), schemaId, described(reader));
    }
    int size =
        reader.getType() == Schema.Type.FIXED ? reader.getFixedSize() : DecimalReader.LENGTH_FIRST;
    int scale =
        wanted instanceof LogicalTypes.Decimal decimal
            ? decimal.getScale()
            : DecimalReader.SCALE_INSIDE;
    return Step.ofDecimal(op, slot, new DecimalReader(size, scale));
  }

  private static boolean isDecimal(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.Decimal
        || schema.getLogicalType() instanceof LogicalTypes.BigDecimal;
  }

  private static boolean isUuid(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.Uuid;
  }

  private static boolean isTimeOfDay(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.TimeMillis
        || schema.getLogicalType() instanceof LogicalTypes.TimeMicros;
  }

  /** Returns the step for a value of the writer's that Avro does not resolve to the reader's. */
  Step unresolved(String path, Schema writer, Schema reader) {
    return refusal(
        "field %s is of type %s in schema %d, which cannot be read as the reader's %s",
        path, described(writer), schemaId, described(reader));
  }

  /** Returns the step for a default that is no value of its field's type. */
  Step badDefault(String path) {
    return refusal(
        "field %s is not in schema %d, and the reader's default for it is not of its type",
        path, schemaId);
  }

  private Step unusable(String path, Schema schema, String allowed) {
    return refusal(
        "field %s is of type %s in schema %d; %s", path, described(schema), schemaId, allowed);
  }

  private static Step refusal(String format, Object... values) {
    return Step.fail(new BadRecordException(Reason.FIELD_TYPE, format.formatted(values)));
  }

  /** Returns a type as messages name it. */
  static String described(Schema schema) {
    if (schema.isUnion()) {
      return schema.getTypes().stream().map(FieldSteps::described).toList().toString();
    }
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return "decimal(%d, %d)".formatted(decimal.getPrecision(), decimal.getScale());
    }
    if (isUuid(schema) || isTimeOfDay(schema)) {
      return schema.getLogicalType().getName();
    }
    String type = schema.getType().getName().toLowerCase(Locale.ROOT);
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> type + " " + schema.getFullName();
      default -> type;
    };
  }
}
