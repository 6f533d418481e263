package io.gradstream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.Topics;
import io.gradstream.pipeline.file.PipelineReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPipelineTest {

  private static final Map<String, String> HERE =
      Map.of("bootstrap.servers", "127.0.0.1:1", "schema.registry.url", "http://127.0.0.1:2");

  @TempDir private Path directory;

  @Test
  void aProductionPipelineKeepsWhatItLearnsAndLosesItsCluster() throws IOException {
    Pipeline production =
        read(
            """
            topics:
              partitions: 2
              replication-factor: 3
              config: {retention.ms: -1, min.insync.replicas: 2}
            kafka:
              bootstrap.servers: broker:9093
              security.protocol: SASL_SSL
              sasl.jaas.config: hunter2
              producer.ssl.key.password: hunter2
              basic.auth.user.info: a:hunter2
              auto.register.schemas: false
              replication.factor: 3
              linger.ms: 5
              consumer.max.poll.records: 100
            """);
    LocalPipeline local = LocalPipeline.of(production, HERE);
    assertThat(local.pipeline().kafka())
        .containsAllEntriesOf(HERE)
        .containsEntry("linger.ms", "5")
        .containsEntry("consumer.max.poll.records", "100")
        .hasSize(4);
    assertThat(local.pipeline().topics())
        .isEqualTo(new Topics(2, Optional.empty(), Map.of("retention.ms", "-1")));
    assertThat(local.pipeline().learner()).isEqualTo(production.learner());
    assertThat(local.setAside())
        .containsExactly(
            "topics.replication-factor",
            "topics.config.min.insync.replicas",
            "kafka.security.protocol",
            "kafka.sasl.jaas.config",
            "kafka.producer.ssl.key.password",
            "kafka.basic.auth.user.info",
            "kafka.auto.register.schemas",
            "kafka.replication.factor");
  }

  @Test
  void addressesAloneAreReplacedWithoutAWord() throws IOException {
    Pipeline pipeline = read("kafka: {bootstrap.servers: a, schema.registry.url: b}");
    LocalPipeline local = LocalPipeline.of(pipeline, HERE);
    assertThat(local.setAside()).isEmpty();
    assertThat(local.pipeline().kafka()).isEqualTo(HERE);
  }

  @Test
  void classesOfTheUsersGiveWayToAvroAndFormatsStay() throws IOException {
    Pipeline own = read("output: {serializer: org.example.Out}");
    assertThat(LocalPipeline.of(own, HERE).setAside()).containsExactly("output.serializer");
    assertThat(LocalPipeline.of(own, HERE).pipeline().output().encoding())
        .isEqualTo(new Encoding.Avro());
    Pipeline json = read("output: {format: json}");
    assertThat(LocalPipeline.of(json, HERE).setAside()).isEmpty();
    assertThat(LocalPipeline.of(json, HERE).pipeline().output().encoding())
        .isEqualTo(new Encoding.Json());
  }

  private Pipeline read(String more) throws IOException {
    String least =
        "pipeline: p\ninput: {topic: t, label: y}\nfeatures: [{standard: [a]}]\nmodel: logistic\n";
    return PipelineReader.read(
        Files.writeString(directory.resolve("p.yaml"), least + more), Map.of());
  }
}
