package io.gradstream.crash;

import io.gradstream.client.ApplicationException;
import io.gradstream.crash.InputBatch.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends the input in a thread of its own, up to a bound that rises with the faults: so that records
 * are under way at each of them.
 *
 * <p>A batch that a broker's death interrupted is sent again. What is in the topic twice then is
 * two records: the topic is what the pipeline is held against, not what was sent.
 */
final class InputFeed implements AutoCloseable {

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(40);
  private static final int ATTEMPTS = 20;
  private static final int AT_ONCE = 1000; // of those that are sent ahead

  private final Map<String, String> kafka;
  private final InputBatches batches;
  private final int ahead;
  private final long records;
  private final AtomicLong bound = new AtomicLong();
  private final Thread thread = new Thread(this::run, "input");
  private volatile @Nullable RuntimeException failure;
  private volatile boolean stopped;
  private @Nullable Producer<byte[], byte[]> plain;
  private @Nullable Producer<byte[], byte[]> transactional;

  /**
   * Creates a feed of so many records, which sends nothing yet.
   *
   * @param ahead how many of them are sent at once, before any other
   */
  InputFeed(Map<String, String> kafka, InputBatches batches, int ahead, long records) {
    this.ahead = ahead;
    this.kafka = kafka;
    this.batches = batches;
    this.records = records;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /** Lets it send up to so many records. */
  void allow(long upTo) {
    bound.accumulateAndGet(upTo, Math::max);
  }

  /** Returns how many records have been made. */
  long count() {
    return batches.count();
  }

  /** Tells whether everything is sent. */
  boolean isDone() {
    return !thread.isAlive();
  }

  /** Waits until everything is sent. */
  void finish() throws InterruptedException {
    allow(Long.MAX_VALUE);
    thread.join();
    rethrow();
  }

  void rethrow() {
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(10));
  }

  private void run() {
    try {
      while (!stopped && batches.count() < ahead) {
        send(batches.ahead((int) Math.min(AT_ONCE, ahead - batches.count())));
      }
      while (!stopped && batches.count() < records) {
        if (batches.count() < bound.get()) {
          send(batches.next());
        }
        LockSupport.parkNanos(PAUSE);
      }
      if (!stopped) {
        send(batches.last());
      }
    } catch (RuntimeException e) {
      failure = e;
    } finally {
      boolean interrupted = Thread.interrupted(); // closing would not wait
      closeProducers();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void send(InputBatch batch) {
    for (int attempt = 1; !stopped; attempt++) {
      try {
        if (batch.fate() == Fate.PLAIN) {
          await(sent(plain(), batch));
        } else {
          transaction(batch);
        }
        return;
      } catch (KafkaException e) {
        closeProducers();
        if (attempt == ATTEMPTS) {
          throw new ApplicationException("the input could not be sent: " + e.getMessage(), e);
        }
      }
    }
  }

  private void transaction(InputBatch batch) {
    Producer<byte[], byte[]> producer = transactional();
    producer.beginTransaction();
    List<Future<?>> sent = sent(producer, batch);
    producer.flush();
    await(sent);
    if (batch.fate() == Fate.COMMITTED) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  private static List<Future<?>> sent(Producer<byte[], byte[]> producer, InputBatch batch) {
    List<Future<?>> sent = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : batch.records()) {
      sent.add(producer.send(record));
    }
    return sent;
  }

  private static void await(List<Future<?>> sent) {
    try {
      for (Future<?> each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new KafkaException(String.valueOf(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Producer<byte[], byte[]> plain() {
    Producer<byte[], byte[]> known = plain;
    if (known == null) {
      known = producer(Map.of());
      plain = known;
    }
    return known;
  }

  private Producer<byte[], byte[]> transactional() {
    Producer<byte[], byte[]> known = transactional;
    if (known == null) {
      known =
          producer(
              Map.of(
                  ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                  "crash-test-input",
                  ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                  5000));
      transactional = known;
      known.initTransactions();
    }
    return known;
  }

  private Producer<byte[], byte[]> producer(Map<String, ?> more) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.putAll(more);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void closeProducers() {
    for (Producer<byte[], byte[]> each : new Producer[] {plain, transactional}) {
      if (each != null) {
        each.close(java.time.Duration.ofSeconds(1));
      }
    }
    plain = null;
    transactional = null;
  }
}
