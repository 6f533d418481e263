package io.gradstream.watch;

import io.gradstream.client.TopicReader;
import io.gradstream.client.Unreadable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Follows one topic from a place on; what cannot be read of it is told and passed over. Used by one
 * thread.
 */
final class TopicFollower implements AutoCloseable {

  private final String topic;
  private final Supplier<TopicReader> opening;
  private final Consumer<ConsumerRecord<byte[], byte[]>> use;
  private @Nullable TopicReader reader;
  private boolean atEnd;
  private Optional<String> problem = Optional.empty();

  /**
   * Creates a follower.
   *
   * @param opening opens the reader where it is to begin
   * @param use is given each record
   */
  TopicFollower(
      String topic, Supplier<TopicReader> opening, Consumer<ConsumerRecord<byte[], byte[]>> use) {
    this.topic = topic;
    this.opening = opening;
    this.use = use;
  }

  String topic() {
    return topic;
  }

  boolean isOpen() {
    return reader != null;
  }

  void open() {
    reader = opening.get();
    atEnd = false;
  }

  /** Reads what comes within a time; returns whether anything came. */
  boolean poll(Duration patience) {
    if (reader == null) {
      return false;
    }
    atEnd = atEnd || reader.atEnd();
    boolean any = false;
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(patience)) {
      any = true;
      take(record);
    }
    return any;
  }

  /** Uses a record, or tells that it cannot be read. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    Unreadable.problem(record, use).ifPresent(found -> problem = Optional.of(found));
  }

  /** Tells whether what was there at the beginning has been read. */
  boolean hasCaughtUp() {
    return reader == null || atEnd;
  }

  /** Tells whether nothing came before the place where it began. */
  boolean isWhole() {
    return reader == null || reader.isWhole();
  }

  Optional<String> problem() {
    return problem;
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
