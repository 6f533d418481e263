package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.category.CategoryScale;
import io.gradstream.core.feature.category.Cross;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.category.Ordinal;
import io.gradstream.core.feature.number.Combination;
import io.gradstream.core.feature.number.Derived;
import io.gradstream.core.feature.number.Hats;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.PoissonLoss;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.loss.SquaredLoss;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.Activation;
import io.gradstream.core.model.Initializer;
import io.gradstream.core.model.LabelHandling;
import io.gradstream.core.model.LabelTransform;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.model.MlpRule;
import io.gradstream.core.model.ModelRule;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.Sgd;
import io.gradstream.core.race.Race;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExplainerTest {

  private static final Feature NUMBERS = new Standard(List.of("a", "b"), Missing.MEAN);
  private static final Feature HATS = new Hats(List.of("c"), Missing.MEAN.withIndicator());
  private static final Feature CARRIER = new OneHot(List.of("carrier"));
  private static final Feature CROSS = new Cross(List.of("carrier", "dest"));
  private static final List<Feature> ALL = List.of(NUMBERS, HATS, CARRIER, CROSS);
  private static final ModelRule NETWORK =
      MlpRule.of(List.of(7, 5), Activation.TANH, new Initializer.Xavier());

  @Test
  void contributionsOfALinearModelAreWeightTimesValue() {
    LearnerRule rule = rule(Task.BINARY, ALL, new LogLoss(), linear(), new Sgd(0.1));
    Learner learner = learned(rule);
    Row row = row(rule, 2, -1, "AA", "LAX");
    Explanation.Output only = learner.predictor().explain(row).outputs().get(0);
    Map<String, Double> weights = new HashMap<>();
    learner.predictor().weights().forEach(each -> weights.put(each.feature(), each.value()));
    assertThat(only.bias()).isEqualTo(weights.get("bias"));
    Map<String, Double> columns = byName(only.columns());
    assertThat(columns.get("carrier=AA")).isEqualTo(weights.get("carrier=AA"));
    assertThat(columns.get("carrier x dest=AA|LAX"))
        .isEqualTo(weights.get("carrier x dest=AA|LAX"));
    assertThat(only.value()).isCloseTo(logit(learner, row), within(1e-9));
    assertAddsUp(only, 1e-12);
    assertThat(only.gap()).isCloseTo(0, within(1e-12));
  }

  @Test
  void columnsAreAddedUpByTheFieldThatTheyAreOf() {
    Feature squares =
        new Derived(
            new Combination.Polynomial(List.of("a", "b"), true),
            Missing.MEAN.withIndicator(),
            true);
    List<Feature> features = List.of(NUMBERS, HATS, squares, CARRIER, CROSS);
    LearnerRule rule = rule(Task.BINARY, features, new LogLoss(), linear(), new Sgd(0.1));
    Learner learner = learned(rule);
    Explanation.Output only =
        learner.predictor().explain(row(rule, 2, -1, "AA", "LAX")).outputs().get(0);
    Map<String, Double> columns = byName(only.columns());
    Map<String, Double> byFeature = byName(only.features());
    assertThat(byFeature.keySet())
        .containsExactlyInAnyOrder("a", "b", "c", "a x b", "carrier", "carrier x dest");
    double ofB =
        columns.entrySet().stream()
            .filter(each -> each.getKey().matches("b(\\^2)?"))
            .mapToDouble(Map.Entry::getValue)
            .sum();
    assertThat(byFeature.get("a x b")).isEqualTo(columns.get("a*b"));
    assertThat(columns.keySet()).contains("b", "b^2", "c");
    assertThat(byFeature.get("b")).isNotZero().isCloseTo(ofB, within(1e-12));
  }

  @Test
  void aNetworkIsExplainedByIntegratedGradientsThatAddUpToTheLogit() {
    LearnerRule rule =
        rule(Task.BINARY, ALL, new LogLoss(), NETWORK, new Adam(0.01, 0.9, 0.999, 1e-8));
    Learner learner = learned(rule);
    Row row = row(rule, 2, -1, "AA", "LAX");
    Explanation.Output only = learner.predictor().explain(row).outputs().get(0);
    assertThat(only.value()).isCloseTo(logit(learner, row), within(1e-9));
    assertAddsUp(only, 1e-9);
    assertThat(Math.abs(only.gap())).isLessThan(1e-3);
  }

  @Test
  void aMixtureIsExplainedAsAWholeAndAddsUpToTheLogitOfItsProbability() {
    LearnerRule rule = rule(Task.BINARY, ALL, new LogLoss(), linear(), Race.DEFAULT);
    Learner learner = learned(rule);
    Row row = row(rule, 2, -1, "AA", "LAX");
    Explanation.Output only = learner.predictor().explain(row).outputs().get(0);
    assertThat(only.value()).isCloseTo(logit(learner, row), within(1e-9));
    assertAddsUp(only, 1e-9);
    assertThat(Math.abs(only.gap())).isLessThan(0.01);
  }

  @Test
  void everyClassHasAnExplanationWhoseLogitsGiveTheProbabilities() {
    for (Optimizer optimizer : List.of(new Sgd(0.1), Race.DEFAULT)) {
      LearnerRule rule = rule(Task.MULTICLASS, ALL, new SoftmaxCrossEntropy(), linear(), optimizer);
      Learner learner = learned(rule);
      Row row = row(rule, 2, -1, "AA", "LAX");
      Explanation explanation = learner.predictor().explain(row);
      assertThat(explanation.unit()).isEqualTo(Explanation.Unit.CLASS_LOGITS);
      assertThat(explanation.outputs().stream().map(Explanation.Output::name))
          .isEqualTo(learner.predictor().classNames());
      double[] expected = learner.take(row, row.time()).probabilities();
      double whole =
          explanation.outputs().stream().mapToDouble(each -> Math.exp(each.value())).sum();
      double all = Arrays.stream(expected).sum();
      for (int k = 0; k < expected.length; k++) {
        Explanation.Output output = explanation.outputs().get(k);
        assertAddsUp(output, 1e-9);
        double probability = Math.exp(output.value()) / whole;
        assertThat(probability).isCloseTo(expected[k] / all, within(1e-9));
      }
    }
  }

  @Test
  void aNumbersPartsAreInTheLabelsOwnUnit() {
    for (Optimizer optimizer : List.of(new Sgd(0.05), Race.DEFAULT)) {
      LearnerRule rule =
          rule(Task.REGRESSION, ALL, new SquaredLoss(), linear(), optimizer)
              .withLabels(new LabelHandling(true, false));
      Learner learner = learned(rule);
      Row row = row(rule, 1, -1, "AA", "LAX");
      Explanation explanation = learner.predictor().explain(row);
      assertThat(explanation.unit()).isEqualTo(Explanation.Unit.LABEL);
      Explanation.Output only = explanation.outputs().get(0);
      double predicted = learner.take(row, row.time()).score();
      assertThat(only.value()).isCloseTo(predicted, within(1e-9 * (1 + Math.abs(predicted))));
      assertAddsUp(only, 1e-9 * (1 + Math.abs(predicted)));
    }
  }

  @Test
  void aPredictionThatIsNoSumIsExplainedByTheRawOutput() {
    LearnerRule counts =
        rule(Task.REGRESSION, ALL, new PoissonLoss(), linear(), new Sgd(0.01))
            .withLabels(new LabelHandling(true, false));
    LearnerRule logarithms =
        rule(Task.REGRESSION, ALL, new SquaredLoss(), linear(), new Sgd(0.01))
            .withLabels(new LabelHandling(true, true, LabelTransform.LOG1P));
    for (LearnerRule rule : List.of(counts, logarithms)) {
      Learner learner = learned(rule);
      Explanation explanation = learner.predictor().explain(row(rule, 1, -1, "AA", "LAX"));
      assertThat(explanation.unit()).isEqualTo(Explanation.Unit.OUTPUT);
      assertAddsUp(explanation.outputs().get(0), 1e-9);
    }
  }

  @Test
  void aColumnThatIsZeroAddsNothing() {
    Feature constant = new Standard(List.of("zero"), Missing.MEAN);
    for (Optimizer optimizer : List.of(new Sgd(0.1), Race.DEFAULT)) {
      List<Feature> features = List.of(constant, NUMBERS);
      LearnerRule rule = rule(Task.BINARY, features, new LogLoss(), linear(), optimizer);
      Learner learner = learned(rule);
      Explanation.Output only =
          learner.predictor().explain(row(rule, 2, -1, "AA", "LAX")).outputs().get(0);
      assertThat(byName(only.columns())).containsEntry("zero", 0.0);
      assertThat(byName(only.features())).containsEntry("zero", 0.0);
    }
  }

  @Test
  void theOrderOfFeaturesChangesNothing() {
    for (Optimizer optimizer : List.of(new Sgd(0.1), Race.DEFAULT)) {
      List<Feature> turned = new ArrayList<>(ALL);
      Collections.reverse(turned);
      LearnerRule rule = rule(Task.BINARY, ALL, new LogLoss(), linear(), optimizer);
      LearnerRule reversed = rule(Task.BINARY, turned, new LogLoss(), linear(), optimizer);
      Learner one = learned(rule);
      Learner other = learned(reversed);
      Explanation.Output wanted =
          one.predictor().explain(row(rule, 2, -1, "AA", "LAX")).outputs().get(0);
      Explanation.Output found =
          other.predictor().explain(row(reversed, 2, -1, "AA", "LAX")).outputs().get(0);
      Map<String, Double> columns = byName(found.columns());
      assertThat(columns.keySet()).isEqualTo(byName(wanted.columns()).keySet());
      byName(wanted.columns())
          .forEach((name, part) -> assertThat(columns.get(name)).isCloseTo(part, within(1e-9)));
      assertThat(names(found.features())).isEqualTo(names(wanted.features()));
    }
  }

  @Test
  void explainingChangesNothing() {
    for (ModelRule model : List.of(linear(), NETWORK)) {
      Optimizer optimizer = model == NETWORK ? new Adam(0.01, 0.9, 0.999, 1e-8) : Race.DEFAULT;
      LearnerRule rule = rule(Task.BINARY, ALL, new LogLoss(), model, optimizer);
      Learner explained = learned(rule);
      Learner plain = learned(rule);
      explained.state().drain((key, block) -> {});
      Row row = row(rule, 9, -7, "never", "seen");
      Explanation first = explained.predictor().explain(row);
      List<String> written = new ArrayList<>();
      explained.state().drain((key, block) -> written.add(key));
      assertThat(written).isEmpty();
      assertThat(explained.predictor().explain(row)).isEqualTo(first);
      Row same = row(rule, 1, 1, "AA", "JFK");
      double wanted = plain.take(same, same.time()).score();
      Row next = row(rule, 1, 1, "AA", "JFK");
      assertThat(explained.take(next, next.time()).score()).isEqualTo(wanted);
    }
  }

  @Test
  void aRowThatAnEncoderRefusesHasNoExplanation() {
    Feature order =
        new Ordinal("carrier", List.of("AA"), Ordinal.Unknown.ERROR, CategoryScale.NONE);
    LearnerRule rule = rule(Task.BINARY, List.of(order), new LogLoss(), linear(), new Sgd(1));
    Learner learner = new Learner(rule);
    Row row = row(rule, 0, 0, "ZZ", "LAX");
    assertThatThrownBy(() -> learner.predictor().explain(row))
        .hasMessageContaining("carrier is 'ZZ'");
  }

  private static void assertAddsUp(Explanation.Output output, double error) {
    double columns = byName(output.columns()).values().stream().mapToDouble(x -> x).sum();
    double features = byName(output.features()).values().stream().mapToDouble(x -> x).sum();
    assertThat(output.bias() + columns).isCloseTo(output.value(), within(error));
    assertThat(output.bias() + features).isCloseTo(output.value(), within(error));
  }

  private static double logit(Learner learner, Row row) {
    double p = learner.take(row, row.time()).score();
    return Math.log(p / (1 - p));
  }

  private static Map<String, Double> byName(List<Explanation.Contribution> parts) {
    return parts.stream()
        .collect(
            Collectors.toMap(
                Explanation.Contribution::name, Explanation.Contribution::value, Double::sum));
  }

  private static List<String> names(List<Explanation.Contribution> parts) {
    return parts.stream().map(Explanation.Contribution::name).toList();
  }

  private static ModelRule linear() {
    return new LinearRule("linear");
  }

  private static LearnerRule rule(
      Task task, List<Feature> features, Loss loss, ModelRule model, Optimizer optimizer) {
    LabelRule label =
        switch (task) {
          case BINARY -> LabelRule.binary("y");
          case MULTICLASS -> LabelRule.classes("y", List.of(), 10);
          case REGRESSION -> LabelRule.number("y");
        };
    EarlyStopping stopping = // once stopped, a prediction is that of the model as it stands
        new EarlyStopping(
            Metric.usual(task).get(0),
            1_000_000,
            0,
            OptionalDouble.empty(),
            0,
            300,
            EarlyStopping.OnStop.FREEZE);
    return new LearnerRule(
        label,
        features,
        model,
        loss,
        Training.of(optimizer, 1),
        new Validation(100, Metric.all(task)),
        Optional.of(stopping),
        Optional.empty(),
        0);
  }

  /** Returns a learner that has seen some records. */
  private static Learner learned(LearnerRule rule) {
    Learner learner = new Learner(rule);
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      double a = random.nextGaussian();
      double b = random.nextInt(9) == 0 ? Double.NaN : 2 + random.nextGaussian();
      int carrier = random.nextInt(4);
      Row row = new Row(rule.layout());
      fill(row, a, b, List.of("AA", "BB", "CC", "DD").get(carrier), carrier < 2 ? "LAX" : "JFK");
      boolean yes = a + carrier + random.nextGaussian() > 1.5;
      switch (rule.task()) {
        case BINARY -> row.setLabel(yes ? 1 : 0);
        case REGRESSION -> row.setLabel(Math.abs(5 * a + carrier + 100));
        case MULTICLASS -> {
          byte[] text = (yes ? "x" : a > 0 ? "y" : "z").getBytes(StandardCharsets.UTF_8);
          row.setLabelText(text, 0, text.length);
        }
      }
      learner.take(row, 1000L * i);
    }
    return learner;
  }

  private static Row row(LearnerRule rule, double a, double b, String carrier, String dest) {
    Row row = new Row(rule.layout());
    fill(row, a, b, carrier, dest);
    row.setTime(1_000_000);
    return row;
  }

  private static void fill(Row row, double a, double b, String carrier, String dest) {
    for (int slot = 0; slot < row.layout().numbers().size(); slot++) {
      String field = row.layout().numbers().get(slot);
      row.setNumber(
          slot, field.equals("a") ? a : field.equals("b") ? b : field.equals("c") ? b / 3 : 0);
    }
    for (int slot = 0; slot < row.layout().categories().size(); slot++) {
      String text = row.layout().categories().get(slot).equals("carrier") ? carrier : dest;
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      row.setCategory(slot, bytes, 0, bytes.length);
    }
  }
}
