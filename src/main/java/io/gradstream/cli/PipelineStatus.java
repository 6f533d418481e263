package io.gradstream.cli;

import io.gradstream.client.Cluster;
import io.gradstream.client.DeadLetterHeaders;
import io.gradstream.client.TopicReader;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.PipelineTopology;
import io.gradstream.streams.StreamsSettings;
import io.gradstream.streams.output.OutputReaders;
import io.gradstream.streams.output.OutputSchemas;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * How a pipeline is, as its group and its topics tell; nothing is changed.
 *
 * @param group its group
 * @param partitions of the input, in order
 * @param forwarded of what several partitions are brought together in for one trainer; else empty
 * @param windows the newest window of each trainer, by the trainer's partition
 * @param decisions the newest, the last one last
 * @param deadLetters how many there are of each reason
 * @param allDeadLetters whether these are all, and not the newest only
 */
record PipelineStatus(
    GroupStatus group,
    List<GroupStatus.Partition> partitions,
    List<GroupStatus.Partition> forwarded,
    Map<Integer, GenericRecord> windows,
    List<GenericRecord> decisions,
    Map<String, Long> deadLetters,
    boolean allDeadLetters) {

  /** How many dead letters are counted at most, in offsets. */
  static final int MOST_DEAD_LETTERS = 100_000;

  private static final int DECISIONS = 3;
  private static final long WINDOWS_BACK = 1000;
  private static final long DECISIONS_BACK = 100;
  private static final Duration POLL = Duration.ofMillis(200);

  /** Asks a cluster. */
  static PipelineStatus of(Pipeline pipeline) {
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      cluster.requireTopic(pipeline.input().topic(), "correct input.topic, or create the topic");
      String id = StreamsSettings.applicationId(pipeline);
      Set<String> topics = cluster.topics();
      Reader reader = new Reader(pipeline, topics);
      Map<String, Long> reasons = new TreeMap<>();
      boolean all = reader.deadLetters(reasons);
      return new PipelineStatus(
          GroupStatus.of(cluster, id),
          GroupStatus.partitions(cluster, id, pipeline.input().topic()),
          forwarded(cluster, id, topics),
          reader.windows(),
          reader.decisions(),
          reasons,
          all);
    }
  }

  private static List<GroupStatus.Partition> forwarded(
      Cluster cluster, String id, Set<String> topics) {
    String topic = PipelineTopology.repartitionTopic(id);
    return topics.contains(topic) ? GroupStatus.partitions(cluster, id, topic) : List.of();
  }

  /** Returns how many records of the input are not learned yet. */
  long lag() {
    return Stream.concat(partitions.stream(), forwarded.stream())
        .mapToLong(GroupStatus.Partition::lag)
        .sum();
  }

  /** What the output topics hold; one that is not there yet holds nothing. */
  private record Reader(Pipeline pipeline, Set<String> topics) {

    Map<Integer, GenericRecord> windows() {
      Map<Integer, GenericRecord> newest = new TreeMap<>();
      values(
          pipeline.metricsTopic(),
          OutputSchemas.METRICS,
          WINDOWS_BACK,
          window -> newest.put((Integer) window.get("partition"), window));
      return newest;
    }

    List<GenericRecord> decisions() {
      List<GenericRecord> decisions = new ArrayList<>();
      values(pipeline.decisionsTopic(), OutputSchemas.DECISION, DECISIONS_BACK, decisions::add);
      return List.copyOf(
          decisions.subList(Math.max(0, decisions.size() - DECISIONS), decisions.size()));
    }

    /** Counts by reason; returns whether all were counted. */
    boolean deadLetters(Map<String, Long> reasons) {
      return read(
          pipeline.deadLettersTopic(),
          MOST_DEAD_LETTERS,
          record ->
              reasons.merge(
                  DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.REASON).orElse("none"),
                  1L,
                  Long::sum));
    }

    private void values(String topic, Schema schema, long back, Consumer<GenericRecord> each) {
      try (Deserializer<GenericRecord> values = OutputReaders.of(pipeline, schema)) {
        read(topic, back, record -> each.accept(values.deserialize(topic, record.value())));
      }
    }

    private boolean read(String topic, long back, Consumer<ConsumerRecord<byte[], byte[]>> each) {
      if (!topics.contains(topic)) {
        return true;
      }
      try (TopicReader reader = TopicReader.nearEnd(pipeline.kafka(), List.of(topic), back)) {
        for (boolean end = false; !end; ) {
          end = reader.atEnd();
          reader.poll(POLL).forEach(each);
        }
        return reader.isWhole();
      }
    }
  }

  /** Returns it as an object of JSON has it. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("group", group.name());
    fields.put("state", group.state());
    fields.put("members", group.members());
    fields.put("partitions", partitions);
    fields.put("forwarded", forwarded);
    fields.put("lag", lag());
    fields.put("windows", windows.values().stream().map(GenericRecord::toString).toList());
    fields.put("decisions", decisions.stream().map(GenericRecord::toString).toList());
    fields.put("dead_letters", deadLetters);
    fields.put("all_dead_letters", allDeadLetters);
    return fields;
  }
}
