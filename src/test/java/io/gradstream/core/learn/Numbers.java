package io.gradstream.core.learn;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.OutlierRule;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.Activation;
import io.gradstream.core.model.Initializer;
import io.gradstream.core.model.LabelHandling;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.model.MlpRule;
import io.gradstream.core.model.ModelRule;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Regressions and made-up records for tests: {@code y = 2 a + noise}, or what is made of it. */
final class Numbers {

  static final LabelHandling USUAL = new LabelHandling(true, true);
  static final LabelHandling FREE = new LabelHandling(true, false);

  private Numbers() {}

  static LearnerRule rule(Loss loss, LabelHandling labels, Training training) {
    return rule(loss, labels, training, false);
  }

  static LearnerRule stopping(EarlyStopping stopping, LearnerRule rule) {
    return new LearnerRule(
        rule.label(),
        rule.features(),
        rule.model(),
        rule.loss(),
        rule.labels(),
        rule.training(),
        rule.validation(),
        Optional.of(stopping),
        rule.weight(),
        rule.outliers(),
        rule.delay(),
        rule.seed());
  }

  static LearnerRule rule(Loss loss, LabelHandling labels, Training training, boolean network) {
    ModelRule model =
        network
            ? MlpRule.of(List.of(5), Activation.TANH, new Initializer.Xavier())
            : new LinearRule("linear");
    return new LearnerRule(
        LabelRule.number("y"),
        List.of(new Standard(List.of("a"), Missing.MEAN), new OneHot(List.of("c"))),
        model,
        loss,
        labels,
        training,
        new Validation(50, List.of(Metric.MAE)),
        Optional.empty(),
        Optional.of("w"),
        OutlierRule.USUAL,
        Optional.empty(),
        3);
  }

  /**
   * Fills the row with record {@code i}, without a label; returns one of a deviation of 2 or so.
   */
  static double fill(Row row, int i) {
    Random random = new Random(9_000 + i);
    row.clear();
    double a = random.nextGaussian();
    row.setNumber(0, a);
    row.setNumber(1, 1);
    row.setCategory(0, (long) random.nextInt(4));
    return 2 * a + 0.3 * random.nextGaussian();
  }
}
