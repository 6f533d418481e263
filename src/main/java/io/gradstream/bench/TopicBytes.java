package io.gradstream.bench;

import io.gradstream.client.Cluster;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;

/** Asks brokers how large topics are: all that lies in the logs of all their partitions. */
final class TopicBytes {

  private TopicBytes() {}

  /**
   * Returns the bytes of the topics whose name is {@code wanted}, by name, every replica counted.
   * What a broker has cleaned away by now is not in them.
   */
  static SortedMap<String, Long> of(Cluster cluster, Predicate<String> wanted) {
    SortedMap<String, Long> bytes = new TreeMap<>();
    var brokers = cluster.get("listing brokers", cluster.admin().describeCluster().nodes());
    var logs =
        cluster.get(
            "reading the sizes of topics",
            cluster
                .admin()
                .describeLogDirs(brokers.stream().map(Node::id).toList())
                .allDescriptions());
    for (Map<String, LogDirDescription> directories : logs.values()) {
      for (LogDirDescription directory : directories.values()) {
        directory
            .replicaInfos()
            .forEach(
                (partition, replica) -> {
                  if (wanted.test(partition.topic())) {
                    bytes.merge(partition.topic(), replica.size(), Long::sum);
                  }
                });
      }
    }
    return bytes;
  }
}
