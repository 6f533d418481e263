package io.gradstream.schema;

import io.gradstream.schema.registry.SchemaKey;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The headers in which producers name the schema of a value or key that then has nothing before it.
 *
 * <p>Confluent's {@code HeaderSchemaIdSerializer} writes {@code __value_schema_id}: a byte 0 and an
 * id of four bytes, or a byte 1 and a GUID of sixteen. Apicurio's serializers, told to use headers,
 * write {@code apicurio.value.contentId}, eight bytes: the id by which a registry of theirs answers
 * Confluent's requests.
 *
 * <p>Such a value must never be read by its own first bytes, which could pass for an id.
 */
public final class SchemaIdHeaders {

  /** Header of a value's schema, as Confluent's serializers write it. */
  public static final String VALUE = "__value_schema_id";

  /** Header of a key's schema, as Confluent's serializers write it. */
  public static final String KEY = "__key_schema_id";

  private static final byte ID = 0;
  private static final byte GUID = 1;
  private static final int GUID_LENGTH = 1 + 2 * Long.BYTES;

  private final String confluent;
  private final String contentId;
  private final String globalId;

  private SchemaIdHeaders(String confluent, String part) {
    this.confluent = confluent;
    contentId = "apicurio." + part + ".contentId";
    globalId = "apicurio." + part + ".globalId";
  }

  /** Returns the headers that name a value's schema. */
  public static SchemaIdHeaders ofValues() {
    return new SchemaIdHeaders(VALUE, "value");
  }

  /** Returns the headers that name a key's schema. */
  public static SchemaIdHeaders ofKeys() {
    return new SchemaIdHeaders(KEY, "key");
  }

  /**
   * Returns what a record's headers say of its schema; nothing if they do not, for then the id is
   * before the record. The last header of a name counts.
   *
   * @throws IllegalArgumentException if a header is there and names no schema that can be asked for
   */
  public Optional<SchemaKey> find(Headers headers) {
    Header header = headers.lastHeader(confluent);
    if (header != null && header.value() != null) {
      return Optional.of(confluent(header.value()));
    }
    Header content = headers.lastHeader(contentId);
    if (content != null && content.value() != null) {
      return Optional.of(contentId(content.value()));
    }
    if (headers.lastHeader(globalId) != null) {
      throw new IllegalArgumentException(
          "the schema's id is in the header %s alone, which only Apicurio's own interface answers; let the producer write contentId (apicurio.registry.use-id=contentId), or the id before the value"
              .formatted(globalId));
    }
    return Optional.empty();
  }

  /** Message indexes may follow, as Protobuf has them; of Avro nothing does. */
  private SchemaKey confluent(byte[] value) {
    if (value.length == WireFormat.HEADER_LENGTH && value[0] == ID) {
      return new SchemaKey.Id(WireFormat.schemaId(value));
    }
    if (value.length == GUID_LENGTH && value[0] == GUID) {
      ByteBuffer bytes = ByteBuffer.wrap(value, 1, 2 * Long.BYTES);
      return new SchemaKey.Guid(new UUID(bytes.getLong(), bytes.getLong()));
    }
    throw malformed(
        confluent, value, "a byte 0x00 and an id of 4 bytes, or a byte 0x01 and a GUID of 16");
  }

  private SchemaKey contentId(byte[] value) {
    if (value.length == Long.BYTES) {
      long id = ByteBuffer.wrap(value).getLong();
      if (id == (int) id) {
        return new SchemaKey.Id((int) id);
      }
    }
    throw malformed(contentId, value, "an id of 8 bytes");
  }

  private static IllegalArgumentException malformed(String name, byte[] value, String allowed) {
    String found =
        value.length == 0
            ? "is empty"
            : "has %d bytes and begins with 0x%02x".formatted(value.length, value[0]);
    return new IllegalArgumentException(
        "the header %s, which names the schema, %s; it must be %s".formatted(name, found, allowed));
  }
}
