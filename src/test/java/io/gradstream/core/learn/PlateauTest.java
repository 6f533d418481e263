package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Row;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.optim.Plateau;
import io.gradstream.core.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlateauTest {

  private static final int WINDOW = 100;

  private final List<WindowReport> reports = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();

  @Test
  void theRateFallsAfterPatienceWindowsWithoutImprovement() {
    run(plateau(new Plateau(0.5, 3, 0.001, 0)), 120);
    Decision first = decisions.get(0);
    assertThat(first.kind()).isEqualTo(Decision.Kind.REDUCE_RATE);
    assertThat(first.action()).isEqualTo("reduce");
    assertThat(first.reason())
        .startsWith(
            "log-loss did not improve on the best checkpoint by 0.001 in 3 windows in a row")
        .endsWith("learning rate 0.1500, was 0.3000");

    // The naive count: windows in a row that are not improved, from 0 again after each reduction.
    double rate = 0.3;
    int without = 0;
    int reductions = 0;
    for (WindowReport report : reports) {
      without = report.improved() ? 0 : without + 1;
      if (without == 3) {
        rate /= 2;
        without = 0;
        reductions++;
      }
      assertThat(report.learningRate()).isCloseTo(rate, within(1e-15));
    }
    assertThat(reductions).isEqualTo(decisions.size()).isGreaterThan(2);
  }

  @Test
  void theRateStaysAtItsFloorAndIsNotReportedAgain() {
    run(plateau(new Plateau(0.1, 1, 0.01, 0.05)), 60);
    assertThat(decisions).hasSize(2);
    assertThat(decisions.get(1).reason()).endsWith("learning rate 0.01500, was 0.03000");
    assertThat(reports.get(59).learningRate()).isEqualTo(0.3 * 0.05);
  }

  @Test
  void aModelThatImprovesKeepsItsRate() {
    LearnerRule rule = Streams.rule(new Sgd(1e-4), 1, WINDOW);
    run(
        rule.withTraining(TrainingBuilder.from(rule).plateau(new Plateau(0.5, 2, 0, 0)).build()),
        15);
    assertThat(reports.stream().skip(1)).allMatch(WindowReport::improved);
    assertThat(decisions).isEmpty();
  }

  @Test
  void withEarlyStoppingItsMetricAndMinDeltaSayWhatImprovementIs() {
    EarlyStopping stopping =
        new EarlyStopping(Metric.ACCURACY, 4, 0.5, EarlyStopping.OnStop.FREEZE);
    LearnerRule rule = Streams.rule(new Sgd(0.3), 1, WINDOW, stopping);
    run(
        rule.withTraining(TrainingBuilder.from(rule).plateau(new Plateau(0.5, 2, 0.5, 0)).build()),
        10);
    assertThat(decisions)
        .extracting(Decision::kind)
        .containsExactly(Decision.Kind.REDUCE_RATE, Decision.Kind.REDUCE_RATE, Decision.Kind.STOP);
    assertThat(decisions).allMatch(d -> d.reason().startsWith("accuracy did not improve"));
    assertThat(decisions.get(2).window()).isEqualTo(5);
  }

  private static LearnerRule plateau(Plateau plateau) {
    LearnerRule rule = Streams.rule(new Sgd(0.3), 1, WINDOW);
    return rule.withTraining(TrainingBuilder.from(rule).plateau(plateau).build());
  }

  private void run(LearnerRule rule, int windows) {
    Learner learner = new Learner(rule);
    Row row = new Row(rule.layout());
    for (int i = 0; reports.size() < windows; i++) {
      Streams.fill(row, 3, i);
      Outcome outcome = learner.take(row, i);
      outcome.report().ifPresent(reports::add);
      decisions.addAll(outcome.decisions());
    }
  }
}
