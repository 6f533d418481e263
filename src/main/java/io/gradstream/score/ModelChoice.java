package io.gradstream.score;

import io.gradstream.model.ModelFollower;
import java.util.OptionalInt;
import org.apache.kafka.common.utils.Utils;

/** Which of a pipeline's models a row is scored by: that of its partition, if there are several. */
final class ModelChoice {

  private final String pipeline;

  ModelChoice(String pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Returns the partition whose model is asked: the one given, or that where Kafka's default
   * partitioner sends the key.
   *
   * @throws ScoringException if it cannot be told, or there are no models yet
   */
  int partition(ModelFollower follower, ScoreOptions options) {
    int partitions = follower.partitions();
    if (partitions == 0) {
      throw none(follower, 0);
    }
    OptionalInt given = options.partition();
    if (given.isPresent()) {
      requirePartition(given.getAsInt(), partitions);
      return given.getAsInt();
    }
    if (partitions == 1) {
      return 0;
    }
    byte[] key = options.key().orElseThrow(() -> noKey(partitions));
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private ScoringException noKey(int partitions) {
    return new ScoringException(
        ScoringException.Kind.BAD_ROW,
        "pipeline %s has %d models, one for each partition of its input (scale: partition): give the record's key, or a partition"
            .formatted(pipeline, partitions));
  }

  private void requirePartition(int given, int partitions) {
    if (given < 0 || given >= partitions) {
      throw new ScoringException(
          ScoringException.Kind.BAD_ROW,
          "partition is %d; pipeline %s has the partitions 0 to %d"
              .formatted(given, pipeline, partitions - 1));
    }
  }

  /** Returns why there is no model of a partition. */
  ScoringException none(ModelFollower follower, int partition) {
    String problem =
        follower.health().problem().orElse("partition %d has none".formatted(partition));
    return new ScoringException(
        ScoringException.Kind.NO_MODEL,
        "pipeline %s has no committed model yet: %s".formatted(pipeline, problem));
  }
}
