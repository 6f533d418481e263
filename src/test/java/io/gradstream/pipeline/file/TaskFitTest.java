package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Task;
import io.gradstream.core.data.Threshold;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.loss.HuberLoss;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LabelHandling;
import io.gradstream.core.model.LabelTransform;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels, losses and metrics follow the model's task, and others are refused with the reason. */
class TaskFitTest {

  private static final String FILE =
      """
      pipeline: p
      input: {topic: t, label: y%s}
      features: [{standard: [x]}]
      %s
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`, task: binary` | model: linear | 2: input.task binary does not go with model linear, which is for regression",
        "`, positive: a` | model: linear | 2: input.positive does not go with model linear",
        "`, threshold: \">= 15\"` | model: linear | 2: input.threshold does not go with model linear",
        "`, threshold: 15` | model: logistic | 2: input.threshold must be a comparison with a number",
        "`, threshold: \"> 1\", positive: a` | model: logistic | 2: input.",
        "`, classes: [a, b]` | model: logistic | 2: input.classes does not go with model logistic",
        "`, max-classes: 5` | model: linear | 2: input.max-classes does not go with model linear",
        "`` | `model: softmax\nloss: squared` | 5: loss squared does not go with model softmax: it is"
            + " for regression, and the task is multiclass",
        "`` | `model: logistic\nvalidation: {metrics: [mae]}` | 5: validation.metrics mae does not"
            + " go with a binary task; allowed: log-loss, accuracy",
        "`` | `model: linear\nclass-weights: balanced` | 5: class-weights does not go with model"
            + " linear: a regression has no classes",
        "`, classes: [a, b]` | `model: softmax\nclass-weights: {c: 2}` | 5: class-weights.c does not go"
            + " with input.classes, which are [a, b]",
        "`` | `model: logistic\nclass-weights: {UP: 2}` | 5: class-weights.UP does not go with a label"
            + " without input.positive",
        "`` | `model: linear\naugmentation: {oversample: balanced}` | 5: augmentation.oversample does"
            + " not go with model linear: a regression has no classes",
        "`` | `model: logistic\naugmentation: {oversample: {UP: 2}}` | 5: augmentation.oversample.UP"
            + " does not go with a label without input.positive",
        "`` | `model: logistic\npretrain: {records: 10}` | 5: pretrain does not go with model logistic:"
            + " it trains hidden layers",
        "`` | `model: {mlp: {hidden: [2], batch-norm: true}}\noptimizer: {sgd: {}, batch-size: 2}\n"
            + "pretrain: {}` | 6: pretrain does not go with model.mlp.batch-norm",
        "`` | `model: logistic\nearly-stopping: {}\noptimizer: {sgd: {}, schedule:"
            + " {reduce-on-plateau: {min-delta: 1}}}` | 6: optimizer.schedule.reduce-on-plateau.min-delta"
            + " does not go with early-stopping",
        "`` | `model: logistic\noptimizer: {ftrl: {}, schedule: reduce-on-plateau}` | 5:"
            + " optimizer.schedule does not go with ftrl",
        "`` | `model: softmax\nearly-stopping: {metric: auc}` | 5: early-stopping.metric auc does"
            + " not go with a multiclass task",
      })
  void whatDoesNotGoWithTheTaskIsRefused(String input, String model, String problem) {
    assertThatThrownBy(() -> read(input, model))
        .isInstanceOf(PipelineException.class)
        .hasMessageContaining("p.yaml:" + problem);
  }

  @Test
  void categoriesThatExpireDoNotGoWithExamplesThatWaitForLong() {
    String file =
        """
        pipeline: p
        input: {topic: t, label: y}
        features: [{one-hot: {fields: [c], time-to-live: 1h}}]
        model: logistic
        optimizer: {sgd: {}, shuffle-buffer: 100}
        """;
    assertThatThrownBy(() -> PipelineReader.parse("p.yaml", file, Map.of()))
        .hasMessageContaining("p.yaml:5: optimizer.shuffle-buffer does not go with time-to-live");
  }

  @Test
  void aLabelIsTransformedWhereItIsANumberThatMayBe() {
    String input = "pipeline: p\ninput: {topic: t, label: {field: y, transform: log1p}}\n";
    String features = "features: [{standard: [a]}]\n";
    LearnerRule rule = parse(input + features + "model: linear").learner();
    assertThat(rule.labels()).isEqualTo(new LabelHandling(true, true, LabelTransform.LOG1P));
    assertThat(rule.label()).isEqualTo(LabelRule.number("y"));

    for (String[] wrong :
        new String[][] {
          {"model: logistic", "the task is binary"},
          {"model: linear\nloss: poisson", "loss poisson learns a logarithm already"},
          {"model: linear\nlabel-range: free", "label-range free would let a prediction grow"},
        }) {
      assertThatThrownBy(() -> parse(input + features + wrong[0]))
          .hasMessageContaining("p.yaml:2: input.label.transform does not go with")
          .hasMessageContaining(wrong[1]);
    }
    assertThatThrownBy(() -> parse(input.replace("log1p", "log") + features + "model: linear"))
        .hasMessageContaining("input.label.transform must be one of none, log1p, was 'log'");
    assertThatThrownBy(() -> parse(input.replace("field: y", "feld: y") + features))
        .hasMessageContaining("feld");
  }

  private static Pipeline parse(String text) {
    return PipelineReader.parse("p.yaml", text, Map.of());
  }

  @Test
  void aModelBringsItsTaskWithLossAndMetrics() {
    Pipeline linear = read("", "model: linear\nloss: {huber: {delta: 3}}\nearly-stopping: {}");
    assertThat(linear.learner().label()).isEqualTo(LabelRule.number("y"));
    assertThat(linear.learner().loss()).isEqualTo(new HuberLoss(3));
    assertThat(linear.learner().labels()).isEqualTo(new LabelHandling(true, true));
    assertThat(linear.learner().training().clipping().norm()).isEqualTo(100);
    assertThat(linear.learner().validation().metrics())
        .containsExactly(Metric.MAE, Metric.RMSE, Metric.R2);
    assertThat(linear.learner().earlyStopping().orElseThrow().metric()).isEqualTo(Metric.MAE);

    Pipeline late = read(", threshold: \">= 15\"", "model: logistic");
    assertThat(late.learner().label())
        .isEqualTo(LabelRule.threshold("y", Threshold.parse(">= 15")));

    Pipeline softmax = read(", classes: [a, b, c], max-classes: 7", "model: softmax");
    assertThat(softmax.learner().label())
        .isEqualTo(LabelRule.classes("y", List.of("a", "b", "c"), 7));
    assertThat(softmax.learner().loss()).isEqualTo(new SoftmaxCrossEntropy());
  }

  @Test
  void labelsThatAreNumbersMayBeTakenAsTheyAre() {
    String keys = "\nlabel-scale: none\nlabel-range: free";
    Pipeline plain = read("", "model: linear\nloss: {huber: {delta: 3}}" + keys);
    assertThat(plain.learner().labels()).isEqualTo(LabelHandling.PLAIN);
    assertThat(plain.learner().training().clipping().norm()).isEqualTo(300);

    assertThat(read("", "model: logistic").learner().labels()).isEqualTo(LabelHandling.PLAIN);
    assertThatThrownBy(() -> read("", "model: logistic" + keys))
        .hasMessageContaining(
            "label-scale does not go with model logistic: it is for labels that are numbers, and"
                + " the task is binary; remove it")
        .hasMessageContaining("label-range does not go with model logistic");
  }

  @Test
  void aNetworkIsForTheTaskThatTheInputNames() {
    assertThat(read(", task: regression", "model: {mlp: {hidden: [4]}}").learner().task())
        .isEqualTo(Task.REGRESSION);
    assertThat(read(", task: multiclass", "model: {mlp: {hidden: [4]}}").learner().task())
        .isEqualTo(Task.MULTICLASS);
    assertThat(read("", "model: {mlp: {hidden: [4]}}").learner().task()).isEqualTo(Task.BINARY);
  }

  private static Pipeline read(String input, String model) {
    return PipelineReader.parse(
        "p.yaml", FILE.formatted(input, model.replace("\\n", "\n")), Map.of());
  }
}
