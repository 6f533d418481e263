package io.gradstream.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gradstream.client.ApplicationException;
import io.gradstream.core.data.OriginalName;
import io.gradstream.core.text.Printable;
import io.gradstream.schema.AvroDeserializer;
import io.gradstream.schema.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Records of a topic as texts by the paths of their fields; arrays, maps and bytes left out. */
final class RecordTexts implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final String topic;
  private final AvroDeserializer avro = new AvroDeserializer();
  private final Map<String, Integer> strings = new HashMap<>(); // more of these than of others
  private boolean sawJson;

  RecordTexts(String topic, Map<String, String> kafka) {
    this.topic = topic;
    avro.configure(kafka, false);
  }

  /**
   * Returns the texts of a record, Avro in the registry's wire format or one JSON object.
   *
   * @throws ApplicationException if it is neither
   */
  Map<String, String> of(byte[] value) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (WireFormat.isFramed(value)) {
      add("", avro.deserialize(topic, value), texts);
    } else {
      sawJson = true;
      add("", object(value), texts);
    }
    return texts;
  }

  /** Tells whether a record was JSON. */
  boolean sawJson() {
    return sawJson;
  }

  /** Returns the paths of the fields that are strings, whatever these look like. */
  List<String> strings() {
    return strings.entrySet().stream()
        .filter(field -> field.getValue() > 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  private JsonNode object(byte[] value) {
    try {
      JsonNode node = JSON.readTree(value);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      // said below
    } catch (IOException e) {
      throw new ApplicationException("a record cannot be read: " + e.getMessage(), e);
    }
    String start =
        Printable.of(new String(value, 0, Math.min(value.length, 32), StandardCharsets.UTF_8), 64);
    throw new ApplicationException(
        "topic '%s' has a record that is neither Avro in the registry's wire format nor one JSON"
                .formatted(topic)
            + " object: it begins with '%s'".formatted(start));
  }

  private void add(String prefix, JsonNode object, Map<String, String> texts) {
    object
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode value = field.getValue();
              String path = prefix + field.getKey();
              if (value.isObject()) {
                add(path + ".", value, texts);
              } else if (value.isValueNode() && !value.isNull()) {
                texts.put(path, value.asText());
                strings.merge(path, value.isTextual() ? 1 : -1, Integer::sum);
              }
            });
  }

  private void add(String prefix, GenericRecord record, Map<String, String> texts) {
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      String original = field.getProp(OriginalName.PROPERTY);
      String path = prefix + (original == null ? field.name() : original);
      if (value instanceof GenericRecord inner) {
        add(path + ".", inner, texts);
      } else if (value instanceof CharSequence
          || value instanceof Boolean
          || value instanceof Enum
          || value instanceof org.apache.avro.generic.GenericEnumSymbol) {
        texts.put(path, value.toString());
        strings.merge(path, value instanceof Boolean ? -1 : 1, Integer::sum);
      } else if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
        texts.put(path, text(number, logicalType(field.schema())));
      }
    }
  }

  /** Returns a number, or the time that it counts. */
  private static String text(Number number, String type) {
    long whole = number.longValue();
    return switch (type.replace("local-", "")) {
      case "date" -> LocalDate.ofEpochDay(whole).toString();
      case "timestamp-millis" -> instant(whole, TimeUnit.MILLISECONDS);
      case "timestamp-micros" -> instant(whole, TimeUnit.MICROSECONDS);
      case "timestamp-nanos" -> instant(whole, TimeUnit.NANOSECONDS);
      default -> number.toString();
    };
  }

  private static String instant(long count, TimeUnit unit) {
    return Instant.ofEpochMilli(unit.toMillis(count)).toString();
  }

  private static String logicalType(Schema schema) {
    Schema value =
        schema.isUnion()
            ? schema.getTypes().stream()
                .filter(it -> it.getType() != Schema.Type.NULL)
                .findFirst()
                .orElse(schema)
            : schema;
    @Nullable LogicalType logical = value.getLogicalType();
    return logical == null ? "" : logical.getName();
  }

  @Override
  public void close() {
    avro.close();
  }
}
