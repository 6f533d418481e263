package io.gradstream.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Ordinary Kafka clients, in the few calls that tests of a broker need; texts, one partition. */
final class TestClient {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String bootstrapServers;

  TestClient(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  static Map<String, Object> address(String bootstrapServers) {
    return Map.of("bootstrap.servers", bootstrapServers);
  }

  void createTopic(String name, Map<String, String> settings) throws Exception {
    try (Admin admin = Admin.create(address(bootstrapServers))) {
      NewTopic topic = new NewTopic(name, 1, (short) 1).configs(settings);
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  void produce(String topic, long time, String... values) throws Exception {
    try (Producer<String, String> producer = producer(Map.of())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, 0, time, "key", value)).get();
      }
    }
  }

  void transaction(String topic, String value, boolean commit) {
    try (Producer<String, String> producer = producer(Map.of("transactional.id", "test"))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 0, "key", value));
      producer.flush();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  /** Reads {@code count} committed records from the start. */
  List<ConsumerRecord<String, String>> read(String topic, int count) {
    try (Consumer<String, String> consumer = consumer(Map.of())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return poll(consumer, count);
    }
  }

  /** Reads {@code count} records as a member of {@code group} and commits. */
  void readInGroup(String topic, String group, int count) {
    try (Consumer<String, String> consumer = consumer(Map.of("group.id", group))) {
      consumer.subscribe(List.of(topic));
      poll(consumer, count);
      consumer.commitSync();
    }
  }

  long committed(String group, String topic) throws Exception {
    try (Admin admin = Admin.create(address(bootstrapServers))) {
      var offsets = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return offsets.get(new TopicPartition(topic, 0)).offset();
    }
  }

  /** Returns the offset of the oldest record that is still there. */
  long startOffset(String topic) {
    try (Consumer<String, String> consumer = consumer(Map.of())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      return consumer.beginningOffsets(List.of(partition)).get(partition);
    }
  }

  private static List<ConsumerRecord<String, String>> poll(
      Consumer<String, String> consumer, int count) {
    List<ConsumerRecord<String, String>> all = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (all.size() < count && System.nanoTime() < deadline) {
      consumer.poll(Duration.ofMillis(100)).forEach(all::add);
    }
    return all;
  }

  private Producer<String, String> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(with(settings), new StringSerializer(), new StringSerializer());
  }

  private Consumer<String, String> consumer(Map<String, Object> settings) {
    Map<String, Object> all = with(settings);
    all.put("auto.offset.reset", "earliest");
    all.put("isolation.level", "read_committed");
    return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
  }

  private Map<String, Object> with(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(address(bootstrapServers));
    all.putAll(settings);
    return all;
  }
}
