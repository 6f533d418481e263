package io.gradstream.streams;

import io.gradstream.core.data.Row;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.row.BadRecordException;
import io.gradstream.schema.row.RowDecoder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes records, waiting for a schema registry that is away, or for what a deserializer of the
 * user's needs.
 *
 * <p>The wait is bounded, well below {@code max.poll.interval.ms}. When it is over the exception
 * goes up: the transaction is aborted and the records are read again, so nothing is lost.
 */
final class RecordDecoder implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecordDecoder.class);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(2);

  private final RowDecoder decoder;
  private final Duration patience;
  private final BooleanSupplier closing;

  /**
   * Creates a decoder.
   *
   * @param decoder which fills the rows; closed with this one
   * @param closing tells whether the application is being closed, which ends a wait
   */
  RecordDecoder(RowDecoder decoder, Duration patience, BooleanSupplier closing) {
    this.decoder = decoder;
    this.patience = patience;
    this.closing = closing;
  }

  void decode(Headers headers, byte @Nullable [] value, Row row) throws BadRecordException {
    try {
      decoder.decode(headers, value, row);
    } catch (SchemaRegistryException | RetriableException e) {
      if (!isRetriable(e)) {
        throw e;
      }
      String awaited =
          e instanceof SchemaRegistryException
              ? "the schema registry"
              : "what the deserializer asks";
      LOG.warn("waiting up to {} s for {}: {}", patience.toSeconds(), awaited, e.getMessage());
      decodeLater(headers, value, row, awaited, e);
    }
  }

  @Override
  public void close() {
    decoder.close();
  }

  private void decodeLater(
      Headers headers, byte @Nullable [] value, Row row, String awaited, RuntimeException first)
      throws BadRecordException {
    long deadline = System.nanoTime() + patience.toNanos();
    long pause = FIRST_PAUSE;
    RuntimeException last = first;
    while (true) {
      pause(Math.min(Math.max(pause, asked(last)), deadline - System.nanoTime()));
      try {
        decoder.decode(headers, value, row);
        LOG.info("{} answers again", awaited);
        return;
      } catch (SchemaRegistryException | RetriableException e) {
        if (!isRetriable(e) || closing.getAsBoolean() || System.nanoTime() - deadline > 0) {
          throw e;
        }
        last = e;
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
      }
    }
  }

  /** In pieces, since the application may close meanwhile. */
  private void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !closing.getAsBoolean(); left = end - System.nanoTime()) {
      LockSupport.parkNanos(Math.min(left, LONGEST_PAUSE));
    }
  }

  /** A registry may say how long it is not to be asked. */
  private static long asked(RuntimeException e) {
    return e instanceof SchemaRegistryException registry ? registry.retryAfter().toNanos() : 0;
  }

  private static boolean isRetriable(RuntimeException e) {
    return !(e instanceof SchemaRegistryException registry) || registry.isRetriable();
  }
}
