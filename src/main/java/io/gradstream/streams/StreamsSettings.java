package io.gradstream.streams;

import io.gradstream.pipeline.Pipeline;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of the Kafka Streams application: gradstream's defaults under the user's own.
 *
 * <p>What the pipeline file says under {@code kafka:} is passed through untouched and wins.
 */
public final class StreamsSettings {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsSettings.class);

  /** A record waits for its schema this part of the time Kafka allows between two polls. */
  private static final int PATIENCE_PART = 5;

  private static final int DEFAULT_MAX_POLL_INTERVAL = 300_000;

  private StreamsSettings() {}

  /** Returns the settings of a pipeline. */
  public static Properties of(Pipeline pipeline) {
    Properties settings = new Properties();
    defaults(pipeline).forEach(settings::put);
    settings.putAll(pipeline.kafka());
    warnIfInexact(settings);
    return settings;
  }

  /** Returns how long a record may wait for a schema registry that is away. */
  static Duration registryPatience(Map<String, String> kafka) {
    String interval =
        kafka.getOrDefault(
            ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "" + DEFAULT_MAX_POLL_INTERVAL);
    return Duration.ofMillis(Long.parseLong(interval) / PATIENCE_PART);
  }

  private static Map<String, Object> defaults(Pipeline pipeline) {
    return Map.of(
        StreamsConfig.APPLICATION_ID_CONFIG,
        pipeline.name(),
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        StreamsConfig.EXACTLY_ONCE_V2,
        // A commit writes every block that changed since the last one: once a second is cheap, the
        // default of 100 ms costs ten times the changelog.
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
        1000,
        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
        1_000_000,
        // Replayed data are old data: internal topics must take any time.
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
        Long.toString(Long.MAX_VALUE),
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG),
        Long.toString(Long.MAX_VALUE));
  }

  private static void warnIfInexact(Properties settings) {
    Object guarantee = settings.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG);
    if (!StreamsConfig.EXACTLY_ONCE_V2.equals(guarantee)) {
      LOG.warn(
          "processing.guarantee is {}: after a crash records may be learned from twice; {} trains"
              + " exactly once",
          guarantee,
          StreamsConfig.EXACTLY_ONCE_V2);
    }
  }
}
