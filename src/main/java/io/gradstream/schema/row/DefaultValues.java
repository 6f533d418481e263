package io.gradstream.schema.row;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Encodes the defaults of a reader's schema once, so that they are read like any other value. */
final class DefaultValues {

  private DefaultValues() {}

  /**
   * Returns a field's default in Avro's encoding; nothing if it is no value of the field's type.
   */
  static Optional<byte[]> encode(Schema.Field field) {
    try {
      Object value = new GenericData().getDefaultValue(field);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      new GenericDatumWriter<>(field.schema()).write(value, encoder);
      encoder.flush();
      return Optional.of(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      return Optional.empty(); // registered unchecked, a default can fail in many ways
    }
  }
}
