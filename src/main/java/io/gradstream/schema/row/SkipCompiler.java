package io.gradstream.schema.row;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Makes the {@link Skip} of a schema, one per record type however often that type is used, so that
 * recursive schemas end and shared ones stay small.
 */
final class SkipCompiler {

  private final Map<Schema, Skip> records = new IdentityHashMap<>();

  /** Returns what passes over a value of {@code schema}. */
  Skip compile(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> Skip.NOTHING;
      case BOOLEAN, FLOAT, DOUBLE, FIXED -> bytes(fixedSize(schema));
      case INT, LONG, ENUM -> (in, depth) -> in.readLong();
      case STRING, BYTES -> (in, depth) -> in.skip(in.readLength());
      case ARRAY -> Skip.blocks(compile(schema.getElementType()));
      case MAP -> Skip.blocks(entry(compile(schema.getValueType())));
      case UNION -> Skip.union(schema.getTypes().stream().map(this::compile).toList());
      case RECORD -> record(schema);
    };
  }

  /** Returns how many bytes a boolean, float, double or fixed takes. */
  static int fixedSize(Schema schema) {
    return switch (schema.getType()) {
      case BOOLEAN -> 1;
      case FLOAT -> Float.BYTES;
      case DOUBLE -> Double.BYTES;
      case FIXED -> schema.getFixedSize();
      default -> throw new IllegalArgumentException(schema.getType() + " has no fixed size");
    };
  }

  private static Skip bytes(int count) {
    return count == 0 ? Skip.NOTHING : (in, depth) -> in.skip(count);
  }

  private static Skip entry(Skip value) {
    return (in, depth) -> {
      in.skip(in.readLength());
      value.skip(in, depth);
    };
  }

  private Skip record(Schema schema) {
    Skip known = records.get(schema);
    return known == null ? newRecord(schema) : known;
  }

  private Skip newRecord(Schema schema) {
    List<Skip> parts = new ArrayList<>();
    records.put(schema, Skip.sequence(parts)); // what a recursive field finds
    for (Schema.Field field : schema.getFields()) {
      Skip part = compile(field.schema());
      if (part != Skip.NOTHING) {
        parts.add(part);
      }
    }
    if (parts.isEmpty()) {
      records.put(schema, Skip.NOTHING);
    }
    return records.getOrDefault(schema, Skip.NOTHING);
  }
}
