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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pipeline says of schemas when it starts, on a real broker and registry. */
class StartChecksIT {

  @TempDir private Path directory;
  private PipelineCluster cluster;
  private SchemaRegistry registry;

  @BeforeEach
  void start() throws IOException {
    cluster = PipelineCluster.start();
    cluster.createTopic("rows", 1);
    registry = SchemaRegistries.from(cluster.kafka());
  }

  @AfterEach
  void stop() throws IOException {
    cluster.close();
  }

  @Test
  void fieldsThatTheLatestSchemaLacksAreWarnedOfAndThePipelineRuns() throws IOException {
    registry.register("rows-value", record("x:string"));

    try (LogLines lines = LogLines.of(PipelineApplication.class);
        PipelineApplication application = PipelineApplication.start(pipeline(Map.of()))) {
      assertThat(application.failure()).isEmpty();
      assertThat(lines.contain("WARN field x is of type string in schema 1")).isTrue();
      assertThat(lines.contain("WARN schema 1: no field y (nearest: ")).isTrue();
    }
  }

  @Test
  void aSchemaThatIsFineIsNotSpokenOf() throws IOException {
    registry.register("rows-value", record("x:double", "y:int"));

    try (LogLines lines = LogLines.of(PipelineApplication.class);
        PipelineApplication application = PipelineApplication.start(pipeline(Map.of()))) {
      assertThat(application.failure()).isEmpty();
      assertThat(lines.contain("WARN")).isFalse();
    }
  }

  @Test
  void withoutTheRightToRegisterItStartsOnceTheSchemasAreRegistered() throws IOException {
    registry.register("rows-value", record("x:double", "y:int"));
    Pipeline pipeline = pipeline(Map.of("auto.register.schemas", "false"));

    assertThatThrownBy(() -> PipelineApplication.start(pipeline))
        .isInstanceOf(ApplicationException.class)
        .hasMessageContainingAll(
            "started.predictions-value", "gradstream schemas register PIPELINE");
    assertThat(registry.subjects()).containsExactly("rows-value");

    OutputCheck.of(pipeline).forEach(output -> output.register(pipeline));
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      assertThat(application.failure()).isEmpty();
    }
    assertThat(registry.versions("started.predictions-value")).containsExactly(1);
  }

  private Pipeline pipeline(Map<String, String> settings) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("started.yaml"),
            """
            pipeline: started
            input: {topic: rows, label: y}
            features: [{standard: [x]}]
            model: logistic
            """);
    return PipelineReader.read(file, Map.of()).withKafka(cluster.kafka()).withKafka(settings);
  }
}
