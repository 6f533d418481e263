package io.gradstream.schema;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * Confluent's framing of a schema-encoded value: a zero byte, the schema's id as four bytes in
 * big-endian order, then the encoded record.
 */
public final class WireFormat {

  /** First byte of every framed value. */
  public static final byte MAGIC = 0;

  /** Number of bytes before the record. */
  public static final int HEADER_LENGTH = 5;

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Header in which newer producers may put a value's schema id instead of before the value. */
  public static final String VALUE_ID_HEADER = "__value_schema_id";

  /** Header in which newer producers may put a key's schema id instead of before the key. */
  public static final String KEY_ID_HEADER = "__key_schema_id";

  private WireFormat() {}

  /** Tells whether {@code value} begins with a header. */
  public static boolean isFramed(byte[] value) {
    return value.length >= HEADER_LENGTH && value[0] == MAGIC;
  }

  /**
   * Says in words why a value must not be read by its own bytes, if its record's headers say so:
   * with the schema's id in a header nothing precedes the value, and its first bytes could pass for
   * a frame.
   *
   * @param header {@link #VALUE_ID_HEADER} or {@link #KEY_ID_HEADER}
   */
  public static Optional<String> problem(Headers headers, String header) {
    return headers.lastHeader(header) == null
        ? Optional.empty()
        : Optional.of(
            ("the schema's id is in the header %s, which is not read here; let the producer write"
                    + " it before the value (PrefixSchemaIdSerializer, the default)")
                .formatted(header));
  }

  /** Returns the schema id of a framed value. */
  public static int schemaId(byte[] value) {
    return (int) INTS.get(value, 1);
  }

  /** Returns the five bytes that go before a record of the schema {@code id}. */
  public static byte[] header(int id) {
    byte[] header = new byte[HEADER_LENGTH];
    INTS.set(header, 1, id);
    return header;
  }

  /** Says in words why {@code value} is not framed. */
  public static String problem(byte[] value) {
    String found =
        value.length == 0
            ? "is empty"
            : "has %d bytes and begins with 0x%02x".formatted(value.length, value[0]);
    return "the value %s; Avro in the registry's wire format begins with 0x00 and a 4-byte schema id"
        .formatted(found);
  }
}
