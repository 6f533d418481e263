package io.gradstream.cli;

import io.gradstream.client.Cluster;
import io.gradstream.client.TopicReader;
import io.gradstream.client.Unreadable;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.output.OutputReaders;
import io.gradstream.streams.output.OutputSchemas;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the newest window of each trainer from the metrics topic. */
final class NewestWindows {

  private static final Duration POLL = Duration.ofMillis(200);

  /** Trainers may take turns in a partition, and control records take offsets too. */
  private static final long LOOK_BACK = 1000;

  private final Deserializer<GenericRecord> values;
  private final Map<Integer, GenericRecord> newest = new TreeMap<>(); // by the trainer's partition
  private Optional<String> problem = Optional.empty();

  NewestWindows(Deserializer<GenericRecord> values) {
    this.values = values;
  }

  /**
   * Returns the records by the trainer's partition; none if no window is full yet.
   *
   * @param err is told of what others have written there, which is passed over
   */
  static Collection<GenericRecord> of(Pipeline pipeline, PrintWriter err) {
    String topic = pipeline.metricsTopic();
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      cluster.requireTopic(topic, "the pipeline has not run there");
    }
    try (Deserializer<GenericRecord> values = OutputReaders.of(pipeline, OutputSchemas.METRICS);
        TopicReader reader = TopicReader.nearEnd(pipeline.kafka(), List.of(topic), LOOK_BACK)) {
      NewestWindows windows = new NewestWindows(values);
      for (boolean end = false; !end; ) {
        end = reader.atEnd();
        reader.poll(POLL).forEach(windows::take);
      }
      windows.problem().ifPresent(found -> err.println(found + "; it is passed over"));
      err.flush();
      return windows.all();
    }
  }

  /** Keeps a record if it is the newest window of its trainer; passes over what is no window. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    Unreadable.problem(record, this::keep).ifPresent(found -> problem = Optional.of(found));
  }

  /** What is read of a window later must be there now: a foreign record may have some of it. */
  private void keep(ConsumerRecord<byte[], byte[]> record) {
    GenericRecord window = values.deserialize(record.topic(), record.value());
    Objects.requireNonNull((Long) window.get("window"));
    Objects.requireNonNull((Long) window.get("last_time"));
    Objects.requireNonNull((List<?>) window.get("members"));
    newest.put((Integer) window.get("partition"), window);
  }

  /** Returns the windows that were kept, by the trainer's partition. */
  Collection<GenericRecord> all() {
    return newest.values();
  }

  /** Returns which record was passed over, the last one of them; empty if none was. */
  Optional<String> problem() {
    return problem;
  }
}
