package io.gradstream.crash;

import io.gradstream.core.data.RowLayout;
import io.gradstream.crash.InputBatch.Fate;
import io.gradstream.schema.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The input of a test, by its seed alone: good records of schemas that change, garbage of every
 * sort, transactions that are committed and such that are aborted, times out of order.
 */
final class InputBatches {

  private static final int LARGEST = 50;
  private static final int RECORDS_OF_A_SCHEMA = 150;
  private static final double GARBAGE = 0.04;
  private static final double AWAY = 0.002; // times that are far from those around
  private static final long BEGINNING = 1_704_067_200_000L; // 2024-01-01
  private static final long STEP = 1000;
  private static final int UNKNOWN_IDS = 2;

  /** A process waits for a schema that may come late: seconds, which at each start would add up. */
  private static final int UNKNOWN_UNTIL = 200;

  /** How many records the last batch has for each partition: none is aborted, so all are read. */
  private static final int LAST = 5;

  private final String topic;
  private final int partitions;
  private final Random random;
  private final InputRows rows;
  private final InputSchema schemas;
  private final InputFormat format;
  private final boolean schemasFail;
  private volatile long count; // written by one thread

  /**
   * Makes batches.
   *
   * @param labelsLater whether rows without a label wait for one that has
   * @param schemasFail whether ids of no schema are among them to the end
   */
  InputBatches(
      String topic,
      int partitions,
      RowLayout layout,
      boolean labelsLater,
      InputFormat format,
      long seed,
      boolean schemasFail) {
    this.schemasFail = schemasFail;
    this.topic = topic;
    this.partitions = partitions;
    this.format = format;
    random = new Random(seed * 31 + 1);
    rows = new InputRows(layout, labelsLater, random);
    schemas = new InputSchema(layout);
  }

  /** Returns how many records have been made. */
  long count() {
    return count;
  }

  /** Makes the next batch. */
  InputBatch next() {
    int draw = random.nextInt(10);
    Fate fate = draw < 6 ? Fate.PLAIN : draw < 8 ? Fate.COMMITTED : Fate.ABORTED;
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 1 + random.nextInt(LARGEST); i > 0; i--) {
      records.add(record(random.nextInt(partitions)));
    }
    return new InputBatch(fate, records);
  }

  /** Makes the last batch: good records of every partition, without a transaction. */
  InputBatch last() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < LAST * partitions; i++) {
      records.add(record(i % partitions, good()));
    }
    return new InputBatch(Fate.PLAIN, records);
  }

  private ProducerRecord<byte[], byte[]> record(int partition) {
    return record(partition, random.nextDouble() < GARBAGE ? garbage() : good());
  }

  private ProducerRecord<byte[], byte[]> record(int partition, byte @Nullable [] value) {
    byte[] key = random.nextInt(4) == 0 ? null : utf8("key " + random.nextInt(40));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, partition, time(), key, value);
    if (random.nextInt(5) == 0) {
      record.headers().add("traceparent", utf8("trace " + count));
      record.headers().add("content-type", utf8("application/avro"));
    }
    count = count + 1;
    return record;
  }

  private long time() {
    long now = BEGINNING + count * STEP;
    return random.nextDouble() < AWAY ? 2 * now : now - random.nextInt(5 * (int) STEP);
  }

  private byte[] good() {
    Schema schema = schemas.version((int) (count / RECORDS_OF_A_SCHEMA));
    return format.write(schema, rows.next(schema, BEGINNING + count * STEP));
  }

  private byte @Nullable [] garbage() {
    byte[] good = good();
    boolean unknown = count < UNKNOWN_UNTIL || schemasFail;
    switch (random.nextInt(unknown ? 5 : 4)) {
      case 0 -> {
        return null;
      }
      case 1 -> {
        return new byte[0];
      }
      case 2 -> random.nextBytes(good);
      case 3 -> {
        return Arrays.copyOf(good, good.length / 2);
      }
      default -> {
        byte[] header = WireFormat.header(1_000_000 + random.nextInt(UNKNOWN_IDS));
        System.arraycopy(header, 0, good, 0, Math.min(header.length, good.length));
      }
    }
    return good;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
