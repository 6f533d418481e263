package io.gradstream.bench;

import io.gradstream.client.Cluster;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineTopics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;

/** Measures on a broker how long a trainer of a large model takes to end and to begin again. */
final class RestoreTime {

  private static final long POLL_MILLIS = 5;

  private final StateShape shape;
  private final Pipeline pipeline;

  RestoreTime(StateShape shape, String name, Map<String, String> kafka) {
    this.shape = shape;
    pipeline = shape.pipeline().withName(name).withTopic(name + "-input").withKafka(kafka);
  }

  /**
   * What it took.
   *
   * @param changelog bytes that the changelog has, not yet compacted
   * @param emptyStart seconds from start to running of a model that has learned nothing
   * @param close seconds from the order to end until the end, the last commit included
   * @param start seconds from start to running with the model restored
   */
  record Result(long changelog, double emptyStart, double close, double start) {}

  /** Learns so many rows, ends, and begins again. */
  Result measure(int rows) throws InterruptedException {
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      new PipelineTopics(cluster, pipeline).createMissing(List.of(pipeline.input().topic()));
      double empty;
      long ordered;
      long first = System.nanoTime();
      try (PipelineApplication learning = PipelineApplication.start(pipeline)) {
        empty = untilRunning(learning, first);
        produce(rows);
        new CommitSpeed(cluster, pipeline.name(), pipeline.input().topic()).await(rows);
        produce(rows / 10 + 1); // so that the last commit has something to write
        ordered = System.nanoTime();
      }
      double close = seconds(ordered);
      String changelog = pipeline.modelTopic();
      long bytes = TopicBytes.of(cluster, changelog::equals).getOrDefault(changelog, 0L);
      long began = System.nanoTime();
      try (PipelineApplication restored = PipelineApplication.start(pipeline)) {
        return new Result(bytes, empty, close, untilRunning(restored, began));
      }
    }
  }

  private void produce(int rows) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.copyOf(pipeline.kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < rows; i++) {
        producer.send(new ProducerRecord<>(pipeline.input().topic(), 0, null, shape.json(i)));
      }
    }
  }

  private static double untilRunning(PipelineApplication application, long began)
      throws InterruptedException {
    while (application.state() != KafkaStreams.State.RUNNING) {
      if (application.failure().isPresent()) {
        throw new IllegalStateException("the trainer ended", application.failure().get());
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return seconds(began);
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }
}
