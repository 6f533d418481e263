package io.gradstream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.file.PipelineTexts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceTest {

  private static final String WITH_CATEGORIES =
      PipelineTexts.LEAST.replace("model:", "  - one-hot: [c]\nmodel:");

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "momentum", "nesterov"})
  void oneRateForAllWeightsIsNotForOneHotFeatures(String rule) {
    assertThat(Advice.on(PipelineTexts.read(WITH_CATEGORIES + "optimizer: " + rule)))
        .singleElement()
        .asString()
        .contains(rule, "one-hot", "adagrad");
    assertThat(Advice.on(PipelineTexts.read(PipelineTexts.LEAST + "optimizer: " + rule))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "adagrad", "ftrl"})
  void adaptiveRulesAreFineForThem(String rule) {
    assertThat(Advice.on(PipelineTexts.read(WITH_CATEGORIES + "optimizer: " + rule))).isEmpty();
  }
}
