package io.gradstream.schema.row;

import io.gradstream.core.data.DateOrder;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.schema.row.Sink.ToCategory;
import io.gradstream.schema.row.Sink.ToNumber;
import io.gradstream.schema.row.Step.Op;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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

  private final String schemaName;
  private final ToLabel toLabel;

  FieldSteps(String schemaName, LabelRule label) {
    this.schemaName = schemaName;
    toLabel = new ToLabel(label);
  }

  Optional<Step> number(String path, int slot, Schema writer, Schema reader) {
    if (isDecimal(reader)) {
      return Optional.of(
          decimal(path, writer, reader, it -> piped(it::number, ToNumber.NUMBER, slot)));
    }
    return switch (reader.getType()) {
      case NULL -> Optional.empty();
      case BOOLEAN -> Optional.of(piped(Source.BOOLEAN, ToNumber.NUMBER, slot));
      case INT, LONG, FLOAT, DOUBLE -> Optional.of(number(numeric(writer, reader), slot));
      default -> Optional.of(unusable(path, reader, numbersAllowed(reader)));
    };
  }

  private static Step number(Source.Numeric source, int slot) {
    return switch (source) {
      case INT -> Step.of(Op.INT_NUMBER, slot);
      case LONG -> Step.of(Op.LONG_NUMBER, slot);
      case DOUBLE -> Step.of(Op.DOUBLE_NUMBER, slot);
      default -> piped(source, ToNumber.NUMBER, slot);
    };
  }

  private static String numbersAllowed(Schema reader) {
    return reader.getLogicalType() instanceof LogicalTypes.Duration
        ? "a duration is no number, for its months differ in length; read it as a category"
        : "a number must be int, long, float, double, decimal or boolean";
  }

  Optional<Step> category(String path, int slot, Schema writer, Schema reader) {
    if (isDecimal(reader)) {
      return Optional.of(
          decimal(path, writer, reader, it -> piped(it::text, ToCategory.CATEGORY, slot)));
    }
    return switch (reader.getType()) {
      case NULL -> Optional.empty();
      case BOOLEAN -> Optional.of(piped(Source.BOOLEAN, ToCategory.CATEGORY, slot));
      case INT, LONG, FLOAT, DOUBLE -> Optional.of(category(numeric(writer, reader), slot));
      case STRING, BYTES ->
          Optional.of(
              isUuid(reader)
                  ? piped(LogicalTexts::uuid, ToCategory.CATEGORY, slot)
                  : Step.of(Op.TEXT_CATEGORY, slot));
      case ENUM -> Optional.of(piped(symbols(path, writer, reader), ToCategory.CATEGORY, slot));
      case FIXED -> Optional.of(piped(fixed(reader), ToCategory.CATEGORY, slot));
      default ->
          Optional.of(unusable(path, reader, "a category must not be a record, array or map"));
    };
  }

  private static Step category(Source.Numeric source, int slot) {
    return switch (source) {
      case INT -> Step.of(Op.INT_CATEGORY, slot);
      case LONG -> Step.of(Op.LONG_CATEGORY, slot);
      default -> piped(source, ToCategory.CATEGORY, slot);
    };
  }

  Optional<Step> instant(String path, int slot, DateOrder order, Schema writer, Schema reader) {
    if (isUuid(reader) || ConnectTypes.noPoint(reader).isPresent()) {
      return Optional.of(unusable(path, reader, TIMES));
    }
    ToInstant sink = new ToInstant(path, schemaName, ConnectTypes.unit(reader), order);
    return switch (reader.getType()) {
      case NULL -> Optional.empty();
      case INT, LONG, FLOAT, DOUBLE -> Optional.of(piped(numeric(writer, reader), sink, slot));
      case STRING -> Optional.of(piped(Source.TEXT, sink, slot));
      default -> Optional.of(unusable(path, reader, TIMES));
    };
  }

  /** Returns the step for what is to be a bag and is no array. */
  Step noBag(String path, Schema reader) {
    return unusable(path, reader, "several categories at once must be an array");
  }

  Optional<Step> label(String path, Schema writer, Schema reader) {
    if (isDecimal(reader)) {
      return Optional.of(decimal(path, writer, reader, it -> piped(it::number, toLabel, 0)));
    }
    if (isUuid(reader)) {
      return Optional.of(unusable(path, reader, LABELS));
    }
    return switch (reader.getType()) {
      case NULL -> Optional.empty();
      case BOOLEAN -> Optional.of(piped(Source.BOOLEAN, toLabel, 0));
      case INT, LONG, FLOAT, DOUBLE -> Optional.of(piped(numeric(writer, reader), toLabel, 0));
      case STRING -> Optional.of(piped(Source.TEXT, toLabel, 0));
      case ENUM -> Optional.of(piped(symbols(path, writer, reader), toLabel, 0));
      default -> Optional.of(unusable(path, reader, LABELS));
    };
  }

  private static <S> Step piped(Source<? super S> source, S sink, int slot) {
    return Step.value(new ValueReader.Piped<>(source, sink), slot);
  }

  private static Source.Numeric numeric(Schema writer, Schema reader) {
    return Source.Numeric.of(writer.getType(), reader.getType());
  }

  private EnumSymbols symbols(String path, Schema writer, Schema reader) {
    return EnumSymbols.of(path, schemaName, writer, reader);
  }

  private static Source<Sink.OfTexts> fixed(Schema reader) {
    if (isUuid(reader)) {
      return LogicalTexts::uuidOfBytes;
    }
    return reader.getLogicalType() instanceof LogicalTypes.Duration
        ? LogicalTexts::duration
        : new Source.Fixed(reader.getFixedSize());
  }

  private Step decimal(
      String path, Schema writer, Schema reader, Function<DecimalReader, Step> reading) {
    LogicalType wanted = reader.getLogicalType();
    if (ConnectTypes.isVariableDecimal(reader) != ConnectTypes.isVariableDecimal(writer)) {
      return unresolved(path, writer, reader);
    }
    if (isDecimal(writer) && !Objects.equals(writer.getLogicalType(), wanted)) {
      return refusal(
          "field %s is a %s in schema %s and a %s for the reader; decimals must agree in precision"
              + " and scale",
          path, described(writer), schemaName, described(reader));
    }
    int size =
        reader.getType() == Schema.Type.FIXED ? reader.getFixedSize() : DecimalReader.LENGTH_FIRST;
    return reading.apply(new DecimalReader(size, ConnectTypes.scale(reader).orElseThrow()));
  }

  private static boolean isDecimal(Schema schema) {
    return ConnectTypes.scale(schema).isPresent();
  }

  private static boolean isUuid(Schema schema) {
    return ConnectTypes.isUuid(schema);
  }

  /** Returns the step for a value of the writer's that Avro does not resolve to the reader's. */
  Step unresolved(String path, Schema writer, Schema reader) {
    return refusal(
        "field %s is of type %s in schema %s, which cannot be read as the reader's %s",
        path, described(writer), schemaName, described(reader));
  }

  /** Returns the step for a default that is no value of its field's type. */
  Step badDefault(String path) {
    return refusal(
        "field %s is not in schema %s, and the reader's default for it is not of its type",
        path, schemaName);
  }

  private Step unusable(String path, Schema schema, String allowed) {
    return refusal(
        "field %s is of type %s in schema %s; %s", path, described(schema), schemaName, allowed);
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
    if (isUuid(schema)) {
      return "uuid";
    }
    Optional<String> noPoint = ConnectTypes.noPoint(schema);
    if (noPoint.isPresent()) {
      return noPoint.get();
    }
    String type = schema.getType().getName().toLowerCase(Locale.ROOT);
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> type + " " + schema.getFullName();
      default -> type;
    };
  }
}
