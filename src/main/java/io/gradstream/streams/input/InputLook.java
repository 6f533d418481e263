package io.gradstream.streams.input;

import static java.util.Objects.requireNonNull;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.OpenTransaction;
import io.gradstream.client.TopicReader;
import io.gradstream.model.InputTopic;
import io.gradstream.pipeline.Pipeline;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks the brokers where a pipeline at work stands in its input, and whether that is as it was. */
final class InputLook implements Stalls.Records, AutoCloseable {

  /** A look of a few requests, each of them quick, is to be over long before the next minute. */
  private static final int TIMEOUT_MS = 4_000;

  private static final String FIND_HANGING =
      "Kafka's kafka-transactions.sh (find-hanging, describe-producers, abort) names the producer and"
          + " ends it";

  private static final Duration PROBE = Duration.ofSeconds(2);

  private final Pipeline pipeline;
  private final String group;
  private final Map<String, InputLog> logs; // by topic
  private final List<TopicPartition> internal;
  private final boolean fromStart;
  private final Admin admin;
  private boolean internalSeen;
  private final Map<String, Integer> missed = new HashMap<>(); // looks in a row, by topic

  /**
   * Connects.
   *
   * @param logs what is known of the topics that are read, by their names
   * @param internal partitions of Kafka Streams' own that records go through besides
   * @param fromStart whether a partition without an offset is read from its beginning
   */
  InputLook(
      Pipeline pipeline,
      String group,
      Map<String, InputLog> logs,
      List<TopicPartition> internal,
      boolean fromStart) {
    this.pipeline = pipeline;
    this.group = group;
    this.logs = Map.copyOf(logs);
    this.internal = internal;
    this.fromStart = fromStart;
    Map<String, Object> settings = new HashMap<>(pipeline.kafka());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
    admin = Admin.create(settings);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  /**
   * Returns where the group stands in each partition.
   *
   * @throws ExecutionException if the brokers do not answer, or refuse
   * @throws ApplicationException if the topic is not what it was
   */
  Map<TopicPartition, Position> positions() throws ExecutionException, InterruptedException {
    for (Map.Entry<String, InputLog> each : logs.entrySet()) {
      checkTopic(each.getKey(), each.getValue());
    }
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
    logs.forEach(
        (topic, log) -> {
          for (int partition = 0; partition < log.partitions(); partition++) {
            latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            earliest.put(new TopicPartition(topic, partition), OffsetSpec.earliest());
          }
        });
    Map<TopicPartition, Long> starts = list(earliest, IsolationLevel.READ_UNCOMMITTED);
    starts.forEach(
        (partition, start) -> log(partition.topic()).beginsAt(partition.partition(), start));
    logs.values().forEach(InputLog::looked);
    if (internalExist()) {
      internal.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    }
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets(
                group, new ListConsumerGroupOffsetsOptions().timeoutMs(TIMEOUT_MS))
            .partitionsToOffsetAndMetadata()
            .get();
    Map<TopicPartition, Long> stable = list(latest, IsolationLevel.READ_COMMITTED);
    Map<TopicPartition, Long> ends = list(latest, IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, Position> positions = new HashMap<>();
    stable.forEach(
        (partition, until) -> {
          OffsetAndMetadata next = committed.get(partition);
          long from = next == null ? begin(starts, partition, until) : next.offset();
          Long end = ends.get(partition);
          positions.put(
              partition, new Position(from, until, end == null ? until : Math.max(until, end)));
        });
    return positions;
  }

  private InputLog log(String topic) {
    return requireNonNull(logs.get(topic), topic);
  }

  /** Kafka Streams makes its topics with the first assignment. */
  private boolean internalExist() throws ExecutionException, InterruptedException {
    if (!internalSeen && !internal.isEmpty()) {
      List<String> topics = internal.stream().map(TopicPartition::topic).distinct().toList();
      try {
        admin
            .describeTopics(topics, new DescribeTopicsOptions().timeoutMs(TIMEOUT_MS))
            .allTopicNames()
            .get();
        internalSeen = true;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return internalSeen;
  }

  private long begin(Map<TopicPartition, Long> starts, TopicPartition partition, long end) {
    Long start = fromStart ? starts.get(partition) : null;
    return start == null ? end : start;
  }

  private Map<TopicPartition, Long> list(
      Map<TopicPartition, OffsetSpec> which, IsolationLevel isolation)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(which, new ListOffsetsOptions(isolation).timeoutMs(TIMEOUT_MS))
        .all()
        .get()
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  /** A broker may not have heard yet of what another does, so one look without it is none. */
  private void checkTopic(String topic, InputLog log)
      throws ExecutionException, InterruptedException {
    KafkaFuture<Map<String, TopicDescription>> asked =
        admin
            .describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(TIMEOUT_MS))
            .allTopicNames();
    try {
      TopicDescription found = asked.get().values().iterator().next();
      missed.remove(topic);
      log.topic().ifPresent(known -> compare(log, known, found));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          && missed.merge(topic, 1, Integer::sum) > 1) {
        throw new ApplicationException(
            "topic '%s' was deleted at work; the model is kept".formatted(topic), e);
      }
      throw e;
    }
  }

  private void compare(InputLog log, InputTopic known, TopicDescription found) {
    InputTopic now = new InputTopic(known.cluster(), found.name(), TopicsSeen.id(found));
    if (now.replaces(known)) {
      throw new ApplicationException(
          Sentences.replaced(now, known)
              + ", at work: start the pipeline again, it says what can be done");
    }
    int partitions = found.partitions().size();
    if (partitions > log.partitions() && !internal.isEmpty()) {
      log.has(partitions); // one trainer of several partitions takes in more
      return;
    }
    if (partitions > log.partitions()) {
      throw new ApplicationException(
          ("the number of partitions of input topic '%s' has changed at work, from %d to %d: start the"
                  + " pipeline again. Nothing is lost, and the model goes on from its last commit")
              .formatted(found.name(), log.partitions(), partitions));
    }
  }

  /** Says which transaction holds up a partition and how it is ended. */
  @Override
  public String holder(TopicPartition partition) {
    try {
      return OpenTransaction.first(admin, partition, TIMEOUT_MS)
          .map(
              found ->
                  found.sentence(pipeline.kafka().getOrDefault("bootstrap.servers", "SERVERS")))
          .orElse(FIND_HANGING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FIND_HANGING;
    }
  }

  /** Tells whether a partition has a record at an offset or after it that can be read. */
  @Override
  public boolean waits(TopicPartition partition, long offset) {
    try (TopicReader reader = TopicReader.from(pipeline.kafka(), partition, offset)) {
      long deadline = System.nanoTime() + PROBE.toNanos();
      while (System.nanoTime() - deadline < 0) {
        boolean end = reader.atEnd();
        if (reader.poll(Duration.ofMillis(200)).iterator().hasNext()) {
          return true;
        }
        if (end) {
          return false;
        }
      }
      return true; // nobody answers, or there is a lot to skip: not nothing
    }
  }
}
