package io.gradstream.pipeline.file;

import static io.gradstream.pipeline.file.PipelineTexts.least;
import static io.gradstream.pipeline.file.PipelineTexts.problemsWith;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "processing.exception.handler",
        "production.exception.handler",
        "deserialization.exception.handler",
        "default.production.exception.handler",
        "default.deserialization.exception.handler"
      })
  void handlersThatCouldCommitHalfAnUpdateAreRefusedWithTheReason(String name) {
    assertThat(problemsWith("kafka:", "  default.key.serde: X", "  " + name + ": Y"))
        .containsExactly(
            "p.yaml:8: kafka."
                + name
                + " must not be set: a handler that answers CONTINUE would commit half an update"
                + " of the model; records that cannot be used go to the dead-letter topic by"
                + " themselves");
  }

  @Test
  void anApplicationIdBesideThePipelinesNameIsRefused() {
    assertThat(problemsWith("kafka: {application.id: other}"))
        .containsExactly(
            "p.yaml:6: kafka.application.id must not be set: the pipeline's name is the application"
                + " id, so that a new name begins a new model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"at_least_once", "exactly_once", "EXACTLY_ONCE_V2", "\"\""})
  void trainingWithoutTransactionsIsRefusedWithTheReason(String guarantee) {
    assertThat(problemsWith("kafka:", "  processing.guarantee: " + guarantee))
        .containsExactly(
            "p.yaml:7: kafka.processing.guarantee must be exactly_once_v2 or left out: without"
                + " transactions a crash leaves a torn model, some of its blocks from before an"
                + " update and some from after it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "consumer.", "main.consumer.", "restore.consumer."})
  void recordsOfAbortedTransactionsAreNotLearnedWhateverFormTheSettingHas(String prefix) {
    assertThat(problemsWith("kafka:", "  " + prefix + "isolation.level: read_uncommitted"))
        .containsExactly(
            "p.yaml:7: kafka."
                + prefix
                + "isolation.level must be read_committed or left out: records of transactions that"
                + " were aborted would be learned");
    assertThat(problemsWith("kafka:", "  " + prefix + "enable.auto.commit: true"))
        .singleElement(as(STRING))
        .contains("enable.auto.commit must be false or left out");
  }

  @Test
  void theGuaranteeThatIsKeptMayBeWrittenDown() {
    assertThat(least("kafka: {processing.guarantee: exactly_once_v2}").kafka())
        .containsEntry("processing.guarantee", "exactly_once_v2");
  }

  @Test
  void settingsThatAreNoSingleValuesAreRefusedWithAdvice() {
    assertThat(
            problemsWith(
                "kafka:", "  ssl: {key.password: hunter2}", "  bootstrap.servers: ['a:1', 'b:2']"))
        .containsExactly(
            "p.yaml:7: kafka.ssl must be a single value, was a section; write names in full:"
                + " ssl.key.password",
            "p.yaml:8: kafka.bootstrap.servers must be a single value, was a list; write several in"
                + " one text, with commas");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kafka: hunter2",
        "kafka: [hunter2]",
        "kafka: {sasl.jaas.config: [hunter2]}",
        "kafka: {ssl.key.password: {hunter: [hunter2]}}",
        "kafka:\n  password: \"hunter2\n",
        "kafka:\n  password: @hunter2\n",
        "kafka:\n  password: hunter2: hunter2\n",
        "kafka:\n  password: !hunter2\n",
        "kafka:\n  password: *hunter2\n",
        "kafka:\n  password: &hunter2 x\n",
        "kafka:\n  password: ${hunter2\n",
        "kafka: {password: a, password: hunter2}",
        "ssl.key.password: hunter2"
      })
  void aPasswordIsNeverShown(String text) {
    assertThat(problemsWith(text)).isNotEmpty().noneMatch(line -> line.contains("hunter2"));
  }
}
