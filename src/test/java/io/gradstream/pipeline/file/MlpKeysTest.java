package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.model.Activation;
import io.gradstream.core.model.Initializer;
import io.gradstream.core.model.MlpRule;
import io.gradstream.pipeline.Pipeline;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlpKeysTest {

  private static final String LEAST = PipelineTexts.LEAST.replace("model: logistic\n", "");

  @Test
  void aNetworkHasDefaultsForAllButItsLayers() {
    Pipeline pipeline = read("model: {mlp: {hidden: [16, 8]}}");
    assertThat(pipeline.learner().model())
        .isEqualTo(MlpRule.of(List.of(16, 8), Activation.RELU, new Initializer.He()));
    assertThat(pipeline.learner().loss()).isInstanceOf(LogLoss.class);
    assertThat(pipeline.learner().seed()).isZero();
  }

  @Test
  void everySettingIsTakenOver() {
    Pipeline pipeline =
        read(
            """
            model:
              mlp:
                hidden: [5]
                activation: leaky-relu
                initializer: {uniform: {limit: 0.2}}
                batch-norm: true
                dropout: 0.25
                max-norm: 3
            optimizer: {sgd: {}, batch-size: 32}
            seed: 7
            """);
    assertThat(pipeline.learner().model())
        .isEqualTo(
            new MlpRule(
                List.of(5), Activation.LEAKY_RELU, new Initializer.Uniform(0.2), true, 0.25, 3));
    assertThat(pipeline.learner().seed()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({"relu, he", "leaky-relu, he", "gelu, he", "tanh, xavier", "sigmoid, xavier"})
  void theInitializerFollowsTheActivation(String activation, String initializer) {
    Pipeline pipeline = read("model: {mlp: {hidden: [3], activation: " + activation + "}}");
    assertThat(((MlpRule) pipeline.learner().model()).initializer().name()).isEqualTo(initializer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[0]", "[]", "[4097]", "16", "[1.5]"})
  void layersHaveARange(String hidden) {
    assertThat(problems("model: {mlp: {hidden: " + hidden + "}}"))
        .singleElement()
        .asString()
        .contains("model.mlp.hidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dropout: 1", "dropout: -0.1", "max-norm: 0", "activation: swish"})
  void settingsHaveARange(String setting) {
    assertThat(problems("model: {mlp: {hidden: [3], " + setting + "}}"))
        .singleElement()
        .asString()
        .contains("model.mlp." + setting.replaceFirst(":.*", " must be "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zeros", "{zeros: {}}"})
  void zerosAreRefusedForTheirSymmetry(String zeros) {
    assertThat(problems("model: {mlp: {hidden: [3], initializer: " + zeros + "}}"))
        .singleElement()
        .asString()
        .contains("initializer", "zeros", "break the symmetry");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dropout: 0.5", "batch-norm: true", "max-norm: 3", "initializer: he"})
  void whatIsForHiddenUnitsIsRefusedWithTheReasonElsewhere(String setting) {
    assertThat(problems("model: {logistic: {" + setting + "}}"))
        .singleElement()
        .asString()
        .contains("model.logistic." + setting.replaceFirst(":.*", ""), "this model has none");
  }

  @Test
  void ftrlIsRefusedForANetwork() {
    assertThat(problems("model: {mlp: {hidden: [3]}}\noptimizer: ftrl"))
        .containsExactly(
            "p.yaml:6: optimizer.ftrl does not go with model.mlp: it computes every weight anew"
                + " from its sums of gradients, so the random first weights would be lost and hidden"
                + " units would be alike; use another optimizer, such as adam");
  }

  @Test
  void batchNormalisationIsRefusedForBatchesOfOne() {
    assertThat(problems("model:\n  mlp:\n    hidden: [3]\n    batch-norm: true"))
        .containsExactly(
            "p.yaml:8: model.mlp.batch-norm does not go with optimizer.batch-size 1: a single"
                + " record has no variance to normalise by; give optimizer.batch-size 2 or more,"
                + " such as 32");
  }

  private static Pipeline read(String lines) {
    return PipelineTexts.read(LEAST + lines);
  }

  private static List<String> problems(String lines) {
    return PipelineTexts.problems(LEAST + lines);
  }
}
