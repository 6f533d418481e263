package io.gradstream.crash;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Says in which field two values of a topic differ. */
final class Values {

  private static final int SHOWN_BYTES = 32;

  private final @Nullable Deserializer<GenericRecord> deserializer;
  private final String topic;

  /**
   * Creates what compares the values of a topic.
   *
   * @param deserializer which reads them; null for bytes
   */
  Values(String topic, @Nullable Deserializer<GenericRecord> deserializer) {
    this.topic = topic;
    this.deserializer = deserializer;
  }

  /** Returns the values as a record. */
  GenericRecord read(byte @Nullable [] value) {
    return Objects.requireNonNull(deserializer).deserialize(topic, value);
  }

  /** Returns the first field that differs, with both values. */
  String difference(byte @Nullable [] was, byte @Nullable [] should) {
    if (deserializer == null || was == null || should == null) {
      return bytes(was, should);
    }
    return field("", read(was), read(should), bytes(was, should));
  }

  private static String field(
      String prefix, GenericRecord was, GenericRecord should, String otherwise) {
    for (Schema.Field field : should.getSchema().getFields()) {
      Object one = was.get(field.name());
      Object other = should.get(field.name());
      if (!Objects.equals(one, other)) {
        String path = prefix + field.name();
        return one instanceof GenericRecord inner && other instanceof GenericRecord innerToo
            ? field(path + ".", inner, innerToo, otherwise)
            : "field %s: was %s, should be %s".formatted(path, one, other);
      }
    }
    return otherwise; // such as NaNs of other bits
  }

  private static String bytes(byte @Nullable [] was, byte @Nullable [] should) {
    if (was == null || should == null) {
      return "value: was %s, should be %s".formatted(hex(was), hex(should));
    }
    int at = Arrays.mismatch(was, should);
    return "byte %d: was %s, should be %s".formatted(at, hex(from(was, at)), hex(from(should, at)));
  }

  private static byte[] from(byte[] bytes, int at) {
    return Arrays.copyOfRange(bytes, Math.min(at, bytes.length), bytes.length);
  }

  /** Returns the first bytes in hexadecimal. */
  static String hex(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "null";
    }
    int shown = Math.min(bytes.length, SHOWN_BYTES);
    String more = bytes.length > shown ? "... (" + bytes.length + " bytes)" : "";
    return HexFormat.of().formatHex(bytes, 0, shown) + more;
  }
}
