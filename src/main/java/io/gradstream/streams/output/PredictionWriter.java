package io.gradstream.streams.output;

import io.gradstream.core.learn.Outcome;
import io.gradstream.core.text.ProgramVersion;
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
  private static final byte NULL = 0; // branches of a union, as they are encoded
  private static final byte VALUE = 2;

  private final byte[] buffer = new byte[PLAIN_BYTES + PredictedClasses.MOST_TEXT_BYTES];
  private final Fields fields = new Fields();
  private final int start;
  private int at;

  /**
   * Creates a writer.
   *
   * @param header the frame of the wire format, with the schema's id
   */
  public PredictionWriter(byte[] header) {
    System.arraycopy(header, 0, buffer, 0, header.length);
    start = header.length;
  }

  /** Returns the bytes of a prediction. */
  public byte[] write(Outcome outcome, long time, Origin origin) {
    at = start;
    PredictionFields.write(outcome, time, origin, fields);
    return Arrays.copyOf(buffer, at);
  }

  /** Avro knows a field by its place: names are not written. */
  private final class Fields implements PredictionFields.Sink {

    @Override
    public void integer(String name, long value) {
      at += BinaryData.encodeLong(value, buffer, at);
    }

    @Override
    public void integer(String name, int value) {
      at += BinaryData.encodeInt(value, buffer, at);
    }

    @Override
    public void number(String name, double value) {
      at += BinaryData.encodeDouble(value, buffer, at);
    }

    @Override
    public void optionalNumber(String name, double value) {
      if (branch(!Double.isNaN(value))) {
        number(name, value);
      }
    }

    @Override
    public void optionalText(String name, Optional<String> value) {
      if (branch(value.isPresent())) {
        text(value.get());
      }
    }

    @Override
    public void optionalNumbers(String name, Map<String, Double> values) {
      if (branch(!values.isEmpty())) {
        integer(name, (long) values.size());
        values.forEach(
            (key, value) -> {
              text(key);
              number(key, value);
            });
        integer(name, 0L); // no block of entries follows
      }
    }

    @Override
    public void constant(String name, String value) {
      System.arraycopy(PROGRAM_VERSION, 0, buffer, at, PROGRAM_VERSION.length);
      at += PROGRAM_VERSION.length;
    }

    private boolean branch(boolean isThere) {
      buffer[at++] = isThere ? VALUE : NULL;
      return isThere;
    }

    private void text(String text) {
      byte[] bytes = encoded(text);
      System.arraycopy(bytes, 0, buffer, at, bytes.length);
      at += bytes.length;
    }
  }

  private static byte[] encoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[MOST_LENGTH_BYTES + bytes.length];
    int length = BinaryData.encodeLong(bytes.length, all, 0);
    System.arraycopy(bytes, 0, all, length, bytes.length);
    return Arrays.copyOf(all, length + bytes.length);
  }
}
