package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Row;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  private static final int WINDOW = 200;
  private static final Optimizer ADAM = new Adam(0.05, 0.9, 0.999, 1e-8);

  private static final long NO_LIMIT = EarlyStopping.NO_LIMIT;

  private final List<WindowReport> reports = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();

  @Test
  void whileTheModelImprovesItsBestVersionBecomesTheCheckpoint() {
    run(new Learner(rule(EarlyStopping.OnStop.ROLLBACK, 3)), 0, 5 * WINDOW);
    assertThat(reports.get(0).improved()).isTrue();
    assertThat(reports.get(0).checkpoint()).isEmpty();
    assertThat(reports.get(1).checkpoint()).isPresent();
    assertThat(decisions).isEmpty();
  }

  @Test
  void afterPatienceWindowsWithoutImprovementTheModelRollsBackToTheBest() {
    Learner learner = new Learner(rule(EarlyStopping.OnStop.ROLLBACK, 3));
    run(learner, 0, 60 * WINDOW);
    assertThat(decisions).hasSize(1);
    Decision stop = decisions.get(0);
    assertThat(stop.kind()).isEqualTo(Decision.Kind.STOP);
    assertThat(stop.action()).isEqualTo("rollback");
    assertThat(stop.reason()).contains("log-loss did not improve").contains("3 windows in a row");

    WindowReport stopped = reports.get((int) stop.window() - 1);
    WindowReport best = reports.get((int) stop.window() - 4);
    assertThat(best.improved()).isTrue();
    assertThat(stopped.withoutImprovement()).isEqualTo(3);
    assertThat(stopped.learning()).isFalse();
    assertThat(stopped.step()).isEqualTo(best.step()); // the best model's step
    assertThat(stopped.version()).isGreaterThan(best.version()); // but never an old version

    // From then on the live model is the checkpoint: the same scores on the same rows.
    WindowReport after = reports.get((int) stop.window());
    assertThat(after.checkpoint().orElseThrow().get(Metric.LOG_LOSS))
        .isEqualTo(after.model().get(Metric.LOG_LOSS));
  }

  @Test
  void aStoppedModelKeepsPredictingAndNeverChanges() {
    Learner learner = new Learner(rule(EarlyStopping.OnStop.FREEZE, 2));
    run(learner, 0, 60 * WINDOW);
    assertThat(decisions).extracting(Decision::action).containsExactly("freeze");
    long version = learner.version();
    double before = probe(learner);
    run(learner, 60 * WINDOW, 65 * WINDOW);
    assertThat(probe(learner)).isEqualTo(before);
    assertThat(learner.version()).isEqualTo(version);
    assertThat(reports.get(reports.size() - 1).window()).isGreaterThan(60);
  }

  @Test
  void reportOnlySaysSoAndLearnsOn() {
    Learner learner = new Learner(rule(EarlyStopping.OnStop.REPORT, 2));
    run(learner, 0, 80 * WINDOW);
    assertThat(decisions).hasSizeGreaterThan(1).allMatch(d -> d.action().equals("report"));
    assertThat(reports.get(reports.size() - 1).learning()).isTrue();
  }

  @Test
  void aWindowThatReachesTheTargetStopsLearning() {
    run(new Learner(with(OptionalDouble.of(0.55), 0, EarlyStopping.NO_LIMIT)), 0, 40 * WINDOW);
    assertThat(decisions).hasSize(1);
    Decision stop = decisions.get(0);
    WindowReport reached = reports.get((int) stop.window() - 1);
    assertThat(reached.model().get(Metric.LOG_LOSS)).isLessThanOrEqualTo(0.55);
    assertThat(reports.subList(0, (int) stop.window() - 1))
        .allMatch(report -> report.model().get(Metric.LOG_LOSS) > 0.55);
    assertThat(stop.reason()).matches("log-loss reached 0\\.[0-9]{4}, the target is 0.55");
  }

  @Test
  void aWindowWhoseStepsHardlyChangeTheWeightsStopsLearning() {
    run(new Learner(with(OptionalDouble.empty(), 0.01, EarlyStopping.NO_LIMIT)), 0, 200 * WINDOW);
    assertThat(decisions).hasSize(1);
    Decision stop = decisions.get(0);
    assertThat(stop.reason()).contains("less than min-update 0.01");
    assertThat(ratio(reports.get((int) stop.window() - 1))).isLessThan(0.01);
    assertThat(reports.subList(0, (int) stop.window() - 1)).allMatch(r -> ratio(r) >= 0.01);
  }

  @Test
  void learningStopsAtTheEndOfTheWindowInWhichTheStepsAreFull() {
    run(new Learner(with(OptionalDouble.empty(), 0, 500)), 0, 10 * WINDOW);
    assertThat(decisions).hasSize(1);
    assertThat(decisions.get(0).window()).isEqualTo(3); // a step each labelled record
    assertThat(decisions.get(0).reason()).isEqualTo("600 steps were taken, max-steps is 500");
  }

  @Test
  void aRollbackWithoutACheckpointKeepsTheModelAsItIs() {
    EarlyStopping stopping =
        new EarlyStopping(
            Metric.LOG_LOSS, 5, 0, OptionalDouble.empty(), 0, 1, EarlyStopping.OnStop.ROLLBACK);
    LearnerRule rule = Streams.rule(new Sgd(1e300), 1, WINDOW, stopping);
    Learner learner =
        new Learner(rule.withTraining(Training.of(new Sgd(1e300), 1))); // scores soon overflow
    run(learner, 0, 2 * WINDOW);
    assertThat(decisions).extracting(Decision::kind).contains(Decision.Kind.STOP);
    assertThat(learner.version()).isPositive();
  }

  @Test
  void aTargetKeepsTheModelThatReachedItThoughItGainedLessThanMinDelta() {
    double target = 0.55;
    Learner learner = new Learner(rollingBack(OptionalDouble.of(target), 0, NO_LIMIT));
    run(learner, 0, 40 * WINDOW);
    assertThat(decisions).extracting(Decision::action).containsExactly("freeze");
    WindowReport reached = reports.get((int) decisions.get(0).window() - 1);
    assertThat(reached.improved()).isFalse(); // by min-delta
    assertThat(reached.checkpoint().orElseThrow().get(Metric.LOG_LOSS)).isGreaterThan(target);
    assertThat(reached.learning()).isFalse();
    keepsTheStepOf(reached);
  }

  @Test
  void smallStepsKeepWhatTheLastWindowGained() {
    run(new Learner(rollingBack(OptionalDouble.empty(), 0.05, NO_LIMIT)), 0, 40 * WINDOW);
    assertThat(decisions.get(0).reason()).contains("min-update");
    keepsTheBetter();
  }

  @Test
  void fullStepsKeepWhatTheLastWindowGained() {
    run(new Learner(rollingBack(OptionalDouble.empty(), 0, 3 * WINDOW)), 0, 6 * WINDOW);
    assertThat(decisions.get(0).reason()).contains("max-steps");
    keepsTheBetter();
  }

  @Test
  void fullStepsRollBackFromAModelThatTheCheckpointBeats() {
    EarlyStopping stopping =
        new EarlyStopping(
            Metric.LOG_LOSS,
            1000,
            0.3,
            OptionalDouble.empty(),
            0,
            4 * WINDOW,
            EarlyStopping.OnStop.ROLLBACK);
    Map<String, byte[]> store = Streams.store();
    Learner healthy = new Learner(Streams.rule(new Sgd(0.02), 1, WINDOW, stopping));
    run(healthy, 0, 2 * WINDOW);
    Streams.commit(healthy, store);
    run(Streams.restore(Streams.rule(new Sgd(30), 1, WINDOW, stopping), store), 400, 5 * WINDOW);
    assertThat(decisions).extracting(Decision::action).containsExactly("rollback");
    keepsTheBetter();
    assertThat(reports.get(3).step()).isLessThan(4 * WINDOW);
  }

  /** The model that learning ends with is the better of model and checkpoint on the last rows. */
  private void keepsTheBetter() {
    assertThat(decisions).hasSize(1);
    WindowReport last = reports.get((int) decisions.get(0).window() - 1);
    double model = last.model().get(Metric.LOG_LOSS);
    double checkpoint = last.checkpoint().orElseThrow().get(Metric.LOG_LOSS);
    assertThat(decisions.get(0).action()).isEqualTo(model < checkpoint ? "freeze" : "rollback");
    assertThat(last.improved()).isFalse();
    WindowReport best = reports.stream().filter(WindowReport::improved).reduce((a, b) -> b).get();
    keepsTheStepOf(model < checkpoint ? last : best);
  }

  private void keepsTheStepOf(WindowReport kept) {
    WindowReport end = reports.get(reports.size() - 1);
    assertThat(end.step()).isEqualTo(kept.step());
    assertThat(end.learning()).isFalse();
    assertThat(end.checkpoint().orElseThrow().get(Metric.LOG_LOSS))
        .isEqualTo(end.model().get(Metric.LOG_LOSS)); // it is the checkpoint as well
  }

  private static LearnerRule rollingBack(OptionalDouble target, double minUpdate, long maxSteps) {
    EarlyStopping stopping =
        new EarlyStopping(
            Metric.LOG_LOSS, 1000, 0.3, target, minUpdate, maxSteps, EarlyStopping.OnStop.ROLLBACK);
    return Streams.rule(new Sgd(0.02), 1, WINDOW, stopping);
  }

  @Test
  void aTargetThatStaysReachedIsReportedOnce() {
    run(new Learner(reporting(OptionalDouble.of(0.62), 0, NO_LIMIT)), 0, 30 * WINDOW);
    double[] losses = reports.stream().mapToDouble(r -> r.model().get(Metric.LOG_LOSS)).toArray();
    int began = 0;
    for (int i = 0; i < losses.length; i++) {
      began += losses[i] <= 0.62 && (i == 0 || losses[i - 1] > 0.62) ? 1 : 0;
    }
    assertThat(Arrays.stream(losses).filter(loss -> loss <= 0.62).count()).isGreaterThan(10);
    assertThat(decisions).hasSize(began);
    assertThat(reports.get(reports.size() - 1).learning()).isTrue();
  }

  @Test
  void stepsThatStaySmallAreReportedOnce() {
    run(new Learner(reporting(OptionalDouble.empty(), 0.05, NO_LIMIT)), 0, 30 * WINDOW);
    int began = 0;
    for (int i = 0; i < reports.size(); i++) {
      boolean before = i > 0 && ratio(reports.get(i - 1)) < 0.05;
      began += ratio(reports.get(i)) < 0.05 && !before ? 1 : 0;
    }
    assertThat(reports).filteredOn(report -> ratio(report) < 0.05).hasSizeGreaterThan(10);
    assertThat(decisions).hasSize(began);
  }

  @Test
  void fullStepsAreCountedAnewAfterAReport() {
    run(new Learner(reporting(OptionalDouble.empty(), 0, 500)), 0, 10 * WINDOW);
    // 200 steps a window: 600 are full after 3 windows, and so again
    assertThat(decisions).extracting(Decision::window).containsExactly(3L, 6L, 9L);
  }

  @Test
  void whatWasReportedIsStored() {
    LearnerRule rule = reporting(OptionalDouble.of(5), 0, 500);
    Map<String, byte[]> store = Streams.store();
    for (int window = 0; window < 10; window++) {
      Learner learner = Streams.restore(rule, store);
      run(learner, window * WINDOW, (window + 1) * WINDOW);
      Streams.commit(learner, store);
    }
    assertThat(decisions).extracting(Decision::window).containsExactly(1L, 3L, 6L, 9L);
  }

  private static LearnerRule reporting(OptionalDouble target, double minUpdate, long maxSteps) {
    EarlyStopping stopping =
        new EarlyStopping(
            Metric.LOG_LOSS, 1000, 0, target, minUpdate, maxSteps, EarlyStopping.OnStop.REPORT);
    return Streams.rule(new Sgd(0.02), 1, WINDOW, stopping);
  }

  private static double ratio(WindowReport report) {
    return report.layers().get(0).updateRatio();
  }

  private static LearnerRule with(OptionalDouble target, double minUpdate, long maxSteps) {
    EarlyStopping stopping =
        new EarlyStopping(
            Metric.LOG_LOSS, 1000, 0, target, minUpdate, maxSteps, EarlyStopping.OnStop.FREEZE);
    return Streams.rule(new Sgd(0.02), 1, WINDOW, stopping);
  }

  @Test
  void aStoppedModelLearnsAgainOnceItsPipelineHasNoEarlyStopping() {
    Learner learner = new Learner(rule(EarlyStopping.OnStop.ROLLBACK, 2));
    run(learner, 0, 60 * WINDOW);
    Map<String, byte[]> store = Streams.store();
    Streams.commit(learner, store);
    long version = learner.version();
    decisions.clear();
    Learner resumed = Streams.restore(Streams.rule(ADAM, 1, WINDOW), store);
    run(resumed, 60 * WINDOW, 62 * WINDOW);
    assertThat(decisions).extracting(Decision::kind).containsExactly(Decision.Kind.RESUME);
    assertThat(resumed.version()).isGreaterThan(version);
  }

  @Test
  void aTieIsNoImprovementEvenWithoutAMinDelta() {
    EarlyStopping ties = new EarlyStopping(Metric.LOG_LOSS, 3, 0, EarlyStopping.OnStop.FREEZE);
    // A rate so small that no weight ever moves: live model and checkpoint are the same.
    Learner learner = new Learner(Streams.rule(new Sgd(1e-300), 1, WINDOW, ties));
    run(learner, 0, 10 * WINDOW);
    assertThat(decisions).extracting(Decision::window).containsExactly(4L);
  }

  @Test
  void aModelThatDivergedIsNoCheckpointAndIsRolledBack() {
    EarlyStopping stopping =
        new EarlyStopping(Metric.LOG_LOSS, 2, 0.001, EarlyStopping.OnStop.ROLLBACK);
    Map<String, byte[]> store = Streams.store();
    Learner healthy = new Learner(Streams.rule(new Sgd(0.1), 1, WINDOW, stopping));
    run(healthy, 0, 2 * WINDOW);
    Streams.commit(healthy, store);
    Learner diverging = Streams.restore(Streams.rule(new Sgd(1e308), 1, WINDOW, stopping), store);
    run(diverging, 2 * WINDOW, 8 * WINDOW);
    assertThat(decisions).extracting(Decision::action).contains("rollback");
    assertThat(probe(diverging)).isBetween(0.05, 0.95);
    assertThat(reports.get(reports.size() - 1).total().get(Metric.LOG_LOSS)).isFinite();
  }

  private static LearnerRule rule(EarlyStopping.OnStop onStop, int patience) {
    return Streams.rule(
        ADAM, 1, WINDOW, new EarlyStopping(Metric.LOG_LOSS, patience, 0.001, onStop));
  }

  /** The label depends on a number, with noise: once learned, nothing improves any more. */
  private void run(Learner learner, int from, int to) {
    Row row = new Row(rule(EarlyStopping.OnStop.FREEZE, 1).layout());
    for (int i = from; i < to; i++) {
      fill(row, i);
      Outcome outcome = learner.take(row, i);
      outcome.report().ifPresent(reports::add);
      decisions.addAll(outcome.decisions());
    }
  }

  private double probe(Learner learner) {
    Row row = new Row(rule(EarlyStopping.OnStop.FREEZE, 1).layout());
    row.clear();
    row.setNumber(0, 1);
    row.setCategory(0, 12345);
    return learner.take(row, 0).score();
  }

  private static void fill(Row row, int i) {
    Random random = new Random(i * 31L + 5);
    row.clear();
    double a = random.nextGaussian();
    row.setNumber(0, a);
    row.setNumber(1, random.nextGaussian());
    row.setCategory(0, random.nextInt(5));
    row.setLabel(a + random.nextGaussian() > 0 ? 1 : 0);
  }
}
