package io.gradstream.schema.row;

import io.gradstream.schema.row.ToInstant.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * What a value means, by its logical type or by the type that Kafka Connect notes in {@code
 * connect.name}: Debezium has times of its own, for which Avro has no logical type or another.
 */
final class ConnectTypes {

  private static final String DEBEZIUM = "io.debezium.time.";
  private static final String CONNECT = "org.apache.kafka.connect.data.";

  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          Map.entry("date", Unit.DAYS),
          Map.entry("timestamp-millis", Unit.MILLIS),
          Map.entry("local-timestamp-millis", Unit.MILLIS),
          Map.entry("timestamp-micros", Unit.MICROS),
          Map.entry("local-timestamp-micros", Unit.MICROS),
          Map.entry("timestamp-nanos", Unit.NANOS),
          Map.entry("local-timestamp-nanos", Unit.NANOS),
          Map.entry(CONNECT + "Date", Unit.DAYS),
          Map.entry(CONNECT + "Timestamp", Unit.MILLIS),
          Map.entry(DEBEZIUM + "Date", Unit.DAYS),
          Map.entry(DEBEZIUM + "Timestamp", Unit.MILLIS),
          Map.entry(DEBEZIUM + "MicroTimestamp", Unit.MICROS),
          Map.entry(DEBEZIUM + "NanoTimestamp", Unit.NANOS),
          Map.entry(DEBEZIUM + "Year", Unit.YEARS));

  private static final Set<String> TEXTS =
      Set.of(DEBEZIUM + "ZonedTimestamp", DEBEZIUM + "IsoTimestamp", DEBEZIUM + "IsoDate");

  /** Times of a day and lengths of time: no point on the calendar. */
  private static final Set<String> NO_POINTS =
      Set.of(
          "time-millis",
          "time-micros",
          CONNECT + "Time",
          DEBEZIUM + "Time",
          DEBEZIUM + "MicroTime",
          DEBEZIUM + "NanoTime",
          DEBEZIUM + "ZonedTime",
          DEBEZIUM + "IsoTime",
          DEBEZIUM + "MicroDuration",
          DEBEZIUM + "NanoDuration",
          DEBEZIUM + "Interval");

  private static final String UUID = "io.debezium.data.Uuid";
  private static final String VARIABLE_DECIMAL = "io.debezium.data.VariableScaleDecimal";

  private ConnectTypes() {}

  /** Returns the name of what a type means beyond itself, by Connect's name before Avro's. */
  private static Optional<String> meaning(Schema schema) {
    Optional<String> connect = connect(schema).filter(ConnectTypes::isKnown);
    return connect.isPresent() || schema.getLogicalType() == null
        ? connect
        : Optional.of(schema.getLogicalType().getName());
  }

  private static Optional<String> connect(Schema schema) {
    return Optional.ofNullable(schema.getProp("connect.name"));
  }

  private static boolean isKnown(String name) {
    return UNITS.containsKey(name) || TEXTS.contains(name) || NO_POINTS.contains(name);
  }

  /** Returns what a number counts as a point in time. */
  static Unit unit(Schema schema) {
    return meaning(schema).map(UNITS::get).orElse(Unit.UNKNOWN);
  }

  /** Tells whether a type says of itself that it is a point in time. */
  static boolean isTime(Schema schema) {
    return meaning(schema).filter(it -> UNITS.containsKey(it) || TEXTS.contains(it)).isPresent();
  }

  /** Tells whether a type is whole days or years. */
  static boolean isDate(Schema schema) {
    Unit unit = unit(schema);
    return unit == Unit.DAYS
        || unit == Unit.YEARS
        || meaning(schema).filter((DEBEZIUM + "IsoDate")::equals).isPresent();
  }

  /** Returns the name of a type that is a time of a day or a length of time. */
  static Optional<String> noPoint(Schema schema) {
    return meaning(schema).filter(NO_POINTS::contains);
  }

  /** Tells whether a type is a UUID, by Avro's word or Debezium's. */
  static boolean isUuid(Schema schema) {
    boolean debezium = schema.getType() == Schema.Type.STRING && isConnect(schema, UUID);
    return debezium || schema.getLogicalType() instanceof LogicalTypes.Uuid;
  }

  private static boolean isConnect(Schema schema, String name) {
    return connect(schema).filter(name::equals).isPresent();
  }

  /** Returns the digits after the point of a decimal, empty if a type is none. */
  static OptionalInt scale(Schema schema) {
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return OptionalInt.of(decimal.getScale());
    }
    if (schema.getLogicalType() instanceof LogicalTypes.BigDecimal) {
      return OptionalInt.of(DecimalReader.SCALE_INSIDE);
    }
    if (isVariableDecimal(schema)) {
      return OptionalInt.of(DecimalReader.SCALE_BEFORE);
    }
    boolean bytes = schema.getType() == Schema.Type.BYTES && isConnect(schema, CONNECT + "Decimal");
    return bytes ? scaleOf(schema) : OptionalInt.empty();
  }

  /** Avro ignores a decimal of more digits after the point than it has; Connect has such. */
  private static OptionalInt scaleOf(Schema schema) {
    Object parameters = schema.getObjectProp("connect.parameters");
    Object scale = parameters instanceof Map<?, ?> map ? map.get("scale") : null;
    String text = String.valueOf(scale == null ? schema.getObjectProp("scale") : scale);
    return text.matches("[0-9]{1,4}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /** Tells whether a record is Debezium's decimal whose scale differs from value to value. */
  static boolean isVariableDecimal(Schema schema) {
    if (schema.getType() != Schema.Type.RECORD) {
      return false;
    }
    List<Schema.Field> fields = schema.getFields();
    boolean named =
        isConnect(schema, VARIABLE_DECIMAL) || schema.getFullName().equals(VARIABLE_DECIMAL);
    return named
        && fields.size() == 2
        && fields.get(0).name().equals("scale")
        && fields.get(0).schema().getType() == Schema.Type.INT
        && fields.get(1).name().equals("value")
        && fields.get(1).schema().getType() == Schema.Type.BYTES;
  }
}
