package io.gradstream.streams;

import io.gradstream.client.Cluster;
import io.gradstream.pipeline.Pipeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The model's topic, for whoever writes it before Kafka Streams has made it. */
public final class ModelTopic {

  private ModelTopic() {}

  /**
   * Creates it with the settings that Kafka Streams would give it: what is there at the first start
   * is taken as it is.
   *
   * @param partitions as many as there are models
   */
  public static void create(Cluster cluster, Pipeline pipeline, int partitions) {
    PipelineTopics topics = new PipelineTopics(cluster, pipeline);
    Properties settings = StreamsSettings.of(pipeline, topics.settingsOf(pipeline.input().topic()));
    Map<String, String> config = new HashMap<>(BlockStoreBuilder.CHANGELOG);
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
    settings.forEach(
        (name, value) -> {
          String setting = name.toString();
          if (setting.startsWith(StreamsConfig.TOPIC_PREFIX)) {
            config.putIfAbsent(
                setting.substring(StreamsConfig.TOPIC_PREFIX.length()), value.toString());
          }
        });
    NewTopic topic =
        new NewTopic(pipeline.modelTopic(), Optional.of(partitions), replication(pipeline))
            .configs(config);
    cluster.get(
        "creating topic " + topic.name(), cluster.admin().createTopics(List.of(topic)).all());
  }

  /** Requires of one that is there that it keeps the newest of every block. */
  public static void requireCompacted(Cluster cluster, Pipeline pipeline) {
    new PipelineTopics(cluster, pipeline).requireCompactedModel();
  }

  private static Optional<Short> replication(Pipeline pipeline) {
    String given = pipeline.kafka().getOrDefault(StreamsConfig.REPLICATION_FACTOR_CONFIG, "-1");
    return Optional.of(Short.valueOf(given.strip())).filter(factor -> factor > 0);
  }
}
