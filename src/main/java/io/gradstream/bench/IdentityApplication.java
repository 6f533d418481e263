package io.gradstream.bench;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.RecordTime;
import io.gradstream.streams.StreamsSettings;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** A Kafka Streams application that copies a topic: what moving records alone costs. */
final class IdentityApplication implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  private final KafkaStreams streams;

  private IdentityApplication(KafkaStreams streams) {
    this.streams = streams;
  }

  /** Starts copying the input of {@code pipeline} to {@code output}, with the same settings. */
  static IdentityApplication start(Pipeline pipeline, String name, String output) {
    Topology topology = new Topology();
    topology.addSource(
        Topology.AutoOffsetReset.EARLIEST,
        "input",
        new RecordTime(),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        pipeline.input().topic());
    topology.addSink("copy", output, new ByteArraySerializer(), new ByteArraySerializer(), "input");
    Properties settings = StreamsSettings.of(pipeline);
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
    IdentityApplication application = new IdentityApplication(new KafkaStreams(topology, settings));
    application.streams.start();
    return application;
  }

  @Override
  public void close() {
    streams.close(CLOSE_TIMEOUT);
  }
}
