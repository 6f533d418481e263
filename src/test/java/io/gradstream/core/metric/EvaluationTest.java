package io.gradstream.core.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Task;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final List<Metric> ALL = Metric.all(Task.BINARY);

  @Test
  void metricsAreThoseOfAllExamplesHoweverMany() {
    Random random = new Random(3);
    double[] scores = random.doubles(5000).toArray();
    double[] labels = random.ints(5000, 0, 2).asDoubleStream().toArray();
    Evaluation evaluation = new Evaluation();
    for (int i = 0; i < 5000; i++) {
      evaluation.add(scores[i], labels[i]);
    }

    assertThat(evaluation.size()).isEqualTo(5000);
    for (Metric metric : Metric.all(Task.BINARY)) {
      assertThat(evaluation.model(ALL).get(metric)).isEqualTo(metric.of(scores, labels, 0, 5000));
      assertThat(evaluation.last(metric, 100)).isEqualTo(metric.of(scores, labels, 4900, 5000));
    }
    for (Baseline baseline : Baseline.values()) {
      assertThat(evaluation.baseline(baseline, ALL))
          .isEqualTo(baseline.scores(ALL, labels, 5000, new double[Baseline.SIZE]));
    }
  }

  @Test
  void theLastFewAreAllIfThereAreNotMore() {
    Evaluation evaluation = new Evaluation();
    evaluation.add(.9, 1);
    evaluation.add(.9, 0);

    assertThat(evaluation.last(Metric.ACCURACY, 100)).isEqualTo(.5);
    assertThat(evaluation.last(Metric.ACCURACY, 1)).isEqualTo(0);
  }

  @Test
  void nothingIsKnownOfNoExamples() {
    assertThat(new Evaluation().model(ALL).values().values())
        .allMatch(value -> Double.isNaN(value));
  }

  @Test
  void scoresHoldWhatWasAskedForAndNothingElse() {
    Scores scores = new Scores(Map.of(Metric.AUC, .9));

    assertThat(scores.get(Metric.AUC)).isEqualTo(.9);
    assertThat(scores.get(Metric.ACCURACY)).isNaN();
    assertThat(scores.values()).containsOnlyKeys(Metric.AUC);
  }
}
