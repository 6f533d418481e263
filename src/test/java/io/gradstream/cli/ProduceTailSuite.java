package io.gradstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.text.ProgramVersion;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way of a user's own rows: topics created, rows produced, a pipeline run, outputs looked at.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProduceTailSuite {

  private PipelineCluster cluster;
  @TempDir private Path directory;
  private String name;

  /** Starts broker and registry. */
  abstract PipelineCluster startCluster() throws IOException;

  @BeforeAll
  void start(TestInfo test) throws IOException {
    cluster = startCluster();
    name = PipelineCluster.nameOf(test);
  }

  @AfterAll
  void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void rowsAreProducedPredictedAndLookedAt() throws IOException {
    Path file = pipeline("payments");
    Pipeline pipeline = cluster.pipeline(file);
    CommandRun create = CommandRun.of("topics", "create", file.toString());
    assertThat(create.code()).as(create.err()).isZero();
    assertThat(create.out().lines()).hasSize(5).allMatch(line -> line.endsWith(" created"));
    assertThat(CommandRun.of("topics", "create", file.toString()).out().lines())
        .hasSize(5)
        .allMatch(line -> line.endsWith(" was there"));

    CommandRun produce = produce(topic("payments"), rows(25), "--key", "id", "--time", "created");
    assertThat(produce.code()).as(produce.err()).isZero();
    assertThat(produce.out())
        .isEqualToIgnoringNewLines("produced 26 records to topic " + topic("payments") + "\n");
    assertThat(produce.err()).doesNotContain("warning");

    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      assertThat(cluster.values(pipeline.predictionsTopic(), 25)).hasSize(25);
      assertThat(application.failure()).isEmpty();
    }

    assertThat(tail(file, "predictions", "-n", "3"))
        .hasSize(4)
        .last()
        .asString()
        .matches("2024-05-01 00:00:24\\.000 +id24 +0\\.\\d{4} +0 +24");
    assertThat(tail(file, "predictions", "-n", "2", "--json"))
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"time\": 17145216") && line.contains("\"label\": "));
    assertThat(tail(file, "metrics", "-n", "10"))
        .hasSize(3)
        .last()
        .asString()
        .matches(" +2 +2024-05-01 00:00:19\\.000 .*");
    assertThat(tail(file, "metrics", "--json")).hasSize(2).first().asString().contains("no_change");
    assertThat(tail(file, "decisions")).singleElement().asString().startsWith("time (UTC)");
    assertThat(CommandRun.of("tail", "decisions", file.toString()).err())
        .isEqualToIgnoringNewLines(
            "no records yet in topic %s; -f waits for them".formatted(pipeline.decisionsTopic()));
    assertThat(tail(file, "dead-letters"))
        .last()
        .asString()
        .matches("2024-05-01 00:00:25\\.000 +" + topic("payments") + "-0@25 +BAD_LABEL .*\\S");
    assertThat(tail(file, "dead-letters", "--json"))
        .singleElement()
        .asString()
        .contains("\"gradstream.reason\":\"BAD_LABEL\"");
  }

  @Test
  void nothingIsSentOfAFileWithARowThatDoesNotFitUnlessItIsLeftOut() throws IOException {
    Path file = directory.resolve("ragged.csv");
    Files.writeString(file, "id,x,y\na,1,0\nb,2\nc,3,1\n");
    cluster.createTopic(topic("ragged"), 1);
    String[] produce = {
      "produce",
      "--file",
      file.toString(),
      "--topic",
      topic("ragged"),
      "--format",
      "json",
      "--bootstrap-servers",
      cluster.kafka().get("bootstrap.servers").toString()
    };

    CommandRun refused = CommandRun.of(produce);
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err())
        .contains(file + ":3: 2 cells, but the header names 3 columns; nothing was sent")
        .contains("--skip-bad-rows");

    List<String> with = new ArrayList<>(List.of(produce));
    with.add("--skip-bad-rows");
    CommandRun left = CommandRun.of(with.toArray(String[]::new));
    assertThat(left.code()).as(left.err()).isZero();
    assertThat(left.err()).contains("left out a row: " + file + ":3: 2 cells");
    assertThat(left.out()).contains("produced 2 records");
    List<String> values = new ArrayList<>();
    cluster.await(topic("ragged"), 2, record -> values.add(new String(record.value(), UTF_8)));
    assertThat(values).first().isEqualTo("{\"id\":\"a\",\"x\":1,\"y\":0}");
  }

  @Test
  void rowsOfAJsonPipelineAreJsonInAndOut() throws IOException {
    Path avro = pipeline("orders");
    Path file =
        write(
            "json.yaml",
            Files.readString(avro)
                    .replace("label: fraud}", "label: fraud, format: json}")
                    .replaceAll("  schema.registry.url.*\n", "")
                    .replaceAll("optimizer: .*\n", "")
                + "output: {format: json}\n");
    Pipeline pipeline = PipelineReader.read(file, Map.of());
    cluster.createTopic(topic("orders"), 1);
    CommandRun produce =
        CommandRun.of(
            "produce",
            "--file",
            rows(25).toString(),
            "--pipeline",
            file.toString(),
            "--time",
            "created");
    assertThat(produce.code()).as(produce.err()).isZero();
    assertThat(produce.out())
        .isEqualToIgnoringNewLines("produced 26 records to topic " + topic("orders") + "\n");
    List<String> values = new ArrayList<>();
    cluster.await(topic("orders"), 26, record -> values.add(new String(record.value(), UTF_8)));
    assertThat(values.get(1))
        .isEqualTo(
            "{\"id\":\"id1\",\"created\":\"2024-05-01T00:00:01Z\",\"amount\":1,\"fraud\":1}");

    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      List<String> predictions = new ArrayList<>();
      cluster.await(
          pipeline.predictionsTopic(),
          25,
          record -> predictions.add(new String(record.value(), UTF_8)));
      assertThat(predictions.get(0))
          .isEqualTo(
              "{\"time\":1714521600000,\"score\":0.5,\"label\":0.0,\"version\":0,"
                  + "\"source_partition\":0,\"source_offset\":0,"
                  + "\"class\":null,\"label_class\":null,\"probabilities\":null,"
                  + "\"program_version\":\""
                  + ProgramVersion.text()
                  + "\"}");
      assertThat(application.failure()).isEmpty();
    }
    assertThat(tail(file, "predictions", "-n", "3"))
        .hasSize(4)
        .last()
        .asString()
        .matches("2024-05-01 00:00:24\\.000 +- +0\\.\\d{4} +0 +24");
    assertThat(tail(file, "metrics", "-n", "10"))
        .hasSize(3)
        .last()
        .asString()
        .containsPattern("(stacker|labels|sgd|adagrad|coin|rms-max) 0\\.\\d\\d");
    CommandRun describe = CommandRun.of("describe", "--live", file.toString());
    assertThat(describe.code()).as(describe.err()).isZero();
    assertThat(describe.out())
        .contains("Members in window 2 of partition 0")
        .containsPattern("  rms-max +\\d\\.\\d{4} +0\\.\\d{4} +-?\\d\\.\\d{4} +0");
    assertThat(tail(file, "metrics", "--json")).hasSize(2).first().asString().contains("no_change");
    assertThat(tail(file, "dead-letters")).last().asString().contains("BAD_LABEL");
    assertThat(CommandRun.of("schemas", "check", file.toString()).out())
        .contains("Input: JSON, not Avro", "Outputs: JSON, not Avro", "Nothing is wrong.");
    assertThat(CommandRun.of("schemas", "register", file.toString()).code()).isZero();
    assertThat(CommandRun.of("validate", file.toString()).out())
        .contains("reads JSON, writes JSON");
  }

  @Test
  void whatIsNotSaidOfARowsWayIsAskedFor() throws IOException {
    CommandRun nowhere = CommandRun.of("produce", "--file", rows(2).toString());
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).contains("give --topic, or a --pipeline").hasLineCount(1);
    Path own =
        write(
            "byclass.yaml",
            Files.readString(pipeline("own"))
                .replace("label: fraud}", "label: fraud, deserializer: org.example.In}"));
    CommandRun byClass =
        CommandRun.of("produce", "--file", rows(2).toString(), "--pipeline", own.toString());
    assertThat(byClass.code()).isEqualTo(2);
    assertThat(byClass.err()).contains("org.example.In; give --format avro or json");
  }

  @Test
  void rowsOlderThanTheTopicsRetentionGetAWarning() {
    cluster.createTopic(topic("short"), 1, Map.of("retention.ms", "1000"));
    CommandRun produce = produce(topic("short"), rows(2), "--time", "created");
    assertThat(produce.code()).as(produce.err()).isZero();
    assertThat(produce.err())
        .contains(
            "warning: topic '" + topic("short") + "' keeps records for 1 s",
            "2024-05-01",
            "retention.ms=-1");
  }

  @Test
  void aGivenSchemaIsTheRecords() throws IOException {
    cluster.createTopic(topic("typed"), 1);
    Path schema =
        Files.writeString(
            directory.resolve("payment.avsc"),
            """
            {"type": "record", "name": "Payment", "fields": [
              {"name": "id", "type": "string"}, {"name": "amount", "type": "float"}]}
            """);
    CommandRun produce = produce(topic("typed"), rows(2), "--schema", schema.toString());
    assertThat(produce.code()).as(produce.err()).isZero();
    assertThat(cluster.values(topic("typed"), 3).get(1))
        .hasToString("{\"id\": \"id1\", \"amount\": 1.0}");
  }

  @Test
  void whatTheCommandLineSaysWinsOverAFileOfSettings() {
    cluster.createTopic(topic("explicit"), 1);
    Path elsewhere =
        write(
            "producer.properties",
            """
            bootstrap.servers=127.0.0.1:1
            schema.registry.url=http://127.0.0.1:1
            """);
    CommandRun produce = produce(topic("explicit"), rows(2), "--config", elsewhere.toString());
    assertThat(produce.code()).as(produce.err()).isZero();
    assertThat(cluster.values(topic("explicit"), 3)).hasSize(3);
  }

  @Test
  void recordsAreProducedUnderTheSubjectInWhichRunLooksForTheirSchema() throws IOException {
    String topic = topic("by-type");
    Path file =
        write(
            "by-type.yaml",
            Files.readString(pipeline("by-type"))
                + "  value.subject.name.strategy:"
                + " io.confluent.kafka.serializers.subject.TopicRecordNameStrategy\n");
    cluster.createTopic(topic, 1);
    CommandRun produce =
        CommandRun.of("produce", "--file", rows(2).toString(), "--pipeline", file.toString());
    assertThat(produce.code()).as(produce.err()).isZero();

    CommandRun check = CommandRun.of("schemas", "check", file.toString());
    assertThat(check.out())
        .contains("Input, subject " + topic + "-" + topic.replaceAll("\\W", "_") + ": the latest");
    assertThat(check.code()).isZero();
    assertThat(SchemaRegistries.from(cluster.kafka()).versions(topic + "-value")).isEmpty();
  }

  @Test
  void whatCannotBeProducedIsSaidInOneLine() {
    cluster.createTopic(topic("there"), 1);
    CommandRun column = produce(topic("there"), rows(2), "--time", "creatd");
    assertThat(column.code()).isEqualTo(2);
    assertThat(column.err()).contains("no column 'creatd'", "created").hasLineCount(1);
    CommandRun time = produce(topic("there"), rows(2), "--time", "id");
    assertThat(time.code()).isEqualTo(2);
    assertThat(time.err()).contains("own.csv:2", "id0").hasLineCount(1);
    CommandRun topic = produce(topic("absent"), rows(2));
    assertThat(topic.code()).isEqualTo(1);
    assertThat(topic.err())
        .contains("topic '" + topic("absent") + "' does not exist")
        .hasLineCount(1);
    CommandRun schema = produce(topic("there"), rows(2), "--schema", rows(2).toString());
    assertThat(schema.code()).isEqualTo(2);
    assertThat(schema.err()).contains("is no Avro schema").hasLineCount(1);
  }

  @Test
  void aTopicIsCreatedByItsNameBeforeThereIsAPipeline() {
    String servers = cluster.kafka().get("bootstrap.servers").toString();
    String name = topic("new");
    String[] arguments = {
      "topics", "create", "--topic", name, "--partitions", "3", "--bootstrap-server", servers
    };
    assertThat(CommandRun.of(arguments).out()).contains(name, "created");
    assertThat(CommandRun.of(arguments).out()).contains(name, "was there");
    assertThat(CommandRun.of("topics", "create").err())
        .contains("give a pipeline file, or --topic");
  }

  @Test
  void whatNeedsATopicNamesItWhenItIsMissing() {
    Path file = pipeline("nowhere");
    CommandRun run = CommandRun.of("run", file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains(
            "the input topic '" + topic("nowhere") + "' does not exist", "gradstream topics create")
        .hasLineCount(1);
    CommandRun tail = CommandRun.of("tail", "metrics", file.toString());
    assertThat(tail.code()).isEqualTo(1);
    assertThat(tail.err())
        .contains("topic 'of-" + topic("nowhere") + ".metrics' does not exist")
        .hasLineCount(1);
  }

  private CommandRun produce(String topic, Path file, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("produce", "--file", file.toString(), "--topic", topic));
    Map<String, String> kafka = cluster.kafka();
    arguments.addAll(List.of("--bootstrap-servers", kafka.get("bootstrap.servers")));
    arguments.addAll(List.of("--registry", kafka.get("schema.registry.url")));
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static List<String> tail(Path pipeline, String topic, String... more) {
    List<String> arguments = new ArrayList<>(List.of("tail", topic, pipeline.toString()));
    arguments.addAll(Arrays.asList(more));
    CommandRun tail = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(tail.code()).as(tail.err()).isZero();
    return tail.out().lines().toList();
  }

  /** Rows of one second each, and one whose label is none. */
  private Path rows(int count) {
    StringBuilder rows = new StringBuilder("id,created,amount,fraud\n");
    for (int i = 0; i < count; i++) {
      rows.append("id%d,2024-05-01T00:00:%02dZ,%d,%d\n".formatted(i, i, i, i % 2));
    }
    rows.append("id%d,2024-05-01T00:00:%02dZ,1,7\n".formatted(count, count));
    return write("own.csv", rows.toString());
  }

  private String topic(String suffix) {
    return name + "-" + suffix;
  }

  private Path pipeline(String topic) {
    return write(
        topic + ".yaml",
        """
        pipeline: of-%1$s
        input: {topic: %1$s, label: fraud}
        features: [{standard: [amount]}]
        model: logistic
        optimizer: {sgd: {learning-rate: 0.1}, batch-size: 1}
        validation: {window: 10}
        kafka:
          bootstrap.servers: "%2$s"
          schema.registry.url: "%3$s"
        """
            .formatted(
                topic(topic),
                cluster.kafka().get("bootstrap.servers"),
                cluster.kafka().get("schema.registry.url")));
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
