package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.streams.JsonPipeline;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that use a committed model. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ScoreIT {

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
        optimizer: {sgd: {learning-rate: 0.1}}
        validation: {window: 100}
        kafka: {bootstrap.servers: "%2$s", commit.interval.ms: 100}
        """
            .formatted(name, cluster.kafka().get("bootstrap.servers")));
  }

  private void learn() {
    cluster.createTopic(name, 1);
    new JsonPipeline(cluster, name, "").produce(0, 250);
    Pipeline pipeline = PipelineReader.read(file, Map.of());
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      cluster.await(pipeline.predictionsTopic(), 250, record -> {});
    }
  }

  @Test
  void rowsOfAFileAreScoredALineEachAndBadOnesAreNamed() throws IOException {
    learn();
    Path rows = Files.writeString(directory.resolve("rows.csv"), "x,other\n3,a\n8,b\n,c\n");
    CommandRun run = CommandRun.of("score", file.toString(), "--once", rows.toString());
    assertThat(run.code()).isZero();
    assertThat(run.out().lines()).hasSize(4);
    assertThat(run.out().lines().skip(1)).allMatch(line -> line.matches(" +\\d  (0\\.\\d{4}|-)"));
    assertThat(run.err()).contains("line 4").contains("x");
    CommandRun json = CommandRun.of("score", file.toString(), "--json", "--once", rows.toString());
    assertThat(json.out().lines().findFirst().orElseThrow())
        .matches("\\{\"score\":0\\.\\d+,\"version\":250}");
  }

  @Test
  void theModelIsShownWithWeightsOffsetsAndDigest() {
    learn();
    CommandRun show = CommandRun.of("model", "show", file.toString());
    assertThat(show.code()).isZero();
    assertThat(show.out()).contains("version", "250", "[250]", "bias", "x", "digest");
    CommandRun verify = CommandRun.of("model", "verify", file.toString());
    assertThat(verify.out()).contains("[250]");
    String digest = verify.out().lines().skip(1).findFirst().orElseThrow().strip().split(" +")[1];
    assertThat(show.out()).contains(digest);
  }

  @Test
  void aScoreIsExplainedByPartsThatAddUpToItsLogit() throws IOException {
    learn();
    Path row = Files.writeString(directory.resolve("row.jsonl"), "{\"x\": 3}\n");
    CommandRun run =
        CommandRun.of("score", file.toString(), "--json", "--explain", "--once", row.toString());
    JsonNode score = new ObjectMapper().readTree(run.out());
    JsonNode output = score.get("explanation").get("outputs").get(0);
    double sum = output.get("bias").asDouble() + output.get("features").get("x").asDouble();
    assertThat(1 / (1 + Math.exp(-sum))).isCloseTo(score.get("score").asDouble(), within(1e-12));
    CommandRun text =
        CommandRun.of("score", file.toString(), "--explain", "--once", row.toString());
    assertThat(text.out()).contains("logit, the sum of", "bias", "  x");
  }

  @Test
  void theModelIsExportedAndWhatAGraphCannotHoldIsRefusedByName() throws IOException {
    learn();
    Path onnx = directory.resolve("m.onnx");
    CommandRun run = CommandRun.of("model", "export", file.toString(), "--onnx", onnx.toString());
    assertThat(run.code()).isZero();
    assertThat(Files.size(onnx)).isPositive();
    Path json = directory.resolve("m.json");
    CommandRun.of("model", "export", file.toString(), "--json", json.toString());
    assertThat(new ObjectMapper().readTree(json.toFile()).get("version").asLong()).isEqualTo(250);
    assertThat(CommandRun.of("model", "export", file.toString()).code()).isEqualTo(2);
  }

  @Test
  void withoutAModelACommandEndsAndSaysWhy() throws IOException {
    Path rows = Files.writeString(directory.resolve("rows.csv"), "x\n3\n");
    CommandRun run =
        CommandRun.of("score", file.toString(), "--wait", "1", "--once", rows.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("has no model after 1 s", "does not exist");
  }

  @Test
  void whatIsToBeScoredMustBeSaid() {
    assertThat(CommandRun.of("score", file.toString()).code()).isEqualTo(2);
    CommandRun both = CommandRun.of("score", file.toString(), "--once", "a.csv", "--to", "b");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err()).contains("exclude each other");
  }
}
