package io.gradstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.client.Cluster;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.streams.JsonPipeline;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineCluster;
import io.gradstream.streams.PipelineTopology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class StatusIT {

  @TempDir private Path directory;
  private final PipelineCluster cluster = PipelineCluster.shared();
  private String name;
  private Path file;

  @BeforeEach
  void create(TestInfo test) throws IOException {
    name = PipelineCluster.nameOf(test);
    file = directory.resolve("p.yaml");
    Files.writeString(
        file,
        """
        pipeline: %1$s
        input: {topic: %1$s, label: y, format: json}
        output: {format: json}
        features: [{standard: [x]}]
        model: logistic
        validation: {window: 100}
        kafka: {bootstrap.servers: "%2$s", commit.interval.ms: 100}
        """
            .formatted(name, cluster.kafka().get("bootstrap.servers")));
  }

  private CommandRun status(String... options) {
    String[] command = new String[options.length + 2];
    command[0] = "status";
    System.arraycopy(options, 0, command, 1, options.length);
    command[command.length - 1] = file.toString();
    return CommandRun.of(command);
  }

  private void learn() {
    cluster.createTopic(name, 1);
    new JsonPipeline(cluster, name, "").produce(0, 250);
    Map<String, Object> kafka = Map.copyOf(cluster.kafka());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] broken = "{".getBytes(UTF_8);
      producer.send(new ProducerRecord<>(name, broken));
      producer.send(new ProducerRecord<>(name, broken));
    }
  }

  @Test
  void aPipelineAtWorkIsSaidToBeWithLagWindowAndDeadLettersByReason() throws Exception {
    learn();
    Pipeline pipeline = PipelineReader.read(file, Map.of());
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      cluster.await(pipeline.predictionsTopic(), 250, record -> {});
      cluster.await(pipeline.deadLettersTopic(), 2, record -> {});
      await().until(() -> status().out().contains("input " + name + ": lag 0"));
      CommandRun run = status();
      assertThat(run.code()).isZero();
      assertThat(run.out())
          .contains(name + ": at work (stable)", "  member  ", "partitions: 1")
          .contains("partition 0: learned up to offset 252 of 252, lag 0")
          .contains("window 2 of trainer 0", "log-loss", "no change ", "majority ")
          .containsPattern("dead letters: 2\n  [A-Z_]+: 2\n");
      assertThat(application.failure()).isEmpty();

      JsonNode json = new ObjectMapper().readTree(status("--json").out());
      assertThat(json.path("state").asText()).isEqualTo("stable");
      assertThat(json.path("lag").asLong()).isZero();
      assertThat(json.at("/partitions/0/committed").asLong()).isEqualTo(252);
      assertThat(json.at("/partitions/0/lag").isNumber()).isTrue();
      assertThat(json.at("/windows/0/model/log_loss").isNumber()).isTrue();
      assertThat(json.path("dead_letters").elements().next().asInt()).isEqualTo(2);
    }
    CommandRun ended = status();
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.out()).contains("not running: no instance is in its group", "window 2 of");
  }

  /** Offsets of the input only say what was forwarded to the one trainer. */
  @Test
  void whatIsForwardedAndNotLearnedYetIsLagAndTheMetricsAreThoseAskedFor() throws Exception {
    cluster.createTopic(name, 2);
    new JsonPipeline(cluster, name, "").produce(0, 250);
    Files.writeString(
        file,
        Files.readString(file)
            .replace("{window: 100}", "{window: 100, metrics: [average-precision, mcc]}"));
    Pipeline pipeline = PipelineReader.read(file, Map.of());
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      cluster.await(pipeline.predictionsTopic(), 250, record -> {});
      await().until(() -> status().out().contains("input " + name + ": lag 0"));
      assertThat(status().out())
          .contains("partition 0: forwarded up to offset ", "partition 1: forwarded up to offset ")
          .containsPattern(
              "forwarded to one trainer:\n  partition 0: learned up to offset 2[0-9]+ of")
          .containsPattern("average-precision model 0\\.[0-9]+, no change ")
          .containsPattern("MCC +model ")
          .doesNotContain("log-loss");
      assertThat(application.failure()).isEmpty();
    }
    int forwarded = status().out().indexOf("forwarded to one trainer");
    Map<String, Object> kafka = Map.copyOf(cluster.kafka());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < 3; i++) {
        producer.send(
            new ProducerRecord<>(PipelineTopology.repartitionTopic(name), "{}".getBytes(UTF_8)));
      }
    }
    assertThat(forwarded).isPositive();
    assertThat(status().out()).contains("input " + name + ": lag 3");
  }

  @Test
  void onePipelineThatNeverRanHasItsWholeInputAsLagAndNothingIsMade() {
    learn();
    CommandRun run = status();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("has never run here", "lag 252", "no window is full yet", "dead letters: 0");
    try (Cluster kafka = Cluster.connect(cluster.kafka())) {
      Set<String> topics = kafka.topics();
      assertThat(topics).filteredOn(topic -> topic.startsWith(name)).containsExactly(name);
    }
  }

  @Test
  void produceSaysNextToRunThePipelineOrWhereATrainerRunsToLookAtIt() throws IOException {
    cluster.createTopic(name, 1);
    Path rows = Files.writeString(directory.resolve("rows.csv"), "x,y\n1,0\n9,1\n");
    String[] produce = {"produce", "--data", rows.toString(), "--pipeline", file.toString()};

    assertThat(CommandRun.of(produce).err()).contains("run " + file).doesNotContain("status");

    Pipeline pipeline = PipelineReader.read(file, Map.of());
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      cluster.await(pipeline.predictionsTopic(), 2, record -> {});
      assertThat(CommandRun.of(produce).err()).contains("status " + file).doesNotContain("run ");
      assertThat(application.failure()).isEmpty();
    }
  }

  @Test
  void aMissingInputIsNamed() {
    CommandRun run = status();
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("topic '" + name + "' does not exist");
  }
}
