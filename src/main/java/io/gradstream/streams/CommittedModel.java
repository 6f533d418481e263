package io.gradstream.streams;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.client.TopicReader;
import io.gradstream.pipeline.Pipeline;
import java.time.Duration;
import java.util.List;

/**
 * The model that a pipeline has stored on a cluster, and the offsets that belong to it.
 *
 * <p>Offsets of a group without members expire ({@code offsets.retention.minutes}, a week by
 * default); the changelog does not. A pipeline that found its model and no offsets would learn the
 * whole topic a second time.
 */
final class CommittedModel {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Cluster cluster;
  private final Pipeline pipeline;
  private final String changelog;

  CommittedModel(Cluster cluster, Pipeline pipeline) {
    this.cluster = cluster;
    this.pipeline = pipeline;
    changelog =
        StreamsSettings.applicationId(pipeline) + "-" + PipelineTopology.STORE + "-changelog";
  }

  /**
   * Checks that a stored model still has its offsets.
   *
   * @throws ApplicationException if there is a model and no offset is committed
   */
  void requireOffsets() {
    if (!hasOffsets() && hasModel()) {
      throw new ApplicationException(
          ("the model of '%s' is stored in topic %s, but its offsets in topic '%s' are gone (they"
                  + " expired, or the group was deleted): starting would learn the topic a second"
                  + " time. Set the group's offsets with kafka-consumer-groups --reset-offsets to go"
                  + " on with this model, or learn a new one: under another name (key 'pipeline'),"
                  + " or after deleting that topic")
              .formatted(pipeline.name(), changelog, pipeline.input().topic()));
    }
  }

  private boolean hasOffsets() {
    return !cluster
        .get(
            "reading the committed offsets",
            cluster
                .admin()
                .listConsumerGroupOffsets(StreamsSettings.applicationId(pipeline))
                .partitionsToOffsetAndMetadata())
        .isEmpty();
  }

  /** Blocks of a transaction that never committed do not count. */
  private boolean hasModel() {
    if (!cluster.topics().contains(changelog)) {
      return false;
    }
    try (TopicReader reader = TopicReader.fromBeginning(pipeline.kafka(), List.of(changelog))) {
      boolean end = false;
      while (!end) {
        end = reader.atEnd();
        if (reader.poll(POLL).iterator().hasNext()) {
          return true;
        }
      }
      return false;
    }
  }
}
