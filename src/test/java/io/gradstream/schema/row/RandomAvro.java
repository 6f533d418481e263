package io.gradstream.schema.row;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Random schemas of every Avro type, nested and recursive, and random data of them. */
final class RandomAvro {

  private static final List<Type> LEAVES =
      List.of(
          Type.NULL,
          Type.BOOLEAN,
          Type.INT,
          Type.LONG,
          Type.FLOAT,
          Type.DOUBLE,
          Type.STRING,
          Type.BYTES,
          Type.ENUM,
          Type.FIXED);
  private static final double[] DOUBLES = {
    0, 1, -0.0, 7, 0.5, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE
  };
  private static final long[] LONGS = {0, 1, -1, 63, 64, -65, Long.MAX_VALUE, Long.MIN_VALUE};

  private static final List<LogicalType> TIMES =
      List.of(
          LogicalTypes.timestampMillis(),
          LogicalTypes.timestampMicros(),
          LogicalTypes.timestampNanos(),
          LogicalTypes.localTimestampMillis(),
          LogicalTypes.localTimestampMicros(),
          LogicalTypes.localTimestampNanos(),
          LogicalTypes.timeMicros());

  /** Texts that are points in time, in milliseconds since the epoch. */
  static final Map<String, Long> TIME_TEXTS =
      Map.of(
          "2013-01-31", 1359590400000L,
          "2013-01-31T05:15", 1359609300000L,
          "2013-01-31 05:15:00.5+01:00", 1359605700500L,
          "1359609300", 1359609300000L);

  private final Random random;
  private final LogicalType decimal; // one, for Avro reads decimals of another scale as its own
  private final List<Schema> records = new ArrayList<>();
  private int names;

  RandomAvro(Random random) {
    this.random = random;
    decimal =
        random.nextInt(3) == 0
            ? LogicalTypes.bigDecimal()
            : LogicalTypes.decimal(40, random.nextInt(40));
  }

  /** Returns a record of up to twelve fields, nested up to three deep. */
  Schema record() {
    return record(3);
  }

  private Schema record(int depth) {
    Schema record = Schema.createRecord("R" + names++, null, null, false);
    List<Schema.Field> fields = new ArrayList<>();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      fields.add(new Schema.Field("f" + i, type(depth - 1)));
    }
    if (random.nextInt(4) == 0) {
      fields.add(new Schema.Field("self", Schema.createUnion(of(Type.NULL), record)));
    }
    record.setFields(fields);
    records.add(record);
    return record;
  }

  private Schema type(int depth) {
    int kind = depth > 0 ? random.nextInt(10) : 9;
    return switch (kind) {
      case 0 -> record(depth);
      case 1 -> Schema.createArray(type(depth - 1));
      case 2 -> Schema.createMap(type(depth - 1));
      case 3 -> union(depth);
      case 4, 5, 6 -> nullable(depth);
      case 7 -> records.isEmpty() ? leaf() : records.get(random.nextInt(records.size()));
      default -> leaf();
    };
  }

  Schema leaf() {
    return of(LEAVES.get(random.nextInt(LEAVES.size())));
  }

  Schema leafOrNull() {
    return nullable(1);
  }

  private Schema of(Type type) {
    return switch (type) {
      case ENUM -> Schema.createEnum("E" + names++, null, null, List.of("true", "B", "C3"));
      case FIXED -> fixed("F" + names++);
      default -> logical(Schema.create(type));
    };
  }

  private Schema fixed(String name) {
    return switch (random.nextInt(6)) {
      case 0 -> LogicalTypes.uuid().addToSchema(Schema.createFixed(name, null, null, 16));
      case 1 -> LogicalTypes.duration().addToSchema(Schema.createFixed(name, null, null, 12));
      case 2 -> LogicalTypes.decimal(16, 3).addToSchema(Schema.createFixed(name, null, null, 7));
      default -> Schema.createFixed(name, null, null, random.nextInt(4));
    };
  }

  /** Adds a logical type to every second schema that can have one, a wrong one to some. */
  private Schema logical(Schema schema) {
    int kind = random.nextInt(6);
    if (random.nextInt(10) == 0) {
      schema.addProp(LogicalType.LOGICAL_TYPE_PROP, "duration");
      return schema;
    }
    return switch (schema.getType()) {
      case INT -> kind < 3 ? LogicalTypes.date().addToSchema(schema) : schema;
      case LONG -> kind < 3 ? any(TIMES).addToSchema(schema) : schema;
      case STRING -> kind < 2 ? LogicalTypes.uuid().addToSchema(schema) : schema;
      case BYTES -> kind < 3 ? decimal.addToSchema(schema) : schema;
      default -> schema;
    };
  }

  private Schema nullable(int depth) {
    Schema type = type(depth - 1);
    if (type.isUnion() || type.getType() == Type.NULL) {
      return type;
    }
    return random.nextBoolean()
        ? Schema.createUnion(of(Type.NULL), type)
        : Schema.createUnion(type, of(Type.NULL));
  }

  /** A union has each type once, but for named ones. */
  private Schema union(int depth) {
    Map<String, Schema> branches = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      Schema type = type(depth - 1);
      if (!type.isUnion()) {
        branches.put(type.getFullName(), type);
      }
    }
    return branches.isEmpty() ? leaf() : Schema.createUnion(List.copyOf(branches.values()));
  }

  /** Returns random data of a record's schema. */
  GenericRecord datum(Schema record) {
    return (GenericRecord) value(record, 6);
  }

  /** Returns random data of any schema, flat. */
  Object value(Schema schema) {
    return value(schema, 2);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private String uuid() {
    String text = new UUID(random.nextLong(), random.nextLong()).toString();
    return random.nextBoolean() ? text : text.toUpperCase(Locale.ROOT);
  }

  /** A decimal has at least one byte; short ones are likely, and so are trailing zeros. */
  private byte[] bytes(Schema schema) {
    if (schema.getLogicalType() == null) {
      return bytes(random.nextInt(9));
    }
    BigInteger unscaled = new BigInteger(bytes(1 + random.nextInt(random.nextBoolean() ? 2 : 20)));
    if (random.nextBoolean()) {
      unscaled = unscaled.multiply(BigInteger.TEN.pow(random.nextInt(10)));
    }
    if (schema.getLogicalType() instanceof LogicalTypes.BigDecimal type) {
      BigDecimal value = new BigDecimal(unscaled, random.nextInt(80) - 40);
      return new Conversions.BigDecimalConversion().toBytes(value, schema, type).array();
    }
    return unscaled.toByteArray();
  }

  private Object value(Schema schema, int depth) {
    return switch (schema.getType()) {
      case NULL -> null;
      case BOOLEAN -> random.nextBoolean();
      case INT -> (int) integer();
      case LONG -> integer();
      case FLOAT -> (float) floating();
      case DOUBLE -> floating();
      case STRING -> schema.getLogicalType() == null ? text() : uuid();
      case BYTES -> ByteBuffer.wrap(bytes(schema));
      case ENUM -> new GenericData.EnumSymbol(schema, any(schema.getEnumSymbols()));
      case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
      case ARRAY -> list(schema.getElementType(), depth);
      case MAP -> map(schema.getValueType(), depth);
      case UNION -> branch(schema, depth);
      case RECORD -> recordValue(schema, depth);
    };
  }

  /** Deep down always null where that is possible, or recursive data would not end. */
  private Object branch(Schema union, int depth) {
    List<Schema> branches = union.getTypes();
    boolean end = depth <= 0 && union.isNullable();
    return end ? null : value(branches.get(random.nextInt(branches.size())), depth);
  }

  private GenericRecord recordValue(Schema schema, int depth) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field.schema(), depth - 1));
    }
    return record;
  }

  private List<Object> list(Schema element, int depth) {
    List<Object> list = new ArrayList<>();
    for (int i = depth <= 0 ? 0 : random.nextInt(4); i > 0; i--) {
      list.add(value(element, depth - 1));
    }
    return list;
  }

  private Map<String, Object> map(Schema type, int depth) {
    Map<String, Object> map = new HashMap<>();
    for (int i = depth <= 0 ? 0 : random.nextInt(4); i > 0; i--) {
      map.put(text(), value(type, depth - 1));
    }
    return map;
  }

  private long integer() {
    return switch (random.nextInt(4)) {
      case 3 -> random.nextInt() * (random.nextBoolean() ? 1L : 100_000L);
      case 0 -> LONGS[random.nextInt(LONGS.length)];
      case 1 -> random.nextInt(2);
      default -> random.nextLong() >> random.nextInt(64);
    };
  }

  private double floating() {
    return random.nextBoolean() ? DOUBLES[random.nextInt(DOUBLES.length)] : random.nextGaussian();
  }

  private String text() {
    return switch (random.nextInt(6)) {
      case 4, 5 -> any(TIME_TEXTS.keySet().stream().sorted().toList());
      case 0 -> "true";
      case 1 -> "Zürich \ud83d\ude80";
      case 2 -> "";
      default -> "x".repeat(random.nextInt(150));
    };
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
