package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Row;
import io.gradstream.core.loss.AbsoluteLoss;
import io.gradstream.core.loss.HuberLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.PoissonLoss;
import io.gradstream.core.loss.QuantileLoss;
import io.gradstream.core.loss.SquaredLoss;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.optim.RmsProp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of any size are learned at the default rate. */
class LabelUnitTest {

  private static final Training DEFAULT =
      TrainingBuilder.of(new RmsProp(0.01, 0.995, 1e-8), 1).clipNorm(100).build();

  @ParameterizedTest
  @CsvSource({"1e6, 1e3", "0, 1e-8", "1e-8, 1e-12", "0, 1e200", "-3, 1"})
  void labelsOfAnySizeAreLearnedSoon(double mean, double size) {
    LearnerRule rule = Numbers.rule(new SquaredLoss(), Numbers.USUAL, DEFAULT);

    double error = error(new Learner(rule), rule, y -> mean + size * y, 500, 1000);

    assertThat(error).isLessThan(0.4 * size); // of labels whose deviation is 2 sizes
  }

  @Test
  void oneWildLabelBreaksNothing() {
    for (Loss loss : losses()) {
      LearnerRule rule = Numbers.rule(loss, Numbers.USUAL, DEFAULT);
      Learner learner = new Learner(rule);
      Row row = new Row(rule.layout());
      for (int i = 0; i < 300; i++) {
        double y = Math.abs(Numbers.fill(row, i));
        row.setLabel(i == 100 ? 1e300 : y);
        double score = learner.take(row, i).score();
        assertThat(score).as("%s, record %d", loss.name(), i).isFinite();
        assertThat(score).isLessThanOrEqualTo(i > 100 ? 1e300 : 12);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 1e-300, 1e300, 7})
  void constantLabelsArePredictedFromTheSecondRecordOn(double label) {
    for (Loss loss : losses()) {
      LearnerRule rule = Numbers.rule(loss, Numbers.USUAL, DEFAULT);

      assertThat(error(new Learner(rule), rule, y -> label, 1, 200)).as(loss.name()).isZero();
    }
  }

  @Test
  void whatWeighsNothingHasNoPartInTheUnit() {
    LearnerRule rule = Numbers.rule(new SquaredLoss(), Numbers.USUAL, DEFAULT);
    Learner learner = new Learner(rule);
    Row row = new Row(rule.layout());
    for (int i = 0; i < 60; i++) {
      double y = Numbers.fill(row, i);
      row.setNumber(1, i % 2);
      row.setLabel(i % 2 == 0 ? 1e9 : y);
      assertThat(learner.take(row, i).score()).isBetween(-10.0, 10.0);
    }
  }

  @Test
  void aModelThatHasStoppedKeepsItsUnitAndRange() {
    EarlyStopping atOnce =
        new EarlyStopping(Metric.MAE, 1, 1e6, EarlyStopping.OnStop.FREEZE); // no gain is so large
    LearnerRule rule =
        Numbers.stopping(atOnce, Numbers.rule(new SquaredLoss(), Numbers.USUAL, DEFAULT));
    Learner learner = new Learner(rule);
    Row row = new Row(rule.layout());
    int i = 0;
    for (boolean stopped = false; !stopped; i++) {
      row.setLabel(Numbers.fill(row, i));
      stopped = !learner.take(row, i).decisions().isEmpty();
    }
    Map<String, byte[]> before = drained(learner);
    for (int last = i + 60; i < last; i++) {
      Numbers.fill(row, i);
      row.setLabel(1e6);
      assertThat(learner.take(row, i).score()).isBetween(-10.0, 10.0);
    }
    assertThat(before).containsKey("live.label/0");
    assertThat(drained(learner)).doesNotContainKey("live.label/0");
  }

  @Test
  void aRollbackTakesTheUnitOfTheCheckpointBack() {
    EarlyStopping soon = new EarlyStopping(Metric.MAE, 1, 1e6, EarlyStopping.OnStop.ROLLBACK);
    LearnerRule rule =
        Numbers.stopping(soon, Numbers.rule(new SquaredLoss(), Numbers.USUAL, DEFAULT));
    Learner learner = new Learner(rule);
    Row row = new Row(rule.layout());
    Map<String, byte[]> store = new TreeMap<>();
    byte[] atCheckpoint = {};
    byte[] beforeRollback = {};
    for (int i = 0; i < 100; i++) { // two windows: the first is the checkpoint, the second no gain
      row.setLabel((i < 50 ? 1 : 1e6) * Numbers.fill(row, i));
      learner.take(row, i);
      Streams.commit(learner, store);
      atCheckpoint = i == 49 ? store.get("live.label/0") : atCheckpoint;
      beforeRollback = i == 98 ? store.get("live.label/0") : beforeRollback;
    }

    assertThat(beforeRollback).isNotEqualTo(atCheckpoint);
    assertThat(store.get("live.label/0")).isEqualTo(atCheckpoint);
  }

  @Test
  void validationSpeaksOfTheLabelsOwnUnit() {
    LearnerRule rule = Numbers.rule(new HuberLoss(1e3), Numbers.USUAL, DEFAULT);
    Learner learner = new Learner(rule);
    Row row = new Row(rule.layout());
    double sum = 0;
    Optional<WindowReport> report = Optional.empty();
    for (int i = 0; report.isEmpty(); i++) {
      double label = 1e6 + 1e3 * Numbers.fill(row, i);
      row.setLabel(label);
      Outcome outcome = learner.take(row, i);
      sum += Math.abs(outcome.score() - label);
      report = outcome.report();
    }
    assertThat(report.get().model().get(Metric.MAE)).isEqualTo(sum / 50);
  }

  private static List<Loss> losses() {
    return List.of(
        new SquaredLoss(),
        new AbsoluteLoss(),
        new HuberLoss(1),
        new QuantileLoss(0.7),
        new PoissonLoss());
  }

  /** Returns the mean absolute error of records {@code [from, to)}; learns all before, too. */
  private static double error(
      Learner learner, LearnerRule rule, DoubleUnaryOperator label, int from, int to) {
    Row row = new Row(rule.layout());
    double sum = 0;
    for (int i = 0; i < to; i++) {
      double y = label.applyAsDouble(Numbers.fill(row, i));
      row.setLabel(y);
      double score = learner.take(row, i).score();
      assertThat(score).isFinite();
      sum += i < from ? 0 : Math.abs(score - y);
    }
    return sum / (to - from);
  }

  private static Map<String, byte[]> drained(Learner learner) {
    Map<String, byte[]> blocks = new TreeMap<>();
    Streams.commit(learner, blocks);
    return blocks;
  }
}
