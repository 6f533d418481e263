package io.gradstream.watch;

import io.gradstream.client.TopicReader;
import io.gradstream.client.Unreadable;
import io.gradstream.core.text.Figures;
import io.gradstream.core.text.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * The newest predictions, and how many a second: a look at the end of their topic once a second,
 * which costs the same however many there are. Used by one thread.
 */
final class PredictionPeek implements AutoCloseable {

  private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int SECONDS = 300;
  private static final int SHOWN = 10;
  private static final int LOOK_BACK = 60; // control records of transactions take offsets, too
  private static final int POLLS = 10;
  private static final int LONGEST = 64;

  private final TopicReader reader;
  private final Deserializer<GenericRecord> values;
  private final ArrayDeque<Double> rates = new ArrayDeque<>();
  private List<Snapshot.Prediction> newest = List.of();
  private long ends = -1;
  private long lookedAt;
  private long predicted;

  PredictionPeek(TopicReader reader, Deserializer<GenericRecord> values) {
    this.reader = reader;
    this.values = values;
  }

  /** What a look saw. */
  record Seen(List<Double> rates, long predicted, List<Snapshot.Prediction> newest) {}

  /**
   * Looks, if it is time to.
   *
   * @return what is seen if it has changed; null if not
   */
  @Nullable Seen look() {
    long now = System.nanoTime();
    if (ends >= 0 && now - lookedAt < PERIOD) {
      return null;
    }
    long end = reader.ends(PATIENCE).values().stream().mapToLong(Long::longValue).sum();
    boolean first = ends < 0;
    boolean more = end > ends;
    if (!first) {
      rates.addLast(Math.max(0, end - ends) * 1e9 / (now - lookedAt));
      if (rates.size() > SECONDS) {
        rates.removeFirst();
      }
      predicted = more ? System.currentTimeMillis() : predicted;
    }
    ends = end;
    lookedAt = now;
    if (more) {
      newest = read();
    }
    boolean quiet = rates.stream().mapToDouble(Double::doubleValue).sum() == 0;
    return first || more || !quiet ? new Seen(List.copyOf(rates), predicted, newest) : null;
  }

  private List<Snapshot.Prediction> read() {
    reader.moveNearEnd(LOOK_BACK);
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    boolean end = false;
    for (int i = 0; i < POLLS && !end; i++) {
      end = reader.atEnd();
      reader.poll(POLL).forEach(records::add);
    }
    return newest(records, values);
  }

  /** Returns the newest of some records that can be read, the last one first. */
  static List<Snapshot.Prediction> newest(
      List<ConsumerRecord<byte[], byte[]>> records, Deserializer<GenericRecord> values) {
    List<Snapshot.Prediction> read = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> ordered = new ArrayList<>(records);
    ordered.sort(
        Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
            .thenComparingLong(ConsumerRecord::offset)
            .reversed());
    for (int i = 0; i < ordered.size() && read.size() < SHOWN; i++) {
      Unreadable.problem(
          ordered.get(i), it -> read.add(view(it, values.deserialize(it.topic(), it.value()))));
    }
    return List.copyOf(read);
  }

  private static Snapshot.Prediction view(
      ConsumerRecord<byte[], byte[]> record, GenericRecord value) {
    Object label = value.get("label_class") == null ? value.get("label") : value.get("label_class");
    return new Snapshot.Prediction(
        (Long) value.get("time"),
        record.key() == null
            ? null
            : Printable.of(new String(record.key(), StandardCharsets.UTF_8), LONGEST),
        (Double) value.get("score"),
        value.get("class") == null ? null : value.get("class").toString(),
        label instanceof Double number
            ? Figures.ofLabels(number).text(number)
            : label == null ? null : label.toString(),
        (Long) value.get("version"));
  }

  @Override
  public void close() {
    reader.close();
    values.close();
  }
}
