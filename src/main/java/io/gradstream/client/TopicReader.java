package io.gradstream.client;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads committed records of some topics, all their partitions, without joining a group. */
public final class TopicReader implements AutoCloseable {

  /** A setting of {@code auto.offset.reset} with which an offset that is gone is an error. */
  public static final String FAIL = "none";

  private static final String EARLIEST = "earliest"; // not what the trainer's setting says

  private final Consumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private Map<TopicPartition, Long> wanted = Map.of(); // ends that are to be reached
  private boolean whole = true;

  TopicReader(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
  }

  /**
   * Opens a reader that starts at the first record of every topic.
   *
   * @param kafka Kafka's own settings
   */
  public static TopicReader fromBeginning(Map<String, String> kafka, Collection<String> topics) {
    TopicReader reader = open(kafka, topics);
    reader.consumer.seekToBeginning(reader.partitions);
    return reader;
  }

  /** Opens a reader that starts {@code offsets} offsets before the end of every partition. */
  public static TopicReader nearEnd(
      Map<String, String> kafka, Collection<String> topics, long offsets) {
    TopicReader reader = open(kafka, topics);
    reader.whole = reader.moveNearEnd(offsets);
    return reader;
  }

  /** Opens a reader of one partition that starts at an offset. */
  public static TopicReader from(Map<String, String> kafka, TopicPartition partition, long offset) {
    TopicReader reader = open(kafka, List.of(partition.topic()));
    reader.consumer.assign(List.of(partition));
    reader.consumer.seek(partition, offset);
    return new TopicReader(reader.consumer, List.of(partition));
  }

  /**
   * Goes to {@code offsets} offsets before the end of every partition, as far as there are so many.
   *
   * @return whether that is the first record of every partition
   */
  public boolean moveNearEnd(long offsets) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    wanted = Map.of(); // it goes elsewhere than to that end
    boolean all = true;
    for (Map.Entry<TopicPartition, Long> each : consumer.endOffsets(partitions).entrySet()) {
      long start = first.getOrDefault(each.getKey(), 0L);
      all &= each.getValue() - offsets <= start;
      consumer.seek(each.getKey(), Math.max(start, each.getValue() - offsets));
    }
    return all;
  }

  /** Tells whether it started at the first record of every partition. */
  public boolean isWhole() {
    return whole;
  }

  /** Returns the records that arrive within {@code patience}; those of a partition in order. */
  public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration patience) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(patience);
    return records;
  }

  /** Returns the partitions that are read, in the order of their numbers within each topic. */
  public List<TopicPartition> partitions() {
    return partitions;
  }

  /**
   * Returns where each partition ends by now: the offset after its last committed record.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if no broker answers in time
   */
  public Map<TopicPartition, Long> ends(Duration patience) {
    return consumer.endOffsets(partitions, patience);
  }

  /**
   * Tells whether every record has been returned that was committed when this was first asked, or
   * when it last said so: a topic that is written faster than it is asked has no end otherwise.
   */
  public boolean atEnd() {
    if (wanted.isEmpty()) {
      wanted = consumer.endOffsets(partitions);
    }
    boolean reached =
        wanted.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    if (reached) {
      wanted = Map.of();
    }
    return reached;
  }

  /** Returns the offset after the last record of a partition that was returned or passed over. */
  public long position(TopicPartition partition) {
    return consumer.position(partition);
  }

  /** Returns the same of every partition. */
  public Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    partitions.forEach(each -> positions.put(each, consumer.position(each)));
    return positions;
  }

  /**
   * Returns how many partitions a topic has by now, as of the last look at it, which {@code
   * metadata.max.age.ms} has repeated.
   *
   * @throws org.apache.kafka.common.errors.TimeoutException if no broker answers in time
   */
  public int partitionCount(String topic, Duration patience) {
    return consumer.partitionsFor(topic, patience).size();
  }

  /** Makes a {@link #poll} under way on another thread end at once, with an exception. */
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }

  /**
   * What is deleted before it could be read is passed over, and a topic that was made anew is read
   * from its start; by default all that there is would be passed over.
   */
  private static String reset(Map<String, String> kafka) {
    String wanted = kafka.getOrDefault(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, EARLIEST);
    return wanted.equals(FAIL) ? FAIL : EARLIEST;
  }

  /** Returns the settings of a reader's consumer, which is of no group and changes nothing. */
  static Map<String, Object> settings(Map<String, String> kafka) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG); // that of Kafka Streams is no consumer's
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false); // looking creates nothing
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset(kafka));
    return settings;
  }

  private static TopicReader open(Map<String, String> kafka, Collection<String> topics) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            settings(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .sorted(
                  Comparator.comparing(TopicPartition::topic)
                      .thenComparingInt(TopicPartition::partition))
              .toList();
      consumer.assign(partitions);
      return new TopicReader(consumer, partitions);
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw e;
    }
  }
}
