package io.gradstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gradstream.embedded.EmbeddedBroker.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

  private static final long NEW_YEAR_2013 = Instant.parse("2013-01-01T05:15:00Z").toEpochMilli();

  private static EmbeddedBroker shared;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws IOException {
    shared = EmbeddedBroker.start(Options.defaults());
  }

  @AfterAll
  static void stop() throws IOException {
    shared.close();
  }

  @Test
  void whatIsProducedIsConsumedInOrder(TestInfo test) throws Exception {
    TestClient client = new TestClient(shared.bootstrapServers());
    String topic = test.getTestMethod().orElseThrow().getName();
    client.createTopic(topic, Map.of());

    client.produce(topic, NEW_YEAR_2013, "one", "two", "three");

    assertThat(client.read(topic, 3))
        .extracting(ConsumerRecord::value)
        .containsExactly("one", "two", "three");
  }

  @Test
  void aConsumerGroupCommitsItsOffsets(TestInfo test) throws Exception {
    TestClient client = new TestClient(shared.bootstrapServers());
    String topic = test.getTestMethod().orElseThrow().getName();
    client.createTopic(topic, Map.of());
    client.produce(topic, NEW_YEAR_2013, "one", "two");

    client.readInGroup(topic, "readers", 2);

    assertThat(client.committed("readers", topic)).isEqualTo(2);
  }

  @Test
  void aCommittedTransactionIsReadAndAnAbortedOneIsNot(TestInfo test) throws Exception {
    TestClient client = new TestClient(shared.bootstrapServers());
    String topic = test.getTestMethod().orElseThrow().getName();
    client.createTopic(topic, Map.of());

    client.transaction(topic, "never", false);
    client.transaction(topic, "always", true);

    assertThat(client.read(topic, 1)).extracting(ConsumerRecord::value).containsExactly("always");
  }

  @Test
  void recordsOf2013SurviveTheCleanerUnlessTheTopicSaysOtherwise() throws Exception {
    Options eagerCleaner =
        Options.defaults()
            .withProperty("log.initial.task.delay.ms", "100")
            .withProperty("log.retention.check.interval.ms", "100");
    try (EmbeddedBroker broker = EmbeddedBroker.start(eagerCleaner)) {
      TestClient client = new TestClient(broker.bootstrapServers());
      client.createTopic("kept", Map.of("retention.ms", "-1"));
      client.createTopic("kept-by-default", Map.of());
      client.createTopic("expiring", Map.of("retention.ms", "1000"));
      client.produce("kept", NEW_YEAR_2013, "old");
      client.produce("kept-by-default", NEW_YEAR_2013, "old");

      client.produce("expiring", NEW_YEAR_2013, "old");
      await().until(() -> client.startOffset("expiring") == 1);

      assertThat(client.read("kept", 1))
          .extracting(ConsumerRecord::timestamp)
          .containsExactly(NEW_YEAR_2013);
      assertThat(client.startOffset("kept-by-default")).isZero();
    }
  }

  @Test
  void aRecordFromTheFarFutureIsTaken(TestInfo test) throws Exception {
    TestClient client = new TestClient(shared.bootstrapServers());
    String topic = test.getTestMethod().orElseThrow().getName();
    client.createTopic(topic, Map.of());
    long future = Instant.parse("2099-01-01T00:00:00Z").toEpochMilli();

    client.produce(topic, future, "warm");

    assertThat(client.read(topic, 1)).extracting(ConsumerRecord::timestamp).containsExactly(future);
  }

  @Test
  void twoBrokersRunSideBySide() throws Exception {
    try (EmbeddedBroker second = EmbeddedBroker.start(Options.defaults())) {
      TestClient toFirst = new TestClient(shared.bootstrapServers());
      TestClient toSecond = new TestClient(second.bootstrapServers());
      toFirst.createTopic("numbers", Map.of());
      toSecond.createTopic("numbers", Map.of());

      toFirst.produce("numbers", NEW_YEAR_2013, "first");
      toSecond.produce("numbers", NEW_YEAR_2013, "second");

      assertThat(toFirst.read("numbers", 1).get(0).value()).isEqualTo("first");
      assertThat(toSecond.read("numbers", 1).get(0).value()).isEqualTo("second");
    }
  }

  @Test
  void closingFreesThePortAndDeletesTheTemporaryDirectory() throws Exception {
    EmbeddedBroker broker = EmbeddedBroker.start(Options.defaults());
    int port = port(broker);
    Path data = dataDirectory(broker);
    assertThat(data).isDirectory();
    assertThat(Ports.isFree(port)).isFalse();

    broker.close();
    broker.close();

    assertThat(Ports.isFree(port)).isTrue();
    assertThat(data).doesNotExist();
  }

  @Test
  void aGivenDirectoryAndPortAreKeptFromOneBrokerToTheNext() throws Exception {
    Options options = Options.defaults().withDataDir(directory.resolve("data"));
    int port;
    try (EmbeddedBroker broker = EmbeddedBroker.start(options)) {
      port = port(broker);
      TestClient client = new TestClient(broker.bootstrapServers());
      client.createTopic("numbers", Map.of());
      client.produce("numbers", NEW_YEAR_2013, "one");
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(options.withPort(port))) {
      assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      TestClient client = new TestClient(broker.bootstrapServers());
      assertThat(client.read("numbers", 1)).hasSize(1);
    }
  }

  @Test
  void aTakenPortIsRefusedByName() {
    int port = port(shared);
    assertThatThrownBy(() -> EmbeddedBroker.start(Options.defaults().withPort(port)))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("127.0.0.1:" + port, "is in use", "choose another");
  }

  @Test
  void anInvalidPropertyLeavesNothingBehind() throws Exception {
    Path data = directory.resolve("data");
    Options options = Options.defaults().withDataDir(data).withProperty("log.retention.ms", "soon");

    assertThatThrownBy(() -> EmbeddedBroker.start(options))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("log.retention.ms");

    Options corrected = options.withProperty("log.retention.ms", "-1");
    EmbeddedBroker.start(corrected).close();
    assertThat(data).isDirectory();
  }

  private static int port(EmbeddedBroker broker) {
    String address = broker.bootstrapServers();
    return Integer.parseInt(address.substring(address.indexOf(':') + 1));
  }

  /** Returns the directory of the broker as its clients see it. */
  private static Path dataDirectory(EmbeddedBroker broker) throws Exception {
    try (Admin admin = Admin.create(TestClient.address(broker.bootstrapServers()))) {
      var directories = admin.describeLogDirs(List.of(BrokerProperties.NODE_ID));
      var byNode = directories.allDescriptions().get();
      return Path.of(byNode.get(BrokerProperties.NODE_ID).keySet().iterator().next());
    }
  }
}
