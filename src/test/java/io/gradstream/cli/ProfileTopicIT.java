package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.streams.PipelineCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic's records looked at and made a pipeline of, in each of the formats. */
class ProfileTopicIT {

  private static PipelineCluster cluster;
  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    cluster = PipelineCluster.start();
  }

  @AfterAll
  static void stop() throws IOException {
    cluster.close();
  }

  @Test
  void avroAndJsonOfTheSameRowsHaveTheSameProfile() throws IOException {
    Path rows = rows();
    for (String format : List.of("avro", "json")) {
      cluster.createTopic("in-" + format, 1);
      CommandRun produced =
          run("produce", "--file", rows.toString(), "--topic", "in-" + format, "--format", format);
      assertThat(produced.code()).as(produced.err()).isZero();
    }
    String avro = run("profile", "--topic", "in-avro", "--label", "y").out();
    String json = run("profile", "--topic", "in-json", "--label", "y").out();

    assertThat(avro).contains("100 rows", "constant: its only value is 'same'");
    assertThat(json).isEqualTo(avro);
    assertThat(run("profile", "--topic", "in-avro", "--rows", "7").out()).startsWith("7 rows");

    assertThat(pipeline("in-avro").input().encoding()).isInstanceOf(Encoding.Avro.class);
    assertThat(pipeline("in-json").input().encoding()).isInstanceOf(Encoding.Json.class);
    assertThat(pipeline("in-json").learner()).isEqualTo(pipeline("in-avro").learner());
  }

  @Test
  void aTopicThatIsNotThereOrEmptyIsSaid() {
    cluster.createTopic("empty", 1);

    assertThat(run("profile", "--topic", "none").err()).contains("topic 'none' does not exist at");
    assertThat(run("profile", "--topic", "empty").err())
        .contains("topic 'empty' has no records to look at");
  }

  private Pipeline pipeline(String topic) {
    Path output = directory.resolve(topic + ".yaml");
    CommandRun init =
        run("init", "--topic", topic, "--label", "y", "--output", output.toString(), "--force");
    assertThat(init.code()).as(init.err()).isZero();
    return PipelineReader.read(output, Map.of());
  }

  private static CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--bootstrap-servers", cluster.kafka().get("bootstrap.servers")));
    all.addAll(List.of("--registry", cluster.kafka().get("schema.registry.url")));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private Path rows() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,at,kind,flag,k,y"));
    for (int i = 0; i < 100; i++) {
      String at = "2024-05-01T00:%02d:00Z".formatted(i % 60);
      lines.add("%s,%s,%s,%s,same,%d".formatted(i / 8.0, at, "k" + i % 5, i % 3 == 0, i * 7 % 2));
    }
    return Files.write(directory.resolve("own.csv"), lines);
  }
}
