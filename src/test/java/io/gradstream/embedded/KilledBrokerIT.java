package io.gradstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one broker promises of transactions when it is killed and started on the same data. */
class KilledBrokerIT {

  private static final String TOPIC = "numbers";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final int PRODUCERS = 8;

  @TempDir private Path directory;

  @Test
  void whatWasCommittedIsReadOnceAndWhatWasNotIsNotRead() throws Exception {
    Path log = directory.resolve("broker.log");
    Optional<Path> data = Optional.of(directory.resolve("data"));
    BrokerProcess broker = BrokerProcess.start(OptionalInt.empty(), data, log);
    String servers = broker.kafka().getOrDefault("bootstrap.servers", "");
    try {
      new TestClient(servers).createTopic(TOPIC, Map.of());
      List<KafkaProducer<String, String>> producers = new ArrayList<>();
      for (int i = 0; i < PRODUCERS; i++) {
        KafkaProducer<String, String> producer = producer(servers, i);
        producers.add(producer);
        producer.initTransactions();
        transaction(producer, "committed " + i);
        producer.commitTransaction();
        transaction(producer, "open " + i);
      }
      broker.kill();
      producers.forEach(producer -> producer.close(Duration.ZERO));
      int port = Integer.parseInt(servers.substring(servers.indexOf(':') + 1));
      broker = BrokerProcess.start(OptionalInt.of(port), data, log);
      awaitAbort(servers);
      for (int i = 0; i < PRODUCERS; i++) {
        try (KafkaProducer<String, String> producer = producer(servers, i)) {
          producer.initTransactions();
          transaction(producer, "later " + i);
          producer.commitTransaction();
        }
      }

      assertThat(read(servers)).containsExactlyInAnyOrderElementsOf(expected());
    } finally {
      broker.close();
    }
  }

  private static List<String> expected() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < PRODUCERS; i++) {
      expected.add("committed " + i);
      expected.add("later " + i);
    }
    return expected;
  }

  /** Readers wait for open transactions, which end when their time is over. */
  private static void awaitAbort(String servers) {
    try (KafkaConsumer<String, String> committed = consumer(servers, "read_committed");
        KafkaConsumer<String, String> all = consumer(servers, "read_uncommitted")) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  committed
                      .endOffsets(List.of(PARTITION))
                      .equals(all.endOffsets(List.of(PARTITION))));
    }
  }

  private static void transaction(KafkaProducer<String, String> producer, String value)
      throws Exception {
    producer.beginTransaction();
    Future<?> sent = producer.send(new ProducerRecord<>(TOPIC, 0, null, value));
    producer.flush();
    sent.get();
  }

  private static List<String> read(String servers) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer = consumer(servers, "read_committed")) {
      consumer.assign(List.of(PARTITION));
      consumer.seekToBeginning(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
      while (consumer.position(PARTITION) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private static KafkaProducer<String, String> producer(String servers, int number) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "producer-" + number);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 1000 + 100 * number);
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private static KafkaConsumer<String, String> consumer(String servers, String isolation) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            isolation),
        new StringDeserializer(),
        new StringDeserializer());
  }
}
