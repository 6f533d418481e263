package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.file.PipelineSchema;
import io.gradstream.schema.MockSchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.streams.output.OutputSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemasCommandTest {

  private static final String FINE =
      """
      {"type": "record", "name": "Flight", "fields": [
        {"name": "distance", "type": "int"},
        {"name": "temp", "type": ["null", "double"], "default": null},
        {"name": "carrier", "type": "string"},
        {"name": "delayed", "type": "boolean"}]}
      """;

  @TempDir private Path directory;
  private SchemaRegistry registry;

  @BeforeEach
  void begin() {
    MockSchemaRegistries.drop("schemas");
    registry = MockSchemaRegistries.of("schemas");
  }

  private int register(String subject, String schema) {
    return registry.register(subject, new Schema.Parser().parse(schema));
  }

  private CommandRun run(String command, String... kafka) throws IOException {
    Files.writeString(
        file(),
        """
        pipeline: p
        input: {topic: flights, label: delayed}
        features: [{standard: [distance, temp]}, {one-hot: [carrier]}]
        model: logistic
        kafka: {schema.registry.url: "mock://schemas"%s}
        """
            .formatted(kafka.length == 0 ? "" : ", " + String.join(", ", kafka)));
    return CommandRun.of(("schemas " + command + " " + file()).split(" "));
  }

  /** Runs a check of the same pipeline, changed. */
  private CommandRun checkWith(String part, String changed) throws IOException {
    run("check");
    Files.writeString(file(), Files.readString(file()).replaceFirst(part, changed));
    return CommandRun.of("schemas", "check", file().toString());
  }

  private Path file() {
    return directory.resolve("p.yaml");
  }

  @Test
  void validateAsksForTheFieldsOfATopic() throws IOException {
    register("flights-value", FINE);
    register("others-value", FINE.replace("temp", "temperature"));
    run("check");

    CommandRun fine = CommandRun.of("validate", "--topic", "flights", file().toString());
    assertThat(fine.code()).isZero();
    CommandRun other = CommandRun.of("validate", "--topic", "others", file().toString());
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("topic others: ").contains("temp").contains("temperature");
    CommandRun none = CommandRun.of("validate", "--topic", "none", file().toString());
    assertThat(none.code()).isEqualTo(1); // as of run and schemas check: somebody may produce yet
    assertThat(none.err()).contains("the registry has no subject none-value");
  }

  @Test
  void theTopicOfTheLabelsIsCheckedLikeTheInput() throws IOException {
    register("flights-value", FINE.replace("distance", "id"));
    String arrival = FINE.replace("distance", "id");
    register("arrivals-value", arrival.replace("delayed", "late"));
    Files.writeString(
        file(),
        """
        pipeline: p
        input: {topic: flights, key: id}
        labels: {topic: arrivals, field: delayed, wait: 1d}
        features: [{standard: [temp]}, {one-hot: [carrier]}]
        model: logistic
        kafka: {schema.registry.url: "mock://schemas"}
        """);
    CommandRun check = CommandRun.of("schemas", "check", file().toString());

    assertThat(check.code()).isEqualTo(2);
    assertThat(check.out())
        .contains("Input, subject flights-value: ")
        .contains("Labels, subject arrivals-value: ")
        .contains("no field delayed")
        .contains("p.outcomes-value");
    register("arrivals-value", arrival.replace("\"boolean\"}", "\"boolean\", \"default\": false}"));
    CommandRun fine = CommandRun.of("schemas", "check", file().toString());
    assertThat(fine.out()).contains("Nothing is wrong.");
    assertThat(fine.code()).isZero();
  }

  @Test
  void everyFieldIsFineAndTheOutputsAreRegisteredAtTheFirstRun() throws IOException {
    register("flights-value", FINE);

    CommandRun check = run("check");

    assertThat(check.out())
        .isEqualToNormalizingNewlines(
            """
            Input, subject flights-value: the latest is version 1, id 1
              field     use       type            null
              distance  number    int             no    ok
              temp      number    [null, double]  yes   ok
              carrier   category  string          no    ok
              delayed   label     boolean         no    ok

            Outputs
              subject              registered
              p.predictions-value  -           not registered yet
              p.metrics-value      -           not registered yet
              p.decisions-value    -           not registered yet

            Nothing is wrong.
            """);
    assertThat(check.code()).isZero();
    assertThat(registry.subjects()).containsExactly("flights-value");
  }

  @Test
  void everyProblemIsSaidAtOnce() throws IOException {
    register(
        "flights-value",
        FINE.replace("\"distance\", \"type\": \"int", "\"distance\", \"type\": \"string"));
    register("p.metrics-value", "{\"type\": \"record\", \"name\": \"Metrics\", \"fields\": []}");
    registry.register("p.decisions-value", OutputSchemas.DECISION);

    CommandRun check = checkWith("temp]", "temperature]");

    assertThat(check.out().replaceAll("(?m)( refuses the schema of topic p.metrics: ).*$", "$1..."))
        .isEqualToNormalizingNewlines(
            """
            Input, subject flights-value: the latest is version 1, id 1
              field        use       type     null
              distance     number    string   no    unusable
              temperature  number    -        -     missing
              carrier      category  string   no    ok
              delayed      label     boolean  no    ok

            Outputs
              subject              registered
              p.predictions-value  -                not registered yet
              p.metrics-value      version 1, id 2  incompatible
              p.decisions-value    version 1, id 3  identical

            3 problems:
              - field distance is of type string in schema 1; a number must be int, long, float, double, decimal or boolean
              - schema 1: no field temperature (nearest: temp)
              - subject p.metrics-value refuses the schema of topic p.metrics: ...
            """);
    assertThat(check.code()).isEqualTo(2);
  }

  @Test
  void aTopicWithoutASubjectIsAProblem() throws IOException {
    CommandRun check = run("check");

    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out())
        .contains(
            "1 problem:\n  - the registry has no subject flights-value: nothing was produced");
  }

  @Test
  void subjectsOfTopicAndRecordAreAllChecked() throws IOException {
    register("flights-Flight", FINE);
    register(
        "flights-old.Flight",
        FINE.replace("Flight\"", "Flight\", \"namespace\": \"old\"").replace("temp", "t"));
    register("flights-value", "\"string\"");
    register("flights-2-Flight", FINE); // of topic flights-2

    CommandRun check =
        run(
            "check",
            "value.subject.name.strategy:"
                + " io.confluent.kafka.serializers.subject.TopicRecordNameStrategy");

    assertThat(check.out().lines().filter(line -> line.startsWith("Input")))
        .containsExactly(
            "Input, subject flights-Flight: the latest is version 1, id 1",
            "Input, subject flights-old.Flight: the latest is version 1, id 2");
    assertThat(check.out())
        .contains("1 problem:\n  - schema 2: no field temp (nearest: t)")
        .contains("p.predictions-io.gradstream.");
    assertThat(check.code()).isEqualTo(2);
  }

  @Test
  void subjectsOfRecordsCannotBeKnownAndThatIsSaid() throws IOException {
    CommandRun check =
        run(
            "check",
            "value.subject.name.strategy:"
                + " io.confluent.kafka.serializers.subject.RecordNameStrategy");

    assertThat(check.out())
        .contains("Input: subjects are named after the types of the records (RecordNameStrategy)")
        .contains("topic flights", "Nothing is wrong.");
    assertThat(check.code()).isZero();
  }

  @Test
  void withoutTheRightToRegisterWhatIsMissingIsAProblemUntilItIsRegistered() throws IOException {
    register("flights-value", FINE);
    String forbidden = "auto.register.schemas: false";

    CommandRun before = run("check", forbidden);
    CommandRun register = run("register", forbidden);
    CommandRun after = run("check", forbidden);

    assertThat(before.code()).isEqualTo(1);
    assertThat(before.out())
        .contains("3 problems:", "no such schema for subject p.predictions-value")
        .contains("register it with 'gradstream schemas register PIPELINE'");
    assertThat(register.out())
        .isEqualToNormalizingNewlines(
            """
            Outputs
              subject              registered
              p.predictions-value  version 1, id 2  registered now
              p.metrics-value      version 1, id 3  registered now
              p.decisions-value    version 1, id 4  registered now

            Nothing is wrong.
            """);
    assertThat(register.code()).isZero();
    assertThat(after.code()).as(after.out()).isZero();
    assertThat(after.out()).contains("version 1, id 4  identical");
  }

  @Test
  void aDryRunRegistersNothing() throws IOException {
    CommandRun register = run("register --dry-run");

    assertThat(register.code()).isZero();
    assertThat(register.out()).contains("p.metrics-value      -           not registered yet");
    assertThat(registry.subjects()).isEmpty();
  }

  @Test
  void oneThatIsRefusedDoesNotKeepTheOthersFromBeingRegistered() throws IOException {
    register("p.predictions-value", "\"string\"");

    CommandRun register = run("register");

    assertThat(register.code()).isEqualTo(1);
    assertThat(register.out())
        .contains("p.predictions-value  version 1, id 1  incompatible")
        .contains("p.metrics-value      version 1, id 2  registered now")
        .contains("1 problem:\n  - subject p.predictions-value refuses the schema of topic");
  }

  @Test
  void aNewVersionOfACompatibleSchemaIsRegistered() throws IOException {
    String withoutDoc = OutputSchemas.DECISION.toString().replaceFirst("\"doc\":\"[^\"]*\",", "");
    register("p.decisions-value", withoutDoc);

    CommandRun dry = run("register --dry-run");
    CommandRun register = run("register");

    assertThat(dry.out()).contains("version 1, id 1  compatible, would be the next version");
    assertThat(register.out()).contains("p.decisions-value    version 2, id 4  registered now");
  }

  @Test
  void thePinnedVersionThatIsNotThereIsAProblem() throws IOException {
    register("flights-value", FINE);

    CommandRun check = checkWith("label:", "schema: 3, label:");

    assertThat(check.code()).isEqualTo(1);
    assertThat(check.out()).contains("input.schema is 3, but subject flights-value has versions 1");
  }

  @Test
  void badUsageIsToldApartFromWhatIsWrong() throws IOException {
    Path file = Files.writeString(directory.resolve("q.yaml"), "pipeline: q\n");

    assertThat(CommandRun.of("schemas", "check", file.toString()).code()).isEqualTo(2);
    assertThat(CommandRun.of("schemas", "check").code()).isEqualTo(2);
    assertThat(CommandRun.of("schemas", "register", "none.yaml").code()).isEqualTo(2);
    assertThat(run("check", "max.retries: many").code()).isEqualTo(2);
  }

  @Test
  void aPipelineWithoutARegistryIsAskedForIt() throws IOException {
    CommandRun check = checkWith("kafka: .*", "");

    assertThat(check.code()).isEqualTo(2);
    assertThat(check.err()).contains("kafka.schema.registry.url is missing");
  }

  @Test
  void theSchemaOfPipelineFilesIsPrinted() {
    CommandRun pipeline = CommandRun.of("schemas", "pipeline");

    assertThat(pipeline.code()).isZero();
    assertThat(pipeline.out()).isEqualTo(PipelineSchema.json());
  }
}
