package io.gradstream.schema;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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

  private WireFormat() {}

  /** Tells whether {@code value} begins with a header. */
  public static boolean isFramed(byte[] value) {
    return value.length >= HEADER_LENGTH && value[0] == MAGIC;
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
