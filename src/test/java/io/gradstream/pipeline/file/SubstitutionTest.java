package io.gradstream.pipeline.file;

import static io.gradstream.pipeline.file.PipelineTexts.LEAST;
import static io.gradstream.pipeline.file.PipelineTexts.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.gradstream.pipeline.Pipeline;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubstitutionTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("WINDOW", "250", "HOST", "kafka-1", "EMPTY", "", "TRICK", "${HOST}");

  private static Pipeline read(String... more) {
    return PipelineReader.parse("p.yaml", LEAST + String.join("\n", more), ENVIRONMENT);
  }

  @Test
  void variablesAreTypedAfterSubstitution() {
    assertThat(read("validation:", "  window: ${WINDOW}").learner().validation().window())
        .isEqualTo(250);
    assertThat(read("validation: {window: \"${W:70}\"}").learner().validation().window())
        .isEqualTo(70);
    assertThat(problems(LEAST + "validation:\n  window: ${WINDOW}", Map.of("WINDOW", "x")))
        .containsExactly(
            "p.yaml:7: validation.window must be a whole number from 1 to 1000000, was 'x'");
  }

  @Test
  void variablesStandInsideLongerTextsAndHaveDefaults() {
    Pipeline pipeline =
        read(
            "kafka:",
            "  a: ${HOST}:${PORT:9092},${OTHER:b:9}",
            "  b: x${EMPTY}y${EMPTY:unused}",
            "  c: ${UNSET:}",
            "  d: costs $5 {a}");

    assertThat(pipeline.kafka())
        .containsExactly(
            entry("a", "kafka-1:9092,b:9"),
            entry("b", "xy"),
            entry("c", ""),
            entry("d", "costs $5 {a}"));
  }

  @Test
  void twoDollarsEscapeAndValuesAreNotSubstitutedAgain() {
    assertThat(read("kafka:", "  a: $${file:/x:y}-${HOST}", "  b: ${TRICK}").kafka())
        .containsExactly(entry("a", "${file:/x:y}-kafka-1"), entry("b", "${HOST}"));
  }

  @Test
  void everyUnsetVariableIsReportedWithItsLine() {
    assertThat(problems(LEAST + "kafka:\n  a: ${ONE} ${TWO}\nscale: ${THREE}"))
        .containsExactly(
            "p.yaml:7: kafka.a needs the environment variable ONE, which is not set; set it or"
                + " write a default: ${ONE:...}",
            "p.yaml:7: kafka.a needs the environment variable TWO, which is not set; set it or"
                + " write a default: ${TWO:...}",
            "p.yaml:8: scale needs the environment variable THREE, which is not set; set it or"
                + " write a default: ${THREE:...}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"${", "x ${A b} hunter2", "${}", "${:x}", "hunter2 ${A", "${1:x}"})
  void referencesThatAreNoneAreReportedWithoutTheirText(String value) {
    assertThat(problems(LEAST + "kafka:\n  password: '" + value + "'"))
        .containsExactly(
            "p.yaml:7: kafka.password has '${' that does not begin ${NAME} or ${NAME:default};"
                + " write '$${' for '${' itself");
  }
}
