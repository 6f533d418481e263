package io.gradstream.schema.row;

import io.gradstream.core.data.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** Reads logical types whose text as a category is not the text of the type beneath. */
final class LogicalTexts {

  /** Bytes of a UUID as a fixed. */
  static final int UUID_BYTES = 2 * Long.BYTES;

  /** Bytes of a duration: months, days and milliseconds. */
  static final int DURATION_BYTES = 3 * Integer.BYTES;

  private static final int UUID_LENGTH = 36;

  private LogicalTexts() {}

  /**
   * Reads a UUID from a string: in lower case, as RFC 4122 wants it written. A text that is no UUID
   * is a category as it stands.
   */
  static void uuid(BinaryInput in, Sink.OfTexts sink, Row row, int slot) throws BadRecordException {
    int length = in.readLength();
    int from = in.skip(length);
    byte[] bytes = in.bytes();
    if (length == UUID_LENGTH && hasCapitals(bytes, from) && isUuid(bytes, from)) {
      String text = new String(bytes, from, length, StandardCharsets.US_ASCII);
      set(sink, row, slot, text.toLowerCase(Locale.ROOT));
    } else {
      sink.text(bytes, from, length, row, slot);
    }
  }

  private static boolean hasCapitals(byte[] bytes, int from) {
    for (int i = from; i < from + UUID_LENGTH; i++) {
      if (bytes[i] >= 'A' && bytes[i] <= 'F') {
        return true;
      }
    }
    return false;
  }

  private static boolean isUuid(byte[] bytes, int from) {
    for (int i = 0; i < UUID_LENGTH; i++) {
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      byte c = bytes[from + i];
      if (dash ? c != '-' : Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Reads a UUID from its sixteen bytes. */
  static void uuidOfBytes(BinaryInput in, Sink.OfTexts sink, Row row, int slot)
      throws BadRecordException {
    int from = in.skip(UUID_BYTES);
    set(
        sink,
        row,
        slot,
        new UUID(bigEndian(in, from), bigEndian(in, from + Long.BYTES)).toString());
  }

  private static long bigEndian(BinaryInput in, int from) {
    long bits = 0;
    for (int i = from; i < from + Long.BYTES; i++) {
      bits = bits << Byte.SIZE | in.bytes()[i] & 0xff;
    }
    return bits;
  }

  /** Reads a duration as ISO 8601 writes it, in its own three units: {@code P1M2DT3.004S}. */
  static void duration(BinaryInput in, Sink.OfTexts sink, Row row, int slot)
      throws BadRecordException {
    int from = in.skip(DURATION_BYTES);
    long months = littleEndian(in, from);
    long days = littleEndian(in, from + Integer.BYTES);
    long millis = littleEndian(in, from + 2 * Integer.BYTES);
    String date = (months == 0 ? "" : months + "M") + (days == 0 ? "" : days + "D");
    boolean timed = millis > 0 || date.isEmpty();
    set(sink, row, slot, "P" + date + (timed ? "T" + seconds(millis) + "S" : ""));
  }

  private static String seconds(long millis) {
    return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
  }

  private static long littleEndian(BinaryInput in, int from) {
    long bits = 0;
    for (int i = from + Integer.BYTES - 1; i >= from; i--) {
      bits = bits << Byte.SIZE | in.bytes()[i] & 0xff;
    }
    return bits;
  }

  private static void set(Sink.OfTexts sink, Row row, int slot, String text)
      throws BadRecordException {
    sink.text(text.getBytes(StandardCharsets.US_ASCII), row, slot);
  }
}
