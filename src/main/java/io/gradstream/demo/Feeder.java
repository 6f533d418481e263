package io.gradstream.demo;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.CsvProducer;
import io.gradstream.client.CsvRows;
import io.gradstream.client.CsvSource;
import io.gradstream.csv.CsvException;
import io.gradstream.pipeline.Pipeline;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Produces a CSV file into a pipeline's input topic, and that of its labels into theirs if it has
 * one, on a thread of its own.
 */
final class Feeder implements AutoCloseable {

  private final AtomicLong sent = new AtomicLong();
  private final CompletableFuture<Long> done = new CompletableFuture<>();
  private final Thread thread;

  Feeder(Pipeline pipeline, CsvSource source, Optional<CsvSource> labels) {
    thread = new Thread(() -> feed(pipeline, source, labels), "feeder");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Tells whether every row has been sent.
   *
   * @throws CsvException if the file cannot be used
   * @throws ApplicationException if the rows cannot be sent
   */
  boolean finished() {
    if (done.isCompletedExceptionally()) {
      Throwable cause = done.handle((count, thrown) -> thrown).join();
      if (cause instanceof CsvException unusable) {
        throw unusable;
      }
      throw new ApplicationException(String.valueOf(cause.getMessage()), cause);
    }
    return done.isDone();
  }

  /** Returns how many rows have been sent so far. */
  long sent() {
    return sent.get();
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void feed(Pipeline pipeline, CsvSource source, Optional<CsvSource> labels) {
    try {
      CsvProducer producer = InputProducer.of(pipeline);
      String topic = pipeline.input().topic();
      if (labels.isEmpty()) {
        done.complete(producer.produce(topic, source, sent::set));
        return;
      }
      String later = pipeline.readsLabels().orElseThrow().source().topic();
      try (CsvRows rows = source.open(topic);
          CsvRows truth = labels.get().open(later)) {
        done.complete(producer.produceTogether(topic, rows, later, truth, sent::set));
      }
    } catch (Exception e) {
      done.completeExceptionally(e);
    }
  }
}
