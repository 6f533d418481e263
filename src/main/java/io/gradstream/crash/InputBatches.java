package io.gradstream.crash;

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
 * sort, transactions that are committed and such that are aborted, times out of order. Where labels
 * have a topic of their own, records of both are in every batch.
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

  private final List<Made> made;
  private final int partitions;
  private final Random random;
  private final boolean inOrder;
  private final boolean schemasFail;
  private long begun; // no record of the batch is earlier
  private long latest; // time of a record so far
  private volatile long count; // written by one thread

  /** What records of a topic are made by. */
  private record Made(InputSource source, InputRows rows, InputSchema schemas) {}

  /**
   * Makes batches.
   *
   * @param inOrder whether no record is earlier than one of a batch before: what is read of two
   *     topics by time has one order then, whatever has come of each meanwhile
   * @param schemasFail whether ids of no schema are among them to the end
   */
  InputBatches(
      List<InputSource> sources, int partitions, boolean inOrder, long seed, boolean schemasFail) {
    this.schemasFail = schemasFail;
    this.partitions = partitions;
    this.inOrder = inOrder;
    random = new Random(seed * 31 + 1);
    made =
        sources.stream()
            .map(it -> new Made(it, it.rows(random), new InputSchema(it.layout())))
            .toList();
  }

  /** Returns how many records have been made. */
  long count() {
    return count;
  }

  /** Makes the next batch. */
  InputBatch next() {
    int draw = random.nextInt(10);
    Fate fate = draw < 6 ? Fate.PLAIN : draw < 8 ? Fate.COMMITTED : Fate.ABORTED;
    begun = latest + 1;
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 1 + random.nextInt(LARGEST); i > 0; i--) {
      records.add(record(random.nextInt(partitions)));
    }
    return new InputBatch(fate, records);
  }

  /** Makes a batch of many good records that have no label. */
  InputBatch ahead(int most) {
    begun = latest + 1;
    Made records = made.get(0);
    Schema schema = records.schemas().version(0);
    List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      byte[] value =
          records
              .source()
              .format()
              .write(schema, records.rows().waiting(schema, BEGINNING + count * STEP));
      batch.add(record(records, i % partitions, value));
    }
    return new InputBatch(Fate.PLAIN, batch);
  }

  /** Makes the last batch: good records of every partition, without a transaction. */
  InputBatch last() {
    begun = latest + 1;
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < LAST * partitions; i++) {
      for (Made each : made) {
        records.add(record(each, i % partitions, good(each)));
      }
    }
    return new InputBatch(Fate.PLAIN, records);
  }

  private ProducerRecord<byte[], byte[]> record(int partition) {
    Made any = made.size() == 1 ? made.get(0) : made.get(random.nextInt(made.size()));
    return record(any, partition, random.nextDouble() < GARBAGE ? garbage(any) : good(any));
  }

  private ProducerRecord<byte[], byte[]> record(Made of, int partition, byte @Nullable [] value) {
    byte[] key = random.nextInt(4) == 0 ? null : utf8("key " + random.nextInt(40));
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(of.source().topic(), partition, time(), key, value);
    if (random.nextInt(5) == 0) {
      record.headers().add("traceparent", utf8("trace " + count));
      record.headers().add("content-type", utf8("application/avro"));
    }
    count = count + 1;
    return record;
  }

  private long time() {
    long now = BEGINNING + count * STEP;
    long time = random.nextDouble() < AWAY ? 2 * now : now - random.nextInt(5 * (int) STEP);
    if (inOrder) {
      time = Math.max(begun, Math.min(now, time));
      latest = Math.max(latest, time);
    }
    return time;
  }

  private byte[] good(Made of) {
    Schema schema = of.schemas().version((int) (count / RECORDS_OF_A_SCHEMA));
    return of.source().format().write(schema, of.rows().next(schema, BEGINNING + count * STEP));
  }

  private byte @Nullable [] garbage(Made of) {
    byte[] good = good(of);
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
