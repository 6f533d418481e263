package io.gradstream.streams.input;

import io.gradstream.client.Cluster;
import io.gradstream.model.InputTopic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;

/** Topics as a cluster has them: which they are, and what they hold. */
public final class TopicsSeen {

  private TopicsSeen() {}

  /** Returns the log of a topic of which nothing has been looked at. */
  public static InputLog log(Cluster cluster, String name) {
    TopicDescription found = describe(cluster, name);
    return InputLog.of(topic(cluster, found), found.partitions().size());
  }

  /** Returns a topic with the ids by which it is told from others of its name. */
  public static InputTopic topic(Cluster cluster, String name) {
    return topic(cluster, describe(cluster, name));
  }

  /** Tells whether a model topic that is there holds a committed model. */
  public static boolean hasModel(Cluster cluster, Map<String, String> kafka, String changelog) {
    return StoredModel.read(kafka, changelog, partitions(cluster, changelog)).exists();
  }

  /** Returns how many partitions a topic has. */
  public static int partitions(Cluster cluster, String topic) {
    return describe(cluster, topic).partitions().size();
  }

  static TopicDescription describe(Cluster cluster, String topic) {
    return cluster
        .get(
            "describing topic " + topic,
            cluster.admin().describeTopics(List.of(topic)).allTopicNames())
        .values()
        .iterator()
        .next();
  }

  private static InputTopic topic(Cluster cluster, TopicDescription found) {
    return new InputTopic(clusterId(cluster), found.name(), id(found));
  }

  private static String clusterId(Cluster cluster) {
    String id =
        cluster.get("describing the cluster", cluster.admin().describeCluster().clusterId());
    return id == null ? "" : id;
  }

  /** Returns the id that the broker gave a topic, empty if it gives none. */
  static String id(TopicDescription topic) {
    return topic.topicId() == null || topic.topicId().equals(Uuid.ZERO_UUID)
        ? ""
        : topic.topicId().toString();
  }
}
