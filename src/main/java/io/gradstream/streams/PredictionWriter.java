package io.gradstream.streams;

import io.gradstream.core.data.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes predictions in {@link OutputSchemas#PREDICTION}, field by field: one is made for every
 * record, so there is no generic record in between. Not thread-safe.
 */
final class PredictionWriter {

  /** No prediction is larger: framing, three doubles and unions, four varints. */
  static final int MAX_BYTES = 64;

  private final byte[] prefix;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(MAX_BYTES);
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);

  PredictionWriter(byte[] prefix) {
    this.prefix = prefix;
  }

  byte[] write(Row row, double score, long version, long time, Origin origin) {
    bytes.reset();
    bytes.write(prefix, 0, prefix.length);
    try {
      encoder.writeLong(time);
      encoder.writeDouble(score);
      encoder.writeIndex(row.hasLabel() ? 1 : 0);
      if (row.hasLabel()) {
        encoder.writeDouble(row.label());
      }
      encoder.writeLong(version);
      encoder.writeInt(origin.partition());
      encoder.writeLong(origin.offset());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return bytes.toByteArray();
  }
}
