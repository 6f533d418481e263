package io.gradstream.streams;

import io.gradstream.core.data.Row;
import java.util.Arrays;
import org.apache.avro.io.BinaryData;

/**
 * Writes predictions in {@link OutputSchemas#PREDICTION}, field by field: one is made for every
 * record, so there is no generic record or encoder in between. Not thread-safe.
 */
final class PredictionWriter {

  /** No prediction is larger: the frame, two doubles, a union and four varints. */
  static final int MAX_BYTES = 64;

  private static final int NO_LABEL = 0;
  private static final int LABEL = 1;

  private final byte[] buffer = new byte[MAX_BYTES];
  private final int start;

  /**
   * Creates a writer.
   *
   * @param header the frame of the wire format, with the schema's id
   */
  PredictionWriter(byte[] header) {
    System.arraycopy(header, 0, buffer, 0, header.length);
    start = header.length;
  }

  byte[] write(Row row, double score, long version, long time, Origin origin) {
    int at = start;
    at += BinaryData.encodeLong(time, buffer, at);
    at += BinaryData.encodeDouble(score, buffer, at);
    at += BinaryData.encodeInt(row.hasLabel() ? LABEL : NO_LABEL, buffer, at);
    if (row.hasLabel()) {
      at += BinaryData.encodeDouble(row.label(), buffer, at);
    }
    at += BinaryData.encodeLong(version, buffer, at);
    at += BinaryData.encodeInt(origin.partition(), buffer, at);
    at += BinaryData.encodeLong(origin.offset(), buffer, at);
    return Arrays.copyOf(buffer, at);
  }
}
