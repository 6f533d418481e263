package io.gradstream.client;

import io.gradstream.schema.JsonSerializer;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SubjectNameStrategy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes the rows of a CSV file to a topic, as Avro or JSON, in order. */
public final class CsvProducer {

  private final Map<String, String> kafka;
  private final Format format;
  private final Function<Map<String, Object>, Producer<byte[], byte[]>> producers;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /** Makes the writer of the rows of a topic; registers what that needs. */
  private interface Format {
    Values open(String topic, Schema schema);
  }

  /** Writes the present row. */
  private interface Values {
    byte[] of(CsvRows rows) throws IOException;
  }

  private CsvProducer(Map<String, String> kafka, Format format) {
    this(
        kafka,
        format,
        settings ->
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  private CsvProducer(
      Map<String, String> kafka,
      Format format,
      Function<Map<String, Object>, Producer<byte[], byte[]>> producers) {
    this.kafka = kafka;
    this.format = format;
    this.producers = producers;
  }

  /**
   * Creates a producer of Avro in the registry's wire format.
   *
   * @param kafka Kafka's own settings, and the registry's
   * @param registry where the records' schema is registered, under the subject that {@code
   *     value.subject.name.strategy} names: {@code <topic>-value} unless it is set
   */
  public CsvProducer(Map<String, String> kafka, SchemaRegistry registry) {
    this(
        kafka,
        (topic, schema) -> {
          SubjectNameStrategy strategy =
              SchemaRegistryConfig.withoutRegistry(kafka).strategy(false);
          return avro(registry.register(strategy.subject(topic, false, schema), schema));
        });
  }

  /**
   * Creates a producer of JSON, an object a row: a missing cell is null.
   *
   * @param kafka Kafka's own settings
   */
  public static CsvProducer json(Map<String, String> kafka) {
    return new CsvProducer(kafka, (topic, schema) -> json(topic, schema));
  }

  /** Returns the first rows as they would be sent in JSON, one text each. */
  public static List<String> firstAsJson(CsvSource source, int most) throws IOException {
    List<String> texts = new ArrayList<>();
    try (CsvRows rows = source.open("rows")) {
      Values values = json("rows", rows.schema());
      while (texts.size() < most && rows.next()) {
        texts.add(new String(values.of(rows), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  /** Creates a producer of JSON that sends by a producer of Kafka's that is there. */
  static CsvProducer json(Producer<byte[], byte[]> producer) {
    return new CsvProducer(Map.of(), (topic, schema) -> json(topic, schema), settings -> producer);
  }

  /**
   * Sends rows until the file or the limit ends; returns how many were sent, all acknowledged.
   *
   * @param sent told the number of rows so far after each row
   * @throws IOException if the file cannot be read
   * @throws KafkaException if the broker refuses a record
   */
  public long produce(String topic, CsvSource source, LongConsumer sent) throws IOException {
    try (CsvRows rows = source.open(topic)) {
      return produce(topic, rows, sent);
    }
  }

  /**
   * Sends rows that are open already, as {@link #produce(String, CsvSource, LongConsumer)} does;
   * they stay open.
   */
  public long produce(String topic, CsvRows rows, LongConsumer sent) throws IOException {
    try (Producer<byte[], byte[]> producer = producer()) {
      Values values = format.open(topic, rows.schema());
      Pace pace = new Pace(rows.rowsPerSecond());
      while (failure.get() == null && rows.next()) {
        pace.await(rows.count() - 1);
        send(producer, topic, rows, values);
        sent.accept(rows.count());
      }
      producer.flush();
      rethrow(topic);
      return rows.count();
    }
  }

  /**
   * Sends the rows of two files to two topics in the order of their times, those of {@code later}
   * first at equal times, as if they came to be now; both stay open.
   *
   * <p>If a limit ends {@code rows}, the rest of {@code later} up to the time of the last of them
   * is sent: the world stops there.
   *
   * @param sent told the number of {@code rows} so far after each of them
   * @return how many of {@code later} were sent
   */
  public long produceTogether(
      String topic, CsvRows rows, String laterTopic, CsvRows later, LongConsumer sent)
      throws IOException {
    try (Producer<byte[], byte[]> producer = producer()) {
      Values values = format.open(topic, rows.schema());
      Values laterValues = format.open(laterTopic, later.schema());
      Pace pace = new Pace(rows.rowsPerSecond());
      boolean ahead = later.next();
      long time = Long.MIN_VALUE;
      long count = 0;
      while (failure.get() == null && rows.next()) {
        time = rows.requireTime();
        for (; ahead && later.requireTime() <= time; ahead = later.next(), count++) {
          send(producer, laterTopic, later, laterValues);
        }
        pace.await(rows.count() - 1);
        send(producer, topic, rows, values);
        sent.accept(rows.count());
      }
      long end = rows.isLimited() ? time : Long.MAX_VALUE;
      for (; ahead && later.requireTime() <= end; ahead = later.next(), count++) {
        send(producer, laterTopic, later, laterValues);
      }
      producer.flush();
      rethrow(topic);
      return count;
    }
  }

  private void send(Producer<byte[], byte[]> producer, String topic, CsvRows rows, Values values)
      throws IOException {
    producer.send(
        new ProducerRecord<>(topic, null, rows.time(), rows.key(), values.of(rows)),
        (metadata, thrown) -> failure.compareAndSet(null, thrown));
  }

  private static Values avro(int schemaId) {
    byte[] header = WireFormat.header(schemaId);
    return rows -> {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
      bytes.write(header);
      rows.writeTo(bytes);
      return bytes.toByteArray();
    };
  }

  @SuppressWarnings("resource") // the serializer has nothing to close
  private static Values json(String topic, Schema schema) {
    GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(schema);
    JsonSerializer serializer = JsonSerializer.withOriginalNames();
    return rows -> {
      if (rows.json().isPresent()) {
        return rows.json().get().getBytes(StandardCharsets.UTF_8);
      }
      BinaryDecoder row = DecoderFactory.get().binaryDecoder(rows.value(), null);
      return serializer.serialize(topic, reader.read(null, row));
    };
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
    return producers.apply(settings);
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
