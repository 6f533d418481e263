package io.gradstream.demo;

import io.gradstream.client.Cluster;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.PipelineTopology;
import io.gradstream.streams.StreamsSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells whether a pipeline has committed everything that its topics hold, labels of no record among
 * it, of which no output tells.
 */
final class ReadToEnd implements AutoCloseable {

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

  private final Cluster cluster;
  private final String group;
  private final Set<String> topics;
  private final String between;
  private long next = Long.MIN_VALUE;

  ReadToEnd(Pipeline pipeline) {
    cluster = Cluster.connect(pipeline.kafka());
    group = StreamsSettings.applicationId(pipeline);
    topics = Set.copyOf(pipeline.inputTopics());
    between = PipelineTopology.repartitionTopic(group);
  }

  /** Asks, at most every moment; what is produced meanwhile is not to end after the answer. */
  boolean isDone() {
    long now = System.nanoTime();
    if (next != Long.MIN_VALUE && now - next < 0) {
      return false;
    }
    next = now + PAUSE;
    Map<TopicPartition, OffsetAndMetadata> committed =
        cluster.get(
            "reading offsets",
            cluster.admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    cluster
        .get("describing topics", cluster.admin().describeTopics(topics).allTopicNames())
        .forEach(
            (topic, described) ->
                described
                    .partitions()
                    .forEach(
                        each ->
                            asked.put(
                                new TopicPartition(topic, each.partition()), OffsetSpec.latest())));
    committed.keySet().forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    return cluster
        .get("reading ends of topics", cluster.admin().listOffsets(asked).all())
        .entrySet()
        .stream()
        .allMatch(each -> isRead(each.getKey(), each.getValue().offset(), committed));
  }

  /** What is between two parts of the pipeline ends with the mark of a transaction. */
  private boolean isRead(
      TopicPartition partition, long end, Map<TopicPartition, OffsetAndMetadata> committed) {
    OffsetAndMetadata until = committed.get(partition);
    long offset = until == null ? 0 : until.offset();
    return offset >= (partition.topic().equals(between) ? end - 1 : end);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
