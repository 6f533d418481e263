package io.gradstream.core.metric;

import static io.gradstream.core.Oracle.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.gradstream.core.Oracle;
import io.gradstream.core.data.Task;
import io.gradstream.core.state.State;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Metrics are scikit-learn's, over a window exactly and over many windows in bounded state. */
class MetricOracleTest {

  private static final JsonNode METRICS = Oracle.ALL.get("metrics");
  private static final JsonNode VALUES = METRICS.get("values");
  private static final double[] BINARY = Oracle.numbers(Oracle.ALL.get("binary"));
  private static final double[] TARGET = Oracle.numbers(Oracle.ALL.get("target"));
  private static final double[] CLASSES = Oracle.numbers(Oracle.ALL.get("classes"));

  private static final Map<Metric, String> OF_BINARY =
      Map.of(
          Metric.LOG_LOSS, "log_loss",
          Metric.AUC, "roc_auc",
          Metric.AVERAGE_PRECISION, "pr_auc_average_precision",
          Metric.BRIER, "brier",
          Metric.ACCURACY, "accuracy",
          Metric.PRECISION, "precision",
          Metric.RECALL, "recall",
          Metric.F1, "f1",
          Metric.KAPPA, "kappa",
          Metric.MCC, "mcc");
  private static final Map<Metric, String> OF_NUMBERS =
      Map.of(Metric.MAE, "mae", Metric.RMSE, "rmse", Metric.R2, "r2");
  private static final Map<Metric, String> OF_CLASSES =
      Map.of(
          Metric.LOG_LOSS, "multiclass_log_loss",
          Metric.ACCURACY, "multiclass_accuracy",
          Metric.F1, "macro_f1");

  @Test
  void aWindowHasTheReferencesValues() {
    check(OF_BINARY, rows(Task.BINARY, 0, BINARY.length));
    check(OF_NUMBERS, rows(Task.REGRESSION, 0, TARGET.length));
    check(OF_CLASSES, rows(Task.MULTICLASS, 0, CLASSES.length));
    assertThat(OF_BINARY.size() + OF_NUMBERS.size() + OF_CLASSES.size()).isEqualTo(VALUES.size());
  }

  @Test
  void manyWindowsMakeTheSameTotals() {
    for (Task task : Task.values()) {
      List<Metric> all = Metric.all(task);
      Totals totals = new Totals(new State(), "model", task);
      int count = BINARY.length;
      double last = Double.NaN;
      for (int from = 0; from < count; from += 70) {
        Predictions window = rows(task, from, Math.min(count, from + 70)).after(last);
        totals.add(Scores.of(all, metric -> metric.of(window)), window);
        last = window.labels()[window.to() - 1];
      }
      Predictions everything = rows(task, 0, count);
      Scores actual = totals.scores(all);
      for (Metric metric : all) {
        double tolerance =
            metric == Metric.AUC || metric == Metric.AVERAGE_PRECISION ? 2e-3 : 1e-12;
        assertThat(actual.get(metric))
            .as(task + " " + metric)
            .isCloseTo(metric.of(everything), within(tolerance));
      }
    }
  }

  @Test
  void anImperfectMatchOfBinsIsTheCalibrationError() {
    double[] scores = {0.05, 0.05, 0.95, 0.95};
    double[] labels = {0, 1, 1, 1};
    // |0.05 - 0.5| for half of the records, |0.95 - 1| for the other half
    assertThat(Metric.CALIBRATION_ERROR.of(scores, labels, 0, 4))
        .isCloseTo((0.45 + 0.05) / 2, within(1e-12));
  }

  @Test
  void temporalKappaIsAccuracyAboveThatOfTheLastLabel() {
    double[] labels = {1, 1, 0, 0, 1};
    double[] scores = {1, 1, 0, 1, 1};
    // right in 4 of 5; the last label is right in 2 of 5, and in 3 after a 1
    Predictions rows = Predictions.of(Task.BINARY, scores, labels, 0, 5);
    assertThat(Metric.KAPPA_TEMPORAL.of(rows)).isCloseTo((0.8 - 0.4) / 0.6, within(1e-12));
    assertThat(Metric.KAPPA_TEMPORAL.of(rows.after(1))).isCloseTo((0.8 - 0.6) / 0.4, within(1e-12));
  }

  @Test
  void errorsAreMeasuredInPercentAndByQuantile() {
    double[] scores = {110, 5, 90};
    double[] labels = {100, 0, 100};
    assertThat(Metric.MAPE.of(scores, labels, 0, 3)).isCloseTo(0.1, within(1e-12));
    Predictions rows = Predictions.of(Task.REGRESSION, scores, labels, 0, 3).forQuantile(0.9);
    assertThat(Metric.PINBALL.of(rows))
        .isCloseTo((0.1 * 10 + 0.1 * 5 + 0.9 * 10) / 3, within(1e-12));
  }

  @Test
  void scoresThatAreNoNumbersDoNotSpoilTheTotalsForGood() {
    for (Task task : Task.values()) {
      List<Metric> all = Metric.all(task);
      Totals totals = new Totals(new State(), "model", task);
      Predictions broken =
          task == Task.MULTICLASS
              ? Predictions.ofClasses(new double[] {Double.NaN}, new double[1], new double[1], 1)
              : Predictions.of(task, new double[] {Double.NaN}, new double[1], 0, 1);
      totals.add(Scores.of(all, metric -> metric.of(broken)), broken);
      Predictions good = rows(task, 0, 300);
      totals.add(Scores.of(all, metric -> metric.of(good)), good);
      assertThat(totals.scores(all).values().values()).allMatch(Double::isFinite);
    }
  }

  private static void check(Map<Metric, String> names, Predictions rows) {
    names.forEach((metric, name) -> assertClose(metric.of(rows), VALUES.get(name).asDouble()));
  }

  private static Predictions rows(Task task, int from, int to) {
    return switch (task) {
      case BINARY ->
          Predictions.of(task, Oracle.numbers(METRICS.get("probability")), BINARY, from, to);
      case REGRESSION ->
          Predictions.of(task, Oracle.numbers(METRICS.get("prediction")), TARGET, from, to);
      case MULTICLASS -> {
        double[][] p =
            IntStream.range(from, to)
                .mapToObj(i -> Oracle.numbers(METRICS.get("class_probability").get(i)))
                .toArray(double[][]::new);
        double[] labels = Arrays.copyOfRange(CLASSES, from, to);
        double[] ofTruth =
            IntStream.range(0, p.length).mapToDouble(i -> p[i][(int) labels[i]]).toArray();
        double[] predicted =
            IntStream.range(0, p.length).mapToDouble(i -> likeliest(p[i])).toArray();
        yield Predictions.ofClasses(ofTruth, labels, predicted, p.length);
      }
    };
  }

  private static int likeliest(double[] p) {
    return IntStream.range(0, p.length).reduce((a, b) -> p[b] > p[a] ? b : a).orElseThrow();
  }
}
