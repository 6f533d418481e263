package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused before anything is started. */
class CrashTestCommandTest {

  private static final int BAD_USAGE = 2;

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "--kills, -1, --kills must be 0 or more",
    "--partitions, 0, --partitions must be greater than 0",
    "--standby, -1, --standby must be 0 or more",
    "--ahead, -1, --ahead must be 0 or more",
    "--scale, keyed, invalid value for option '--scale'",
  })
  void anOptionOutOfItsRangeIsNamedWithWhatIsAllowed(String option, String value, String message) {
    CommandRun run = CommandRun.of("crash-test", option, value);
    assertThat(run.err()).contains(message);
    assertThat(run.code()).isEqualTo(BAD_USAGE);
  }

  @Test
  void aPipelineThatIsNotThereIsNamed() {
    CommandRun run = CommandRun.of("crash-test", "--pipeline", "nowhere.yaml");
    assertThat(run.err()).contains("nowhere.yaml: there is no such file");
    assertThat(run.code()).isEqualTo(BAD_USAGE);
  }

  @Test
  void mistakesOfAPipelineAreSaidBeforeAnythingIsStarted() throws Exception {
    CommandRun run = CommandRun.of("crash-test", "--pipeline", pipeline("epochs: 3"));
    assertThat(run.err()).contains("pipeline.yaml:5").contains("epochs");
    assertThat(run.code()).isEqualTo(BAD_USAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input: {topic: in, label: y, format: json, envelope: debezium}|input.envelope",
        "input: {topic: in, label: y, deserializer: org.example.Mine}|input.deserializer",
      })
  void whatRecordsCannotBeMadeUpForIsRefusedByItsKey(String input, String key) throws Exception {
    Path file = directory.resolve("pipeline.yaml");
    Files.writeString(
        file, "pipeline: test\n" + input + "\nfeatures: [{standard: [a]}]\nmodel: logistic\n");
    CommandRun run = CommandRun.of("crash-test", "--pipeline", file.toString());
    assertThat(run.err()).contains(key).contains("cannot be made up");
    assertThat(run.code()).isEqualTo(BAD_USAGE);
  }

  @Test
  void labelsThatCannotBeMadeUpAndTwoTopicsOnABrokerThatIsKilledAreRefused() throws Exception {
    Path file = directory.resolve("pipeline.yaml");
    Files.writeString(
        file,
        """
        pipeline: test
        input: {topic: in, format: json, key: id}
        labels: {topic: truth, field: y, wait: 1h, envelope: debezium}
        features: [{standard: [a]}]
        model: logistic
        """);
    CommandRun bad = CommandRun.of("crash-test", "--pipeline", file.toString());
    assertThat(bad.err()).contains("labels.envelope").contains("cannot be made up");
    assertThat(bad.code()).isEqualTo(BAD_USAGE);

    CommandRun killed =
        CommandRun.of("crash-test", "--pipeline", "two-topics", "--broker", "--scale", "partition");
    assertThat(killed.err()).contains("labels.topic", "--scale single and --partitions 2 or more");
    assertThat(killed.code()).isEqualTo(BAD_USAGE);
  }

  private String pipeline(String more) throws Exception {
    return Files.writeString(
            directory.resolve("pipeline.yaml"),
            """
            pipeline: test
            input: {topic: in, label: y}
            features: [{standard: [a]}]
            model: logistic
            %s
            """
                .formatted(more))
        .toString();
  }
}
