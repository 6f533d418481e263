package io.gradstream.streams;

import static io.gradstream.schema.row.AvroBytes.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.streams.output.OutputCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What a pipeline says of schemas when it starts, on a real broker and registry. */
class StartChecksIT {

  @TempDir private Path directory;
  private final PipelineCluster cluster = PipelineCluster.shared();
  private final SchemaRegistry registry = SchemaRegistries.from(cluster.kafka());
  private String name;

  @BeforeEach
  void createTopic(TestInfo test) {
    name = PipelineCluster.nameOf(test);
    cluster.createTopic(name, 1);
  }

  @Test
  void fieldsThatTheLatestSchemaLacksAreWarnedOfAndThePipelineRuns() throws IOException {
    int id = registry.register(name + "-value", record("x:string"));

    try (LogLines lines = LogLines.of(PipelineApplication.class);
        PipelineApplication application = PipelineApplication.start(pipeline(Map.of()))) {
      assertThat(application.failure()).isEmpty();
      assertThat(lines.contain("WARN field x is of type string in schema " + id)).isTrue();
      assertThat(lines.contain("WARN schema " + id + ": no field y (nearest: ")).isTrue();
    }
  }

  @Test
  void aMetricsTopicThatTakesNoMetricsIsNamedAtStart() throws IOException {
    registry.register(name + "-value", record("x:double", "y:int"));
    Pipeline pipeline = pipeline(Map.of());
    cluster.createTopic(pipeline.metricsTopic(), 1, Map.of("max.message.bytes", "300"));

    assertThatThrownBy(() -> PipelineApplication.start(pipeline))
        .hasMessageContainingAll(
            "'" + pipeline.metricsTopic() + "' takes records of at most 300 bytes",
            "max.message.bytes");
  }

  @Test
  void aModelsTopicThatForgetsIsRefusedWithTheCommandThatMendsIt() throws IOException {
    registry.register(name + "-value", record("x:double", "y:int"));
    Pipeline pipeline = pipeline(Map.of());
    String changelog = pipeline.modelTopic();
    cluster.createTopic(changelog, 1, Map.of("cleanup.policy", "compact,delete"));

    assertThatThrownBy(() -> PipelineApplication.start(pipeline))
        .isInstanceOf(ApplicationException.class)
        .hasMessageContainingAll(
            "'" + changelog + "' holds the model and has cleanup.policy",
            "--entity-name " + changelog + " --add-config cleanup.policy=compact");
  }

  @Test
  void aSchemaThatIsFineIsNotSpokenOf() throws IOException {
    registry.register(name + "-value", record("x:double", "y:int"));

    try (LogLines lines = LogLines.of(PipelineApplication.class);
        PipelineApplication application = PipelineApplication.start(pipeline(Map.of()))) {
      assertThat(application.failure()).isEmpty();
      assertThat(lines.contain("WARN")).isFalse();
    }
  }

  @Test
  void withoutTheRightToRegisterItStartsOnceTheSchemasAreRegistered() throws IOException {
    registry.register(name + "-value", record("x:double", "y:int"));
    Pipeline pipeline = pipeline(Map.of("auto.register.schemas", "false"));

    assertThatThrownBy(() -> PipelineApplication.start(pipeline))
        .isInstanceOf(ApplicationException.class)
        .hasMessageContainingAll(
            name + ".predictions-value", "gradstream schemas register PIPELINE");
    assertThat(registry.subjects())
        .filteredOn(subject -> subject.startsWith(name))
        .containsExactly(name + "-value");

    OutputCheck.of(pipeline).forEach(output -> output.register(pipeline));
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      assertThat(application.failure()).isEmpty();
    }
    assertThat(registry.versions(name + ".predictions-value")).containsExactly(1);
  }

  private Pipeline pipeline(Map<String, String> settings) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("started.yaml"),
            """
            pipeline: %1$s
            input: {topic: %1$s, label: y}
            features: [{standard: [x]}]
            model: logistic
            """
                .formatted(name));
    return PipelineReader.read(file, Map.of()).withKafka(cluster.kafka()).withKafka(settings);
  }
}
