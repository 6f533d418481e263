package io.gradstream.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Task;
import io.gradstream.core.state.State;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every metric owes, whatever it measures. */
class MetricContractTest {

  private static final int ROWS = 400;

  @ParameterizedTest
  @EnumSource(Metric.class)
  void rightPredictionsAreBetterThanRandomOnes(Metric metric) {
    for (Task task : tasks(metric)) {
      double right = metric.of(right(task));
      double random = metric.of(random(task));
      assertThat(metric.gain(right, random)).as("%s %s", metric, task).isPositive();
      assertThat(metric.gain(random, right)).isEqualTo(-metric.gain(right, random));
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void measuringChangesNoScoreAndNoLabel(Metric metric) {
    for (Task task : tasks(metric)) {
      Predictions rows = random(task);
      double[] scores = rows.scores().clone();
      double[] labels = rows.labels().clone();
      double first = metric.of(rows);
      assertThat(metric.of(rows)).isEqualTo(first);
      assertThat(rows.scores()).isEqualTo(scores);
      assertThat(rows.labels()).isEqualTo(labels);
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void theTotalOfOneWindowIsTheWindows(Metric metric) {
    for (Task task : tasks(metric)) {
      Predictions rows = random(task);
      Totals totals = new Totals(new State(), "model", task);
      totals.add(Scores.of(List.of(metric), each -> each.of(rows)), rows);
      assertThat(totals.scores(List.of(metric)).get(metric))
          .as("%s %s", metric, task)
          .isCloseTo(metric.of(rows), within(2e-3)); // areas come from a histogram
    }
  }

  private static List<Task> tasks(Metric metric) {
    List<Task> tasks = Arrays.stream(Task.values()).filter(metric::isFor).toList();
    assertThat(tasks).isNotEmpty();
    return tasks;
  }

  private static Predictions right(Task task) {
    double[] labels = labels(task);
    double[] scores = labels.clone();
    if (task == Task.MULTICLASS) {
      double[] certain = new double[ROWS];
      Arrays.fill(certain, 1);
      return Predictions.ofClasses(certain, labels, scores, ROWS).after(1);
    }
    return Predictions.of(task, scores, labels, 0, ROWS).after(1);
  }

  private static Predictions random(Task task) {
    Random random = new Random(2);
    double[] scores = random.doubles(ROWS).toArray();
    if (task == Task.MULTICLASS) {
      double[] classes = random.ints(ROWS, 0, 3).asDoubleStream().toArray();
      return Predictions.ofClasses(scores, labels(task), classes, ROWS).after(1);
    }
    return Predictions.of(task, scores, labels(task), 0, ROWS).after(1);
  }

  private static double[] labels(Task task) {
    Random random = new Random(1);
    return switch (task) {
      case BINARY -> random.ints(ROWS, 0, 2).asDoubleStream().toArray();
      case MULTICLASS -> random.ints(ROWS, 0, 3).asDoubleStream().toArray();
      case REGRESSION -> random.doubles(ROWS, 1, 3).toArray();
    };
  }
}
