package io.gradstream.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Task;
import io.gradstream.core.state.State;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TotalsTest {

  private static final List<Metric> ALL = Metric.all(Task.BINARY);

  private final Totals totals = new Totals(new State(), "model", Task.BINARY);
  private final Evaluation exact = new Evaluation();
  private final Random random = new Random(7);

  @Test
  void meansOverUnevenWindowsEqualTheMeansOverEverything() {
    for (int count : new int[] {1, 100, 7, 2500}) {
      addWindow(ALL, count);
    }

    Scores expected = exact.model(ALL);
    Scores actual = totals.scores(ALL);
    for (Metric metric : List.of(Metric.LOG_LOSS, Metric.ACCURACY)) {
      assertThat(actual.get(metric)).isCloseTo(expected.get(metric), within(1e-12));
    }
    assertThat(actual.get(Metric.AUC)).isCloseTo(expected.get(Metric.AUC), within(2e-4));
  }

  @Test
  void aWindowOfOneClassDoesNotSpoilTheTotals() {
    Scores window = window(ALL, new double[] {.2, .3}, new double[] {0, 0});
    assertThat(window.get(Metric.AUC)).isNaN();
    totals.add(
        window, Predictions.of(Task.BINARY, new double[] {.2, .3}, new double[] {0, 0}, 0, 2));

    addWindow(ALL, 50);

    assertThat(totals.scores(ALL).values().values()).noneMatch(value -> Double.isNaN(value));
  }

  @Test
  void aMetricThatIsNoMeanIsLeftOutOfTheSums() {
    Scores accuracy = new Scores(Map.of(Metric.ACCURACY, .8));
    Scores both = new Scores(Map.of(Metric.AUC, Double.NaN, Metric.ACCURACY, .8));

    assertThat(sumsOf(both)).isEqualTo(sumsOf(accuracy));
  }

  @Test
  void aMetricAskedForLaterCountsFromThen() {
    addWindow(List.of(Metric.LOG_LOSS), 30);
    assertThat(totals.scores(ALL).get(Metric.ACCURACY)).isNaN();

    Scores later = addWindow(List.of(Metric.LOG_LOSS, Metric.ACCURACY), 40);

    assertThat(totals.scores(ALL).get(Metric.ACCURACY))
        .isCloseTo(later.get(Metric.ACCURACY), within(1e-15));
  }

  private Scores addWindow(List<Metric> metrics, int count) {
    double[] scores = random.doubles(count).toArray();
    double[] labels = random.ints(count, 0, 2).asDoubleStream().toArray();
    for (int i = 0; i < count; i++) {
      exact.add(scores[i], labels[i]);
    }
    Scores window = window(metrics, scores, labels);
    totals.add(window, Predictions.of(Task.BINARY, scores, labels, 0, count));
    return window;
  }

  private static Scores window(List<Metric> metrics, double[] scores, double[] labels) {
    return Scores.of(metrics, metric -> metric.of(scores, labels, 0, labels.length));
  }

  /** Returns what the state holds once a window was added. */
  private static String sumsOf(Scores window) {
    State state = new State();
    new Totals(state, "model", Task.BINARY).addMeans(window, 10);
    StringBuilder blocks = new StringBuilder();
    state.drain((key, block) -> blocks.append(key).append(Arrays.toString(block)));
    return blocks.toString();
  }
}
