package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Explanation;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.model.LabelHandling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a pipeline file can say, its predictions are explained by parts that add up. */
class ExplanationPropertyTest {

  private static final int RECORDS = 200;

  @Property(tries = 40)
  void contributionsAddUpToWhatIsPredicted(@ForAll Random random) {
    LearnerRule rule = unbounded(SmallPipelines.stoppedAfterAWindow(SmallPipelines.rule(random)));
    Learner learner = new Learner(rule);
    List<String> run = SmallPipelines.run(learner, rule, random.nextLong(), 0, RECORDS);
    boolean stopped = run.stream().anyMatch(seen -> seen.contains("kind=STOP"));
    SmallPipelines.commit(learner, new TreeMap<>());
    Row row = new Row(rule.layout());
    for (int i = 0; i < 5; i++) {
      SmallPipelines.fill(row, rule, random);
      row.setTime(1000L * (RECORDS + i));
      Explanation explanation;
      try {
        explanation = learner.predictor().explain(row, row.time());
      } catch (IllegalArgumentException refused) {
        assertThat(learner.take(row, row.time()).refusal()).isPresent();
        continue;
      }
      List<String> written = new ArrayList<>();
      learner.state().drain((key, block) -> written.add(key));
      assertThat(written).isEmpty();
      explanation.outputs().forEach(ExplanationPropertyTest::requireSum);
      Outcome outcome = learner.take(row, row.time());
      if (stopped && outcome.refusal().isEmpty()) { // such as for its weight
        requirePrediction(explanation, outcome);
      }
      SmallPipelines.commit(learner, new TreeMap<>());
    }
  }

  private static void requireSum(Explanation.Output output) {
    if (!Double.isFinite(output.value()) || !Double.isFinite(output.bias())) {
      return; // a network whose rate was far too high
    }
    double sizes = output.columns().stream().mapToDouble(part -> Math.abs(part.value())).sum();
    double error = 1e-9 * (1 + Math.abs(output.value()) + sizes);
    assertThat(output.bias() + sum(output.columns())).isCloseTo(output.value(), within(error));
    assertThat(output.bias() + sum(output.features())).isCloseTo(output.value(), within(error));
  }

  private static double sum(List<Explanation.Contribution> parts) {
    return parts.stream().mapToDouble(Explanation.Contribution::value).sum();
  }

  private static void requirePrediction(Explanation explanation, Outcome outcome) {
    double[] values =
        explanation.outputs().stream().mapToDouble(Explanation.Output::value).toArray();
    switch (explanation.unit()) {
      case LOGIT -> requireNear(1 / (1 + Math.exp(-values[0])), outcome.score());
      case LABEL -> requireNear(values[0], outcome.score());
      case CLASS_LOGITS -> {
        double largest = Arrays.stream(values).max().orElse(0);
        double whole = Arrays.stream(values).map(z -> Math.exp(z - largest)).sum();
        double[] probabilities = outcome.probabilities();
        double all = Arrays.stream(probabilities).sum();
        for (int k = 0; k < probabilities.length; k++) {
          requireNear(Math.exp(values[k] - largest) / whole, probabilities[k] / all);
        }
      }
      case OUTPUT -> assertThat(values[0]).isFinite();
    }
  }

  private static void requireNear(double found, double wanted) {
    if (!Double.isFinite(wanted)) {
      return;
    }
    assertThat(found).isCloseTo(wanted, within(1e-9 * (1 + Math.abs(wanted))));
  }

  /** What is explained is not bounded. */
  private static LearnerRule unbounded(LearnerRule rule) {
    LabelHandling labels = rule.labels();
    return rule.withLabels(new LabelHandling(labels.scaled(), false, labels.transform()));
  }
}
