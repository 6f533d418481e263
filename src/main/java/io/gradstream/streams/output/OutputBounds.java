package io.gradstream.streams.output;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Refusal.Reason;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * What the producer and the broker accept of a record, checked before it is forwarded.
 *
 * <p>Under exactly-once a record that is too large, or too far in the future, aborts the
 * transaction and kills the task whatever the exception handlers answer, again and again.
 *
 * @param maxBytes largest prediction: key, value and headers
 * @param deadLetterBytes largest dead letter, likewise
 * @param past how far behind the clock a timestamp may be, in milliseconds
 * @param future how far ahead of the clock a timestamp may be, in milliseconds
 * @param clock the clock the broker compares with; consulted only where the topics set a bound
 */
public record OutputBounds(int maxBytes, int deadLetterBytes, long past, long future, Clock clock) {

  /** Above what batch, record and header framing take. */
  private static final int FRAMING = 256;

  private static final int HEADER_FRAMING = 10;
  private static final long MARGIN = TimeUnit.MINUTES.toMillis(10);

  /** Creates bounds of topics that take records of one size. */
  public OutputBounds(int maxBytes, long past, long future, Clock clock) {
    this(maxBytes, maxBytes, past, future, clock);
  }

  /** Returns the bounds of dead letters. */
  OutputBounds ofDeadLetters() {
    return new OutputBounds(deadLetterBytes, deadLetterBytes, past, future, clock);
  }

  /** Returns bounds by size alone, for topics that accept any timestamp. */
  public static OutputBounds ofBytes(int maxBytes) {
    return new OutputBounds(maxBytes, Long.MAX_VALUE, Long.MAX_VALUE, Clock.systemUTC());
  }

  /** Tells whether a record with the key and headers of {@code record} fits. */
  public boolean fits(Record<byte[], byte[]> record, int valueBytes) {
    return (long) length(record.key()) + valueBytes + bytes(record.headers()) + FRAMING <= maxBytes;
  }

  /**
   * Returns why a record is refused whose prediction would not fit.
   *
   * @param topic of the predictions
   */
  public Refusal tooLarge(String topic) {
    return new Refusal(
        Reason.TOO_LARGE,
        "with its key and headers a prediction would be larger than topic '%s' takes (%,d bytes)"
            .formatted(topic, maxBytes));
  }

  /** Returns the bytes left for a key and a value beside {@code headers}. */
  int room(Headers headers) {
    return (int) Math.max(0, maxBytes - bytes(headers) - FRAMING);
  }

  /** Returns the timestamp nearest to {@code time} that the broker accepts. */
  public long clamp(long time) {
    if (past == Long.MAX_VALUE && future == Long.MAX_VALUE) {
      return time;
    }
    long now = clock.millis();
    long earliest = now - within(past);
    long latest = future == Long.MAX_VALUE ? Long.MAX_VALUE : now + within(future);
    return Math.max(0, Math.max(earliest, Math.min(latest, time)));
  }

  /** Stays off the limit: the record arrives later, at a broker whose clock is not ours. */
  private static long within(long limit) {
    return limit - Math.min(limit / 2, MARGIN);
  }

  private static long bytes(Headers headers) {
    long sum = 0;
    for (Header header : headers) {
      sum += 3L * header.key().length() + length(header.value()) + HEADER_FRAMING;
    }
    return sum;
  }

  public static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
