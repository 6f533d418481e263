package io.gradstream.streams;

import io.gradstream.pipeline.Pipeline;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The settings of the Kafka Streams application: gradstream's defaults under the user's own.
 *
 * <p>What the pipeline file says under {@code kafka:} is passed through untouched and wins.
 */
public final class StreamsSettings {

  /** A record waits for its schema this part of the time Kafka allows between two polls. */
  private static final int PATIENCE_PART = 5;

  /** At the longest; {@link CommitPace} asks for commits more often where they write little. */
  private static final int LONGEST_COMMIT_INTERVAL = 5000;

  private static final int DEFAULT_TRANSACTION_TIMEOUT = 10_000; // of Kafka Streams
  private static final int DEFAULT_MAX_POLL_INTERVAL = 300_000;

  private static final long WEIGHTS_A_POLL = 500_000_000;
  private static final int LEAST_POLLED = 10;
  private static final int USUALLY_POLLED = 1000; // by Kafka Streams

  /** Below Kafka's default for {@code max.request.size}, and for {@code message.max.bytes}. */
  public static final int DEFAULT_MAX_BYTES = 1_000_000;

  private static final List<String> TIMES =
      List.of(
          TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
          TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG);

  /** What brokers before 3.6 have in place of both, and those of 4.0 no more. */
  static final String ONE_TIME = "message.timestamp.difference.max.ms";

  private static final int KAFKA_MAX_MESSAGE_BYTES = 1_048_588;

  private StreamsSettings() {}

  /** Returns the settings of a pipeline. */
  public static Properties of(Pipeline pipeline) {
    Properties settings = new Properties();
    defaults(pipeline).forEach(settings::put);
    settings.putAll(pipeline.kafka());
    return settings;
  }

  /**
   * Returns the settings of a pipeline on brokers that know these settings of topics: those that
   * they do not know would be refused with the topic, and are left out.
   */
  static Properties of(Pipeline pipeline, Set<String> topicSettings) {
    Properties settings = of(pipeline);
    for (String name : TIMES) {
      if (!topicSettings.contains(name)
          && !pipeline.kafka().containsKey(StreamsConfig.topicPrefix(name))) {
        settings.remove(StreamsConfig.topicPrefix(name));
      }
    }
    if (!topicSettings.containsAll(TIMES) && topicSettings.contains(ONE_TIME)) {
      settings.putIfAbsent(StreamsConfig.topicPrefix(ONE_TIME), Long.toString(Long.MAX_VALUE));
    }
    return settings;
  }

  /** Returns the id of the application: its group, and the first part of its internal topics. */
  public static String applicationId(Pipeline pipeline) {
    return pipeline.kafka().getOrDefault(StreamsConfig.APPLICATION_ID_CONFIG, pipeline.name());
  }

  /** Returns how long a record may wait for a schema registry that is away. */
  static Duration registryPatience(Map<String, String> kafka) {
    String name = ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
    long interval =
        number(
            kafka,
            DEFAULT_MAX_POLL_INTERVAL,
            StreamsConfig.mainConsumerPrefix(name),
            StreamsConfig.consumerPrefix(name),
            name);
    return Duration.ofMillis(interval / PATIENCE_PART);
  }

  /** Returns how long it takes at most from one commit to the next. */
  static Duration longestCommitInterval(Map<String, String> kafka) {
    return Duration.ofMillis(
        number(kafka, defaultCommitInterval(kafka), StreamsConfig.COMMIT_INTERVAL_MS_CONFIG));
  }

  /** A transaction must not time out before it is committed. */
  private static long defaultCommitInterval(Map<String, String> kafka) {
    String name = ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;
    long timeout =
        number(kafka, DEFAULT_TRANSACTION_TIMEOUT, StreamsConfig.producerPrefix(name), name);
    return Math.min(LONGEST_COMMIT_INTERVAL, timeout / 2);
  }

  /**
   * Returns what a clean close does to the membership in the group: a member with a name of its own
   * keeps its partitions until it is back, any other leaves.
   */
  static GroupMembershipOperation membershipAfterClose(Map<String, String> kafka) {
    return memberNames(kafka).isEmpty()
        ? GroupMembershipOperation.LEAVE_GROUP
        : GroupMembershipOperation.REMAIN_IN_GROUP;
  }

  /** Returns the settings that give the member a name. */
  public static List<String> memberNames(Map<String, String> kafka) {
    String name = ConsumerConfig.GROUP_INSTANCE_ID_CONFIG;
    return Stream.of(
            name, StreamsConfig.consumerPrefix(name), StreamsConfig.mainConsumerPrefix(name))
        .filter(kafka::containsKey)
        .toList();
  }

  /** Tells whether the brokers are to manage the group (KIP-1071). */
  public static boolean isStreamsGroup(Map<String, String> kafka) {
    return kafka
        .getOrDefault(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic")
        .strip()
        .equalsIgnoreCase(GroupProtocol.STREAMS.name);
  }

  /**
   * Returns where a partition begins that the group has no offset of, as {@code auto.offset.reset}
   * says. Named for the input, so that Kafka's consumer does not go by it unasked where offsets are
   * gone.
   */
  static AutoOffsetReset offsetReset(Map<String, String> kafka) {
    String given = givenReset(kafka);
    return switch (given) {
      case "earliest" -> AutoOffsetReset.earliest();
      case "latest" -> AutoOffsetReset.latest();
      case "none" -> AutoOffsetReset.none();
      default -> AutoOffsetReset.byDuration(duration(given));
    };
  }

  /** Tells whether a partition that the group has no offset of is read from its first record. */
  static boolean beginsAtStart(Map<String, String> kafka) {
    return givenReset(kafka).equals("earliest");
  }

  private static String givenReset(Map<String, String> kafka) {
    String name = ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;
    return Stream.of(
            StreamsConfig.mainConsumerPrefix(name), StreamsConfig.consumerPrefix(name), name)
        .map(kafka::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("earliest")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static Duration duration(String given) {
    try {
      return Duration.parse(given.replaceFirst("^by_duration:", ""));
    } catch (DateTimeParseException e) {
      throw new ConfigException(
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          given,
          "must be earliest, latest, none or by_duration: with an ISO 8601 duration, such as PT1H");
    }
  }

  /** Returns the size of the largest record that the producer sends. */
  static long maxRecordBytes(Map<String, String> kafka) {
    String request = ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
    String buffer = ProducerConfig.BUFFER_MEMORY_CONFIG;
    return Math.min(
        number(kafka, DEFAULT_MAX_BYTES, StreamsConfig.producerPrefix(request), request),
        number(kafka, Long.MAX_VALUE, StreamsConfig.producerPrefix(buffer), buffer));
  }

  private static Map<String, Object> defaults(Pipeline pipeline) {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId(pipeline));
    defaults.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    defaults.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, defaultCommitInterval(pipeline.kafka()));
    int polled = mostPolled(pipeline.learner().weightsARecord());
    if (polled < USUALLY_POLLED
        && !pipeline.kafka().containsKey(ConsumerConfig.MAX_POLL_RECORDS_CONFIG)) {
      defaults.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), polled);
    }
    if (!pipeline.kafka().containsKey(ProducerConfig.BATCH_SIZE_CONFIG)) {
      defaults.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 1_000_000);
    }
    // Replayed data are old data: internal topics must take any time, and what we let through.
    internal(defaults, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, Long.MAX_VALUE);
    internal(defaults, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG, Long.MAX_VALUE);
    internal(defaults, TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, 0); // which goes by such times
    long bytes = Math.max(KAFKA_MAX_MESSAGE_BYTES, maxRecordBytes(pipeline.kafka()));
    internal(defaults, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes);
    return defaults;
  }

  /**
   * Kafka Streams finishes what it has polled before it sees an order to end, which has its
   * seconds: a record of a large network takes some 10 ns a weight.
   */
  private static int mostPolled(long weightsARecord) {
    long most = WEIGHTS_A_POLL / Math.max(1, weightsARecord);
    return (int) Math.max(LEAST_POLLED, Math.min(USUALLY_POLLED, most));
  }

  private static void internal(Map<String, Object> settings, String name, long value) {
    settings.put(StreamsConfig.topicPrefix(name), Long.toString(value));
  }

  /** Returns the first of some settings that is there. */
  private static long number(Map<String, String> kafka, long otherwise, String... names) {
    for (String name : names) {
      String value = kafka.get(name);
      if (value != null) {
        try {
          return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
          throw new ConfigException(name, value, "must be a whole number");
        }
      }
    }
    return otherwise;
  }
}
