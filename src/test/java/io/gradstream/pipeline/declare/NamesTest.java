package io.gradstream.pipeline.declare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  private static final Names NAMES =
      new Names(List.of("learning-rate", "beta1", "beta2", "sgd", "adam"), List.of());

  @ParameterizedTest
  @CsvSource({
    "learning_rate, learning-rate",
    "learningRate, learning-rate",
    "LEARNING-RATE, learning-rate",
    "learnign-rate, learning-rate",
    "adma, adam",
    "ada, adam",
    "beta3, beta1",
    "beta, beta1",
    "sdg, sgd"
  })
  void theNearestNameIsFound(String found, String nearest) {
    assertThat(NAMES.hint(found)).isEqualTo("; did you mean '" + nearest + "'?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "momentum", "rate", "ftrl"})
  void aNameThatIsFarFromAllHasNoNearest(String found) {
    assertThat(NAMES.hint(found)).isEmpty();
  }

  @Test
  void aVeryLongNameIsNotCompared() {
    assertThat(NAMES.hint("a".repeat(100_000))).isEmpty();
  }
}
