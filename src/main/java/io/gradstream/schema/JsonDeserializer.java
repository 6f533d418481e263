package io.gradstream.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain JSON objects as Avro records of one schema of records, numbers, booleans, strings and
 * unions of one of them and null: what {@link JsonSerializer} writes of such a record comes back.
 * An absent field is null where it may be, or has its default.
 */
public final class JsonDeserializer implements Deserializer<GenericRecord> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Schema schema;

  /** Creates a deserializer of records of {@code schema}. */
  public JsonDeserializer(Schema schema) {
    this.schema = schema;
  }

  /**
   * Returns the record in {@code value}, null for null.
   *
   * @throws SerializationException if the bytes are no JSON object with the schema's fields
   */
  // Null for null is Kafka's contract; see AvroDeserializer.
  @SuppressWarnings("NullAway")
  @Override
  public GenericRecord deserialize(String topic, byte @Nullable [] value) {
    if (value == null) {
      return null;
    }
    try {
      return record(schema, JSON.readTree(value));
    } catch (IOException | AvroTypeException e) {
      throw new SerializationException(
          "topic %s: the value is no JSON object of a %s: %s"
              .formatted(topic, schema.getName(), e.getMessage()),
          e);
    }
  }

  private static GenericRecord record(Schema schema, JsonNode node) {
    if (!node.isObject()) {
      throw new AvroTypeException("%s is no object".formatted(node));
    }
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      JsonNode value = node.get(field.name());
      record.put(
          field.pos(),
          value == null && field.hasDefaultValue()
              ? GenericData.get().getDefaultValue(field)
              : value(field, field.schema(), value));
    }
    return record;
  }

  private static @Nullable Object value(
      Schema.Field field, Schema schema, @Nullable JsonNode value) {
    if (schema.isUnion()) {
      boolean missing = value == null || value.isNull();
      return missing && schema.isNullable() ? null : value(field, other(schema), value);
    }
    if (value == null) {
      throw new AvroTypeException("there is no field " + field.name());
    }
    return switch (schema.getType()) {
      case RECORD -> record(schema, value);
      case STRING -> require(value.isTextual(), field, value).textValue();
      case BOOLEAN -> require(value.isBoolean(), field, value).booleanValue();
      case INT -> require(isWhole(value) && value.canConvertToInt(), field, value).intValue();
      case LONG -> require(isWhole(value) && value.canConvertToLong(), field, value).longValue();
      case FLOAT -> require(value.isNumber(), field, value).floatValue();
      case DOUBLE ->
          value.isNull()
              ? (Object) Double.NaN
              : require(value.isNumber(), field, value).doubleValue();
      case ARRAY -> items(field, schema.getElementType(), require(value.isArray(), field, value));
      case MAP -> entries(field, schema.getValueType(), require(value.isObject(), field, value));
      default -> throw new AvroTypeException("a field cannot be of type " + schema.getType());
    };
  }

  private static List<@Nullable Object> items(Schema.Field field, Schema item, JsonNode array) {
    List<@Nullable Object> items = new ArrayList<>();
    array.forEach(each -> items.add(value(field, item, each)));
    return items;
  }

  private static Map<String, @Nullable Object> entries(
      Schema.Field field, Schema item, JsonNode object) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    object.properties().forEach(e -> entries.put(e.getKey(), value(field, item, e.getValue())));
    return entries;
  }

  private static boolean isWhole(JsonNode value) {
    return value.canConvertToExactIntegral();
  }

  private static Schema other(Schema union) {
    return union.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode require(boolean fits, Schema.Field field, JsonNode value) {
    if (!fits) {
      throw new AvroTypeException("field %s is %s".formatted(field.name(), value));
    }
    return value;
  }
}
