package io.gradstream.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Warns of records so old that the broker will delete them as soon as it cleans the topic. */
public final class Retention {

  private final Cluster cluster;
  private final Clock clock;

  /** Asks {@code cluster}, by the system's clock. */
  public Retention(Cluster cluster) {
    this(cluster, Clock.systemUTC());
  }

  Retention(Cluster cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /**
   * Returns a warning if a record of {@code time} is older than the topic's retention.
   *
   * @throws ApplicationException if there is no such topic
   */
  public Optional<String> warning(String topic, long time) {
    cluster.requireTopic(
        topic, "create it first; 'gradstream topics create PIPELINE' creates those of a pipeline");
    long retention = retention(topic);
    if (retention < 0 || time >= clock.millis() - retention) {
      return Optional.empty();
    }
    return Optional.of(
        ("topic '%s' keeps records for %s, but the first is of %s: the broker will delete such records"
                + " within minutes; set retention.ms=-1 on the topic")
            .formatted(topic, text(Duration.ofMillis(retention)), Instant.ofEpochMilli(time)));
  }

  private long retention(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<ConfigResource, Config> configs =
        cluster.get(
            "reading the settings of topic " + topic,
            cluster.admin().describeConfigs(List.of(resource)).all());
    Config config = Objects.requireNonNull(configs.get(resource));
    ConfigEntry entry = config.get(TopicConfig.RETENTION_MS_CONFIG);
    boolean deletes = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains("delete");
    return deletes && entry != null ? Long.parseLong(entry.value()) : -1;
  }

  private static String text(Duration duration) {
    if (duration.toDays() > 1) {
      return duration.toDays() + " days";
    }
    return duration.toHours() > 1 ? duration.toHours() + " hours" : duration.toSeconds() + " s";
  }
}
