package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.OutlierRule;
import io.gradstream.core.feature.number.Combination;
import io.gradstream.core.feature.number.Derived;
import io.gradstream.core.feature.number.Hats;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Scaled;
import io.gradstream.core.feature.number.Scaling;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.feature.past.Keying;
import io.gradstream.core.feature.past.Lag;
import io.gradstream.core.feature.past.PastWindow;
import io.gradstream.core.feature.past.RecalledScale;
import io.gradstream.core.feature.past.Rolling;
import io.gradstream.core.feature.past.Series;
import io.gradstream.core.feature.past.Statistic;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.loss.SquaredLoss;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LabelHandling;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.RmsProp;
import io.gradstream.core.race.Race;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One wild number does not spoil a model, whatever encodes it and wherever it comes. */
class OutliersTest {

  private static final int ROWS = 3000;
  private static final Keying ALL = new Keying(List.of(), 1, 0);

  private final List<Decision> decisions = new ArrayList<>();
  private long outliers;

  static Stream<Arguments> encoders() {
    List<String> x = List.of("x");
    List<Feature> all =
        List.of(
            new Standard(x, Missing.MEAN),
            new Standard(x, Missing.LAST),
            new Hats(x, Missing.MEAN),
            new Scaled(x, Missing.MEAN, new Scaling.MinMax()),
            new Scaled(x, Missing.MEAN, new Scaling.MaxAbs()),
            new Scaled(x, Missing.MEAN, new Scaling.Robust(100)),
            new Scaled(x, Missing.MEAN, new Scaling.Exponential(0.999)),
            new Derived(new Combination.Polynomial(x, true), Missing.MEAN, true),
            new Derived(new Combination.Polynomial(x, true), Missing.MEAN, false));
    return all.stream()
        .flatMap(
            feature ->
                Stream.of(1.06758e64, -999_999.0, 1e151, -1e12)
                    .flatMap(
                        wild -> Stream.of(1, 10, 1000).map(at -> Arguments.of(feature, wild, at))));
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void oneWildNumberCostsNextToNothing(Feature feature, double wild, int at) {
    double clean = classLoss(feature, Double.NaN, at, OutlierRule.USUAL);
    assertThat(classLoss(feature, wild, at, OutlierRule.USUAL)).isCloseTo(clean, within(0.02));
  }

  @Test
  void withoutABoundItCostsNearlyAll() {
    Feature feature = new Standard(List.of("x"), Missing.MEAN);
    double clean = classLoss(feature, Double.NaN, 1000, OutlierRule.NONE);
    assertThat(classLoss(feature, 1e64, 1000, OutlierRule.NONE)).isGreaterThan(clean + 0.1);
    assertThat(outliers).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lag", "rolling"})
  void aWildNumberThatIsRememberedCostsNextToNothing(String kind) {
    Series series = Series.of(List.of("x"));
    Feature past =
        kind.equals("lag")
            ? new Lag(series, List.of(1, 2), ALL, RecalledScale.STANDARD)
            : new Rolling(
                series,
                List.of(Statistic.MEAN, Statistic.MAX),
                PastWindow.last(100),
                ALL,
                RecalledScale.STANDARD);
    List<Feature> features = List.of(new Standard(List.of("x"), Missing.MEAN), past);
    double clean = classLoss(features, Double.NaN, 1000, OutlierRule.USUAL);
    assertThat(classLoss(features, 1e64, 1000, OutlierRule.USUAL)).isCloseTo(clean, within(0.02));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e64, -999_999, 1e200})
  void oneWildLabelCostsNoMoreThanItself(double wild) {
    for (Optimizer optimizer : List.of(Race.DEFAULT, new RmsProp(0.01, 0.9, 1e-8))) {
      for (int at : new int[] {1, 10, 1000}) {
        double clean = error(optimizer, Double.NaN, at);
        assertThat(error(optimizer, wild, at))
            .as("%s, record %d", optimizer, at)
            .isCloseTo(clean, within(0.1 * clean));
      }
    }
  }

  @Test
  void aWildWeightCountsAsTheGreatestSeen() {
    double clean = weighted(1, 1);
    assertThat(weighted(1e64, 1)).isCloseTo(clean, within(0.02));
  }

  @Test
  void aSmallWeightIsNotRaised() {
    assertThat(weighted(0, 0.01)).isNotEqualTo(weighted(1, 0.01));
    assertThat(decisions).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e64, -999_999})
  void aWildLabelAmongTheFirstIsNamedWithItsValue(double wild) {
    error(new RmsProp(0.01, 0.9, 1e-8), wild, 5);
    assertThat(decisions)
        .singleElement()
        .satisfies(it -> assertThat(it.detail()).isEqualTo("value " + wild));
  }

  @Test
  void aDecisionNamesFieldValueAndOrigin() {
    classLoss(new Standard(List.of("x"), Missing.MEAN), -999_999, 1000, OutlierRule.USUAL);
    assertThat(decisions).hasSize(1);
    Decision decision = decisions.get(0);
    assertThat(decision.kind()).isEqualTo(Decision.Kind.OUTLIERS);
    assertThat(decision.reason())
        .isEqualTo(
            "1 of x lay far outside of what was seen, and counted as the nearest seen; the last"
                + " was at partition 3, offset 1000");
    assertThat(decision.detail()).isEqualTo("value -999999.0");
    assertThat(decision.count()).isEqualTo(1);
    assertThat(outliers).isEqualTo(1);
  }

  @Test
  void aNumberThatSeveralEncodersReadIsCountedOnce() {
    List<String> x = List.of("x");
    classLoss(
        List.of(new Standard(x, Missing.MEAN), new Hats(x, Missing.MEAN)),
        1e64,
        1000,
        OutlierRule.USUAL);
    assertThat(outliers).isEqualTo(1);
  }

  @Test
  void aWildNumberAmongTheFirstIsNamed() {
    classLoss(new Standard(List.of("x"), Missing.MEAN), 1e64, 5, OutlierRule.USUAL);
    assertThat(decisions).extracting(Decision::kind).containsExactly(Decision.Kind.OUTLIERS);
  }

  @Test
  void aWindowInWhichAllWereBelievedSaysSo() {
    LearnerRule rule =
        rule(
            LabelRule.binary("y"),
            List.of(new Standard(List.of("x"), Missing.MEAN)),
            new RmsProp(0.01, 0.9, 1e-8),
            OutlierRule.USUAL,
            false);
    Learner learner = new Learner(rule);
    Row row = new Row(rule.layout());
    for (int i = 0; i < 1000; i++) {
      row.clear();
      row.setNumber(0, i < 485 ? i % 2 : 1e6); // a new scale, believed with record 500
      row.setLabel(i % 2);
      take(learner, row, i);
    }
    assertThat(decisions)
        .extracting(Decision::reason)
        .containsExactly(
            "15 of x lay far outside of what was seen, and counted as the nearest seen; the last"
                + " was at partition 3, offset 499",
            "1 of x lay far outside of what was seen, and counted as they were, since such keep"
                + " coming; the last was at partition 3, offset 500");
  }

  private double classLoss(Feature feature, double wild, int at, OutlierRule rule) {
    return classLoss(List.of(feature), wild, at, rule);
  }

  /** Returns the mean log-loss of the last two thirds of a stream with one wild number. */
  private double classLoss(List<Feature> features, double wild, int at, OutlierRule outlierRule) {
    LearnerRule rule =
        rule(LabelRule.binary("y"), features, new RmsProp(0.01, 0.9, 1e-8), outlierRule, false);
    return badness(
        rule, (row, i, x, random) -> row.setNumber(0, i == at && isWild(wild) ? wild : x));
  }

  private double weighted(double wild, double spread) {
    LearnerRule rule =
        rule(
            LabelRule.binary("y"),
            List.of(new Standard(List.of("x"), Missing.MEAN)),
            new RmsProp(0.01, 0.9, 1e-8),
            OutlierRule.USUAL,
            true);
    return badness(
        rule,
        (row, i, x, random) ->
            row.setNumber(1, i == 1000 ? wild : 1 + spread * random.nextDouble()));
  }

  private double error(Optimizer optimizer, double wild, int at) {
    LearnerRule rule =
        rule(
            LabelRule.number("y"),
            List.of(new Standard(List.of("x"), Missing.MEAN)),
            optimizer,
            OutlierRule.USUAL,
            false);
    return badness(
        rule,
        (row, i, x, random) -> {
          if (i == at && isWild(wild)) {
            row.setLabel(wild);
          }
        });
  }

  private static boolean isWild(double x) {
    return !Double.isNaN(x);
  }

  /** What is wild about a record, which has its number and its label. */
  private interface Wildness {
    void put(Row row, int i, double x, Random random);
  }

  /** Returns the mean loss of the last two thirds, by labels as they should have been. */
  private double badness(LearnerRule rule, Wildness wildness) {
    boolean number = rule.task() == Task.REGRESSION;
    Learner learner = new Learner(rule);
    Row row = new Row(rule.layout());
    Random random = new Random(11);
    double sum = 0;
    for (int i = 0; i < ROWS; i++) {
      double x = random.nextGaussian();
      double label =
          number
              ? 10 + 5 * x + random.nextGaussian()
              : random.nextDouble() < 1 / (1 + Math.exp(-3 * x)) ? 1 : 0;
      row.clear();
      row.setNumber(0, x);
      row.setLabel(label);
      wildness.put(row, i, x, random);
      double score = take(learner, row, i).score();
      double loss = number ? Math.abs(label - score) : -Math.log(label > 0 ? score : 1 - score);
      sum += 3 * i < ROWS ? 0 : loss;
    }
    return sum / (2 * ROWS / 3);
  }

  private Outcome take(Learner learner, Row row, int i) {
    row.setOrigin(3, i);
    Outcome outcome = learner.take(row, i);
    decisions.addAll(outcome.decisions());
    outcome.report().ifPresent(report -> outliers += report.outliers());
    return outcome;
  }

  private static LearnerRule rule(
      LabelRule label,
      List<Feature> features,
      Optimizer optimizer,
      OutlierRule outliers,
      boolean weighted) {
    boolean number = label.task() == Task.REGRESSION;
    return new LearnerRule(
        label,
        features,
        new LinearRule(number ? "linear" : "logistic"),
        number ? new SquaredLoss() : new LogLoss(),
        number ? new LabelHandling(true, true) : LabelHandling.PLAIN,
        Training.of(optimizer, 1),
        new Validation(500, List.of(number ? Metric.MAE : Metric.LOG_LOSS)),
        Optional.empty(),
        weighted ? Optional.of("w") : Optional.empty(),
        outliers,
        Optional.empty(),
        0);
  }
}
