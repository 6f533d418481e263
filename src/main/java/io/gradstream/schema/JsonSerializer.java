package io.gradstream.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.gradstream.core.data.OriginalName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records as plain JSON, one object each in UTF-8.
 *
 * <p>Fields have their names and order. Numbers are numbers, those that are not finite null; times
 * are the numbers that the record holds, such as milliseconds since the epoch. Enums are texts,
 * bytes are texts of one letter a byte as Avro's defaults are; a value of a union stands for
 * itself.
 */
public final class JsonSerializer implements Serializer<GenericRecord> {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private final boolean originalNames;

  /** Creates a serializer that calls fields as their schemas do. */
  public JsonSerializer() {
    this(false);
  }

  private JsonSerializer(boolean originalNames) {
    this.originalNames = originalNames;
  }

  /** Returns one that calls fields as they were called before they had to fit Avro. */
  public static JsonSerializer withOriginalNames() {
    return new JsonSerializer(true);
  }

  private String name(Schema.Field field) {
    String original = originalNames ? field.getProp(OriginalName.PROPERTY) : null;
    return original == null ? field.name() : original;
  }

  /** Returns the record as JSON; a null stays null. */
  // Null for null is Kafka's contract; see AvroDeserializer.
  @SuppressWarnings("NullAway")
  @Override
  public byte[] serialize(String topic, @Nullable GenericRecord record) {
    return record == null ? null : bytes(record);
  }

  private byte[] bytes(IndexedRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      write(record, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }

  private void write(IndexedRecord record, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (Schema.Field field : record.getSchema().getFields()) {
      out.writeFieldName(name(field));
      value(record.get(field.pos()), out);
    }
    out.writeEndObject();
  }

  private void value(@Nullable Object value, JsonGenerator out) throws IOException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof IndexedRecord record) {
      write(record, out);
    } else if (value instanceof Boolean bool) {
      out.writeBoolean(bool);
    } else if (value instanceof Number number) {
      number(number, out);
    } else if (value instanceof Collection<?> items) {
      out.writeStartArray();
      for (Object item : items) {
        value(item, out);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeFieldName(entry.getKey().toString());
        value(entry.getValue(), out);
      }
      out.writeEndObject();
    } else {
      out.writeString(text(value));
    }
  }

  private static void number(Number number, JsonGenerator out) throws IOException {
    if (number instanceof Double || number instanceof Float) {
      number(number.doubleValue(), number.toString(), out);
    } else {
      out.writeNumber(number.longValue());
    }
  }

  /** A float keeps its own digits, which are fewer than those of the double of its value. */
  private static void number(double value, String digits, JsonGenerator out) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumber(digits);
    } else {
      out.writeNull();
    }
  }

  private static String text(Object value) {
    if (value instanceof GenericFixed fixed) {
      return new String(fixed.bytes(), StandardCharsets.ISO_8859_1);
    }
    return value instanceof ByteBuffer bytes
        ? StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString()
        : value.toString();
  }
}
