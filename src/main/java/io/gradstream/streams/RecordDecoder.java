package io.gradstream.streams;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.BadRecordException;
import io.gradstream.schema.row.ReaderSchemas;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes records, waiting for a schema registry that is away.
 *
 * <p>The wait is bounded, well below {@code max.poll.interval.ms}. When it is over the exception
 * goes up: the transaction is aborted and the records are read again, so nothing is lost.
 */
final class RecordDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(RecordDecoder.class);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(2);

  private final AvroRowDecoder decoder;
  private final Duration patience;
  private final BooleanSupplier closing;

  /**
   * Creates a decoder.
   *
   * @param readers the schemas as which records are read
   * @param closing tells whether the application is being closed, which ends a wait
   */
  RecordDecoder(
      RowLayout layout,
      SchemaRegistry registry,
      ReaderSchemas readers,
      Duration patience,
      BooleanSupplier closing) {
    this.closing = closing;
    decoder = new AvroRowDecoder(layout, registry::byId, readers);
    this.patience = patience;
  }

  void decode(byte @Nullable [] value, Row row) throws BadRecordException {
    try {
      decoder.decode(value, row);
    } catch (SchemaRegistryException e) {
      if (!e.isRetriable()) {
        throw e;
      }
      LOG.warn(
          "waiting up to {} s for the schema registry: {}", patience.toSeconds(), e.getMessage());
      decodeLater(value, row);
    }
  }

  private void decodeLater(byte @Nullable [] value, Row row) throws BadRecordException {
    long deadline = System.nanoTime() + patience.toNanos();
    long pause = FIRST_PAUSE;
    while (true) {
      LockSupport.parkNanos(pause);
      try {
        decoder.decode(value, row);
        LOG.info("the schema registry answers again");
        return;
      } catch (SchemaRegistryException e) {
        if (!e.isRetriable() || closing.getAsBoolean() || System.nanoTime() - deadline > 0) {
          throw e;
        }
        pause = Math.min(LONGEST_PAUSE, 2 * pause);
      }
    }
  }
}
