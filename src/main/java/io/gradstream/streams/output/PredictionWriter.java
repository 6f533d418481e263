package io.gradstream.streams.output;

import io.gradstream.core.learn.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.io.BinaryData;

/**
 * Writes predictions in {@link OutputSchemas#PREDICTION}, field by field: one is made for every
 * record, so there is no generic record or encoder in between. Not thread-safe.
 */
public final class PredictionWriter {

  /** The last field, encoded: the same in every prediction. */
  private static final byte[] PROGRAM_VERSION = encoded(ProgramVersion.text());

  /** No prediction without classes is larger: the frame, two doubles, unions and varints. */
  static final int PLAIN_BYTES = 72 + PROGRAM_VERSION.length;

  private static final int MOST_LENGTH_BYTES = 10;
  private static final int NULL = 0;
  private static final int VALUE = 1;

  private final byte[] buffer = new byte[PLAIN_BYTES + PredictedClasses.MOST_TEXT_BYTES];
  private final int start;

  /**
   * Creates a writer.
   *
   * @param header the frame of the wire format, with the schema's id
   */
  public PredictionWriter(byte[] header) {
    System.arraycopy(header, 0, buffer, 0, header.length);
    start = header.length;
  }

  public byte[] write(Outcome outcome, long time, Origin origin) {
    int at = start;
    at += BinaryData.encodeLong(time, buffer, at);
    at += BinaryData.encodeDouble(outcome.score(), buffer, at);
    double label = PredictedClasses.label(outcome);
    at += BinaryData.encodeInt(Double.isNaN(label) ? NULL : VALUE, buffer, at);
    if (!Double.isNaN(label)) {
      at += BinaryData.encodeDouble(label, buffer, at);
    }
    at += BinaryData.encodeLong(outcome.version(), buffer, at);
    at += BinaryData.encodeInt(origin.partition(), buffer, at);
    at += BinaryData.encodeLong(origin.offset(), buffer, at);
    at = outcome.isOfClasses() ? classes(outcome, at) : noClasses(at);
    System.arraycopy(PROGRAM_VERSION, 0, buffer, at, PROGRAM_VERSION.length);
    return Arrays.copyOf(buffer, at + PROGRAM_VERSION.length);
  }

  private int noClasses(int from) {
    buffer[from] = NULL; // class, label_class and probabilities
    buffer[from + 1] = NULL;
    buffer[from + 2] = NULL;
    return from + 3;
  }

  private int classes(Outcome outcome, int from) {
    int at = optional(PredictedClasses.predicted(outcome), from);
    at = optional(PredictedClasses.labelled(outcome), at);
    Map<String, Double> probabilities = PredictedClasses.of(outcome);
    if (probabilities.isEmpty()) {
      return at + BinaryData.encodeInt(NULL, buffer, at);
    }
    at += BinaryData.encodeInt(VALUE, buffer, at);
    at += BinaryData.encodeLong(probabilities.size(), buffer, at);
    for (Map.Entry<String, Double> each : probabilities.entrySet()) {
      at = text(each.getKey(), at);
      at += BinaryData.encodeDouble(each.getValue(), buffer, at);
    }
    return at + BinaryData.encodeLong(0, buffer, at);
  }

  private int optional(Optional<String> text, int from) {
    int at = from + BinaryData.encodeInt(text.isPresent() ? VALUE : NULL, buffer, from);
    return text.isPresent() ? text(text.get(), at) : at;
  }

  private int text(String text, int from) {
    byte[] bytes = encoded(text);
    System.arraycopy(bytes, 0, buffer, from, bytes.length);
    return from + bytes.length;
  }

  private static byte[] encoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[MOST_LENGTH_BYTES + bytes.length];
    int at = BinaryData.encodeLong(bytes.length, all, 0);
    System.arraycopy(bytes, 0, all, at, bytes.length);
    return Arrays.copyOf(all, at + bytes.length);
  }
}
