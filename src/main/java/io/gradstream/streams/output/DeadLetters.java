package io.gradstream.streams.output;

import io.gradstream.client.DeadLetterHeaders;
import io.gradstream.core.data.Refusal;
import io.gradstream.schema.row.BadRecordException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters: the record's bytes untouched, with the reason and its origin in headers.
 *
 * <p>A record too large to be carried whole is cut: its key and value are prefixes, its own headers
 * are left out, and headers give the full lengths and the value's SHA-256.
 */
public final class DeadLetters {

  private static final int MESSAGE_LIMIT = 1024;
  private static final String EXCEPTION = BadRecordException.class.getName();

  private final String topic;
  private final OutputBounds bounds;

  public DeadLetters(String topic, OutputBounds bounds) {
    this.topic = topic;
    this.bounds = bounds.ofDeadLetters();
  }

  /** Returns the dead letter of a record. */
  public Record<byte[], byte[]> of(Record<byte[], byte[]> record, Origin origin, Refusal refusal) {
    Record<byte[], byte[]> whole =
        new Record<>(
            record.key(), record.value(), bounds.clamp(record.timestamp()), record.headers());
    describe(whole.headers(), record, origin, refusal);
    return bounds.fits(whole, OutputBounds.length(whole.value()))
        ? whole
        : cut(record, origin, refusal);
  }

  private Record<byte[], byte[]> cut(
      Record<byte[], byte[]> record, Origin origin, Refusal refusal) {
    Record<byte[], byte[]> letter =
        new Record<>(record.key(), record.value(), bounds.clamp(record.timestamp()));
    Headers headers = letter.headers();
    describe(headers, record, origin, refusal);
    put(headers, DeadLetterHeaders.KEY_LENGTH, Integer.toString(OutputBounds.length(record.key())));
    put(
        headers,
        DeadLetterHeaders.VALUE_LENGTH,
        Integer.toString(OutputBounds.length(record.value())));
    put(headers, DeadLetterHeaders.VALUE_SHA256, sha256(record.value()));
    int half = bounds.room(headers) / 2;
    return letter.withKey(prefix(record.key(), half)).withValue(prefix(record.value(), half));
  }

  private void describe(
      Headers headers, Record<byte[], byte[]> record, Origin origin, Refusal refusal) {
    String reason = refusal.reason().name();
    String all = refusal.message();
    String message = all.substring(0, Math.min(MESSAGE_LIMIT, all.length()));
    String partition = Integer.toString(origin.partition());
    String offset = Long.toString(origin.offset());
    put(headers, DeadLetterHeaders.REASON, reason);
    put(headers, DeadLetterHeaders.MESSAGE, message);
    put(headers, DeadLetterHeaders.TOPIC, topic);
    put(headers, DeadLetterHeaders.PARTITION, partition);
    put(headers, DeadLetterHeaders.OFFSET, offset);
    put(headers, DeadLetterHeaders.TIMESTAMP, Long.toString(record.timestamp()));
    put(headers, DeadLetterHeaders.STREAMS_EXCEPTION, EXCEPTION);
    put(headers, DeadLetterHeaders.STREAMS_MESSAGE, message);
    put(headers, DeadLetterHeaders.STREAMS_STACKTRACE, EXCEPTION + ": " + reason);
    put(headers, DeadLetterHeaders.STREAMS_TOPIC, topic);
    put(headers, DeadLetterHeaders.STREAMS_PARTITION, partition);
    put(headers, DeadLetterHeaders.STREAMS_OFFSET, offset);
  }

  private static void put(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("NullAway") // a Kafka record's key and value may be null
  private static byte[] prefix(byte @Nullable [] bytes, int limit) {
    return bytes == null || bytes.length <= limit ? bytes : Arrays.copyOf(bytes, limit);
  }

  private static String sha256(byte @Nullable [] bytes) {
    try {
      byte[] all = bytes == null ? new byte[0] : bytes;
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
