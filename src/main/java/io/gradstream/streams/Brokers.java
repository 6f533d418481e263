package io.gradstream.streams;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import java.util.Map;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.SupportedVersionRange;

/** Whether the brokers are of a version that a pipeline can work with. */
final class Brokers {

  private static final String METADATA = "metadata.version";

  /** The level of {@code metadata.version} that Kafka 3.5.0 begins with. */
  private static final short LEAST_METADATA = 9;

  private static final String STREAMS_GROUPS = "streams.version";

  private Brokers() {}

  /**
   * Checks them. What does not say its version, such as a service that only speaks Kafka's protocol
   * or a cluster with ZooKeeper, is not refused.
   *
   * @throws ApplicationException if they are too old
   */
  static void check(Cluster cluster, Map<String, String> kafka) {
    FeatureMetadata features =
        cluster.get("reading the features", cluster.admin().describeFeatures().featureMetadata());
    SupportedVersionRange metadata = features.supportedFeatures().get(METADATA);
    if (metadata != null && metadata.maxVersion() < LEAST_METADATA) {
      throw new ApplicationException(
          "the brokers at %s are older than Kafka 3.5, which is the least version (%s %d, of 3.5 is %d): upgrade them"
              .formatted(cluster.servers(), METADATA, metadata.maxVersion(), LEAST_METADATA));
    }
    FinalizedVersionRange groups = features.finalizedFeatures().get(STREAMS_GROUPS);
    if (StreamsSettings.isStreamsGroup(kafka) && (groups == null || groups.maxVersionLevel() < 1)) {
      throw new ApplicationException(
          ("the brokers at %s do not manage groups of Kafka Streams, and kafka.group.protocol is"
                  + " 'streams': that takes Kafka 4.2 or newer with feature %s at 1 (kafka-features.sh"
                  + " upgrade --feature %s=1). Take the setting out, or set it to classic")
              .formatted(cluster.servers(), STREAMS_GROUPS, STREAMS_GROUPS));
    }
  }
}
