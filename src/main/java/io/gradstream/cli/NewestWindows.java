package io.gradstream.cli;

import io.gradstream.client.Cluster;
import io.gradstream.client.TopicReader;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.output.OutputReaders;
import io.gradstream.streams.output.OutputSchemas;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads the newest window of each trainer from the metrics topic. */
final class NewestWindows {

  private static final Duration POLL = Duration.ofMillis(200);

  /** Trainers may take turns in a partition, and control records take offsets too. */
  private static final long LOOK_BACK = 1000;

  private NewestWindows() {}

  /** Returns the records by the trainer's partition; none if no window is full yet. */
  static Collection<GenericRecord> of(Pipeline pipeline) {
    String topic = pipeline.metricsTopic();
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      cluster.requireTopic(topic, "the pipeline has not run there");
    }
    Map<Integer, GenericRecord> newest = new TreeMap<>();
    try (Deserializer<GenericRecord> values = OutputReaders.of(pipeline, OutputSchemas.METRICS);
        TopicReader reader = TopicReader.nearEnd(pipeline.kafka(), List.of(topic), LOOK_BACK)) {
      for (boolean end = false; !end; ) {
        end = reader.atEnd();
        reader
            .poll(POLL)
            .forEach(
                record -> {
                  GenericRecord window = values.deserialize(topic, record.value());
                  newest.put((Integer) window.get("partition"), window);
                });
      }
    }
    return newest.values();
  }
}
