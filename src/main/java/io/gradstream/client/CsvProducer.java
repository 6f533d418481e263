package io.gradstream.client;

import io.gradstream.csv.CsvRecords;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a CSV file to a topic, as Avro in the registry's wire format, in order. */
public final class CsvProducer {

  private final Map<String, String> kafka;
  private final SchemaRegistry registry;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * Creates a producer.
   *
   * @param kafka Kafka's own settings
   * @param registry where the records' schema is registered, under {@code <topic>-value}
   */
  public CsvProducer(Map<String, String> kafka, SchemaRegistry registry) {
    this.kafka = kafka;
    this.registry = registry;
  }

  /**
   * Sends rows until the file or the limit ends; returns how many were sent, all acknowledged.
   *
   * @param sent told the number of rows so far after each row
   * @throws IOException if the file cannot be read
   * @throws KafkaException if the broker refuses a record
   */
  public long produce(String topic, CsvSource source, LongConsumer sent) throws IOException {
    try (CsvRecords rows = source.open(topic);
        Producer<byte[], byte[]> producer = producer()) {
      byte[] header = WireFormat.header(registry.register(topic + "-value", rows.schema()));
      Pace pace = new Pace(source.rowsPerSecond());
      long count = 0;
      while (count < source.limit() && failure.get() == null && rows.next()) {
        pace.await(count);
        producer.send(
            new ProducerRecord<>(
                topic, null, source.time(rows), source.key(rows), value(header, rows)),
            (metadata, thrown) -> failure.compareAndSet(null, thrown));
        sent.accept(++count);
      }
      producer.flush();
      rethrow(topic);
      return count;
    }
  }

  private static byte[] value(byte[] header, CsvRecords rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    bytes.write(header);
    rows.writeTo(bytes);
    return bytes.toByteArray();
  }

  private void rethrow(String topic) {
    Exception thrown = failure.get();
    if (thrown != null) {
      throw new KafkaException(
          "topic '%s' refused a record: %s".formatted(topic, thrown.getMessage()), thrown);
    }
  }

  private Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 18);
    settings.putAll(kafka);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Returns the key of a cell's text, as Kafka's string serializer would write it. */
  static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /** Holds rows back to a rate. */
  private static final class Pace {

    private final double nanosPerRow;
    private final long start = System.nanoTime();

    Pace(double rowsPerSecond) {
      nanosPerRow = TimeUnit.SECONDS.toNanos(1) / rowsPerSecond;
    }

    /** Waits until row number {@code count} is due. */
    void await(long count) {
      long due = start + (long) (count * nanosPerRow);
      for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
        LockSupport.parkNanos(rest);
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
      }
    }
  }
}
