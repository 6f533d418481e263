package io.gradstream.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Task;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BaselineTest {

  private static final List<Metric> ALL = Metric.all(Task.BINARY);
  private static final double[] LABELS = {1, 1, 0, 0, 0, 1};

  @Test
  void noChangePredictsTheLastLabelAndNegativeAtFirst() {
    // predicted: 0 1 1 0 0 0
    assertThat(scores(Baseline.NO_CHANGE).get(Metric.ACCURACY)).isEqualTo(3 / 6.0);
  }

  @Test
  void noChangeBelievesInItselfAsOftenAsLabelsRepeated() {
    // repeats before each label after the first: 0/0, 1/1, 1/2, 2/3, 3/4
    double[] ofTruth = {1 / 2.0, 1 / 2.0, 1 - 2 / 3.0, 2 / 4.0, 3 / 5.0, 1 - 4 / 6.0};

    assertThat(scores(Baseline.NO_CHANGE).get(Metric.LOG_LOSS))
        .isCloseTo(logLoss(ofTruth), within(1e-15));
  }

  @Test
  void majorityPredictsTheMoreFrequentClassAndNegativeInATie() {
    // predicted: 0 1 1 1 0 0
    assertThat(scores(Baseline.MAJORITY).get(Metric.ACCURACY)).isEqualTo(2 / 6.0);
  }

  @Test
  void majorityBelievesInAClassAsOftenAsItWasSeen() {
    // positives before each label: 0/0, 1/1, 2/2, 2/3, 2/4, 2/5
    double[] ofTruth = {1 / 2.0, 2 / 3.0, 1 - 3 / 4.0, 1 - 3 / 5.0, 1 - 3 / 6.0, 3 / 7.0};

    assertThat(scores(Baseline.MAJORITY).get(Metric.LOG_LOSS))
        .isCloseTo(logLoss(ofTruth), within(1e-15));
  }

  @Test
  void aucRanksByThePredictedClass() {
    // positives got 0 1 0, negatives 1 0 0: of nine pairs two are right, five tied
    assertThat(scores(Baseline.NO_CHANGE).get(Metric.AUC))
        .isCloseTo((2 + 5 * 0.5) / 9, within(1e-15));
  }

  @Test
  void twoWindowsInARowScoreLikeOneWithTheStateCarriedOver() {
    for (Baseline baseline : Baseline.values()) {
      double[] state = new double[Baseline.SIZE];
      Scores first = baseline.scores(ALL, LABELS, 4, state);
      for (int i = 0; i < 4; i++) {
        Baseline.learn(state, LABELS[i]);
      }
      Scores second = baseline.scores(ALL, Arrays.copyOfRange(LABELS, 4, 6), 2, state);

      for (Metric metric : List.of(Metric.ACCURACY, Metric.LOG_LOSS)) {
        assertThat((4 * first.get(metric) + 2 * second.get(metric)) / 6)
            .isCloseTo(scores(baseline).get(metric), within(1e-15));
      }
    }
  }

  @Test
  void scoringLeavesTheStateAlone() {
    double[] state = {3, 2, 1, 1};

    Baseline.NO_CHANGE.scores(ALL, LABELS, 6, state);

    assertThat(state).containsExactly(3, 2, 1, 1);
  }

  @Test
  void noChangeIsRightInAsManyFlightsAsPublished() throws IOException {
    double[] labels = Labels.flights();

    assertThat(labels).hasSize(327_346);
    assertThat(accuracy(Baseline.NO_CHANGE, labels)).isCloseTo(.7123, within(.00005));
    assertThat(accuracy(Baseline.MAJORITY, labels)).isCloseTo(1 - .2447, within(.0001));
  }

  @Test
  void noChangeIsRightInAsManyHalfHoursOfElectricityAsPublished() throws IOException {
    double[] labels = Labels.elec2();

    assertThat(labels).hasSize(45_312);
    assertThat(accuracy(Baseline.NO_CHANGE, labels)).isCloseTo(.8533, within(.00005));
  }

  private static Scores scores(Baseline baseline) {
    return baseline.scores(ALL, LABELS, LABELS.length, new double[Baseline.SIZE]);
  }

  private static double accuracy(Baseline baseline, double[] labels) {
    double[] state = new double[Baseline.SIZE];
    return baseline
        .scores(List.of(Metric.ACCURACY), labels, labels.length, state)
        .get(Metric.ACCURACY);
  }

  private static double logLoss(double[] ofTruth) {
    return -Arrays.stream(ofTruth).map(Math::log).average().orElseThrow();
  }
}
