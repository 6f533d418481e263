package io.gradstream.streams.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.streams.Topologies;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingDescriptionTest {

  private static final String FILE =
      "pipeline: p\ninput: {topic: t, label: y}\nfeatures: [{standard: [x]}]\n";

  @Test
  void everyWayToStepIsNamedWithItsFigures() {
    assertThat(
            lines(
                """
                model: {mlp: {hidden: [4]}}
                optimizer:
                  adam: {learning-rate: 0.002}
                  batch-size: 64
                  max-delay: 30s
                  shuffle-buffer: 2000
                  schedule: {cosine: {steps: 5000, floor: 0.1}}
                  warm-up: 100
                  clip: {norm: 5, value: 0.5}
                regularization: {l1: 0.001, l2: 0.01}
                class-weights: balanced
                augmentation: {jitter: 0.1, mask: 0.2, oversample: {1: 2.5}}
                pretrain: {records: 20000}
                """))
        .containsExactly(
            Map.entry(
                "optimizer",
                "adam, learning rate 0.002, batch size 64 or after 30s, drawn from 2,000"),
            Map.entry("schedule", "warm-up in 100 steps, then cosine to 0.1 in 5,000 steps"),
            Map.entry("clip norm", "5"),
            Map.entry("clip value", "0.5"),
            Map.entry("l1, l2", "0.001, 0.01"),
            Map.entry("classes", "weighed balanced"),
            Map.entry("augment", "jitter 0.1, mask 0.2, oversampling {1=2.5}"),
            Map.entry("pretrain", "20,000 records, learning rate 0.01, corruption 0.1"));
  }

  @Test
  void whatIsNotUsedIsLeftOut() {
    assertThat(lines("model: logistic\noptimizer: {sgd: {}, schedule: {reduce-on-plateau: {}}}"))
        .containsExactly(
            Map.entry("optimizer", "sgd, learning rate 0.01, batch size 1"),
            Map.entry(
                "plateau",
                "rate times 0.5, but for 0.01 of it, after 5 windows no better than the best"
                    + " checkpoint"),
            Map.entry("clip norm", "100"),
            Map.entry("l1, l2", "0, 0"));
  }

  @Test
  void itIsSaidHowLabelsThatAreNumbersAreTaken() {
    assertThat(text("model: linear"))
        .contains(
            "  labels      learned by running mean and deviation, predicted within those seen\n");
    assertThat(text("model: linear\nloss: poisson\nlabel-range: free"))
        .contains("  labels      learned over their running mean, predicted freely\n");
    assertThat(text("model: linear\nlabel-scale: none"))
        .contains("  labels      learned as they are, predicted within those seen\n");
    assertThat(text("model: logistic")).doesNotContain("  labels  ");
  }

  private static String text(String settings) {
    return new PipelineDescription(Topologies.pipeline(FILE + settings), 1).text();
  }

  private static Map<String, String> lines(String settings) {
    return TrainingDescription.of(Topologies.pipeline(FILE + settings).learner().training());
  }
}
