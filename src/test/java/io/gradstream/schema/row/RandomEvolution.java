package io.gradstream.schema.row;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Random versions of a schema as which its records may be read, now and then incompatible ones. */
final class RandomEvolution {

  private static final Map<Type, List<Type>> PROMOTIONS =
      Map.of(
          Type.INT, List.of(Type.LONG, Type.FLOAT, Type.DOUBLE),
          Type.LONG, List.of(Type.FLOAT, Type.DOUBLE),
          Type.FLOAT, List.of(Type.DOUBLE),
          Type.STRING, List.of(Type.BYTES),
          Type.BYTES, List.of(Type.STRING));

  private final Random random;
  private final RandomAvro avro;
  private final Map<Schema, Schema> records = new IdentityHashMap<>();
  private int names;

  RandomEvolution(Random random, RandomAvro avro) {
    this.random = random;
    this.avro = avro;
  }

  /** Returns a reader's version of a record: fields moved, renamed, added, left out, changed. */
  Schema record(Schema writer) {
    Schema known = records.get(writer);
    if (known != null) {
      return known;
    }
    boolean renamed = random.nextInt(8) == 0;
    String name = renamed ? "New" + names++ : writer.getName();
    Schema reader = Schema.createRecord(name, null, null, false);
    if (renamed) {
      reader.addAlias(writer.getName());
    }
    records.put(writer, reader);
    reader.setFields(fields(writer));
    return reader;
  }

  private List<Schema.Field> fields(Schema writer) {
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : writer.getFields()) {
      if (random.nextInt(8) > 0) {
        fields.add(field(field));
      }
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      fields.add(added("g" + names++));
    }
    if (random.nextBoolean()) {
      Collections.shuffle(fields, random);
    }
    return fields;
  }

  private Schema.Field field(Schema.Field written) {
    Schema schema = type(written.schema());
    if (random.nextInt(6) > 0) {
      return new Schema.Field(written.name(), schema);
    }
    Schema.Field renamed = new Schema.Field("n" + names++, schema);
    renamed.addAlias(written.name());
    return renamed;
  }

  /** Most have a default; a record or a union of null may be one. */
  private Schema.Field added(String name) {
    Schema schema =
        switch (random.nextInt(4)) {
          case 0 -> flatRecord();
          case 1 -> avro.leafOrNull();
          default -> avro.leaf();
        };
    return random.nextInt(20) == 0
        ? new Schema.Field(name, schema)
        : new Schema.Field(name, schema, null, json(avro.value(schema)));
  }

  private Schema flatRecord() {
    Schema record = Schema.createRecord("Added" + names++, null, null, false);
    record.setFields(
        List.of(new Schema.Field("f0", avro.leaf()), new Schema.Field("f1", avro.leafOrNull())));
    return record;
  }

  /** Returns a value as defaults are written; bytes as those of ISO 8859-1. */
  private static Object json(@Nullable Object value) {
    if (value == null) {
      return JsonProperties.NULL_VALUE;
    }
    if (value instanceof GenericRecord record) {
      Map<String, Object> map = new LinkedHashMap<>();
      record.getSchema().getFields().forEach(f -> map.put(f.name(), json(record.get(f.pos()))));
      return map;
    }
    if (value instanceof ByteBuffer bytes) {
      return bytes.array();
    }
    return value instanceof GenericFixed fixed ? fixed.bytes() : plain(value);
  }

  private static Object plain(Object value) {
    boolean text = !(value instanceof Number || value instanceof Boolean);
    return text ? value.toString() : value;
  }

  private Schema type(Schema writer) {
    return switch (random.nextInt(12)) {
      case 0 -> widened(same(writer));
      case 1 ->
          writer.isUnion() && random.nextInt(4) == 0
              ? same(any(writer.getTypes()))
              : widened(same(writer));
      case 2, 3, 4 -> promoted(writer);
      case 5 -> random.nextInt(6) == 0 ? avro.leaf() : same(writer);
      default -> same(writer);
    };
  }

  private Schema same(Schema writer) {
    return switch (writer.getType()) {
      case RECORD -> record(writer);
      case UNION -> union(writer.getTypes().stream().map(this::promoted).toList());
      case ARRAY -> Schema.createArray(same(writer.getElementType()));
      case MAP -> Schema.createMap(same(writer.getValueType()));
      case ENUM -> symbols(writer);
      case FIXED -> fixed(writer);
      default -> unitOrScale(writer);
    };
  }

  private Schema promoted(Schema writer) {
    List<Type> to = PROMOTIONS.getOrDefault(writer.getType(), List.of());
    return to.isEmpty() || random.nextBoolean() ? same(writer) : Schema.create(any(to));
  }

  private Schema widened(Schema schema) {
    return schema.isUnion()
        ? union(schema.getTypes())
        : union(List.of(Schema.create(Type.NULL), schema, avro.leaf()));
  }

  /** Shuffles the branches; of those that a union may have once the first stays. */
  private Schema union(List<Schema> types) {
    List<Schema> shuffled = new ArrayList<>(types);
    Collections.shuffle(shuffled, random);
    Map<String, Schema> branches = new LinkedHashMap<>();
    shuffled.stream().filter(t -> !t.isUnion()).forEach(t -> branches.put(t.getFullName(), t));
    return Schema.createUnion(List.copyOf(branches.values()));
  }

  private Schema symbols(Schema writer) {
    List<String> symbols = new ArrayList<>(List.of("B", "D4", "true"));
    symbols.addAll(random.nextBoolean() ? Set.of("C3") : Set.of());
    Collections.shuffle(symbols, random);
    String standard = random.nextInt(4) > 0 ? any(symbols) : null;
    return Schema.createEnum(writer.getName(), null, null, symbols, standard);
  }

  private Schema fixed(Schema writer) {
    if (random.nextInt(4) > 0) {
      return writer;
    }
    Schema renamed = Schema.createFixed("New" + names++, null, null, writer.getFixedSize());
    renamed.addAlias(writer.getName());
    return renamed;
  }

  private Schema unitOrScale(Schema writer) {
    boolean bytes = writer.getType() == Type.BYTES;
    return switch (random.nextInt(8)) {
      case 0 -> Schema.create(writer.getType());
      case 1 ->
          bytes && writer.getLogicalType() == null
              ? LogicalTypes.decimal(30, 2).addToSchema(Schema.create(Type.BYTES))
              : writer;
      default -> writer;
    };
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
