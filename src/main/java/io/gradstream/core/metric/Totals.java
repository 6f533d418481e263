package io.gradstream.core.metric;

import io.gradstream.core.data.Task;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * The metrics of one predictor over everything so far, in bounded state.
 *
 * <p>Exact, but for AUC and average precision, which come from a histogram of scores: means are
 * summed, the metrics of classes come from counts, those of a regression from moments. A metric
 * that is asked for later counts from then.
 */
public final class Totals {

  private static final int STRIDE = 2;
  private static final Set<Metric> OF_SCORES = EnumSet.of(Metric.AUC, Metric.AVERAGE_PRECISION);
  private static final Set<Metric> OF_CLASSES =
      EnumSet.of(
          Metric.BALANCED_ACCURACY,
          Metric.PRECISION,
          Metric.RECALL,
          Metric.F1,
          Metric.KAPPA,
          Metric.KAPPA_TEMPORAL,
          Metric.MCC);
  private static final Set<Metric> OF_NUMBERS = EnumSet.of(Metric.RMSE, Metric.R2, Metric.MAPE);

  private final Task task;
  private final DoubleArray sums;
  private final AucHistogram histogram;
  private final LongArray classes;
  private final LongArray repeats;
  private final DoubleArray moments;
  private final DoubleArray bins;

  /** Declares the state under {@code name}. */
  public Totals(State state, String name, Task task) {
    this.task = task;
    String prefix = "totals." + name;
    sums = state.doubles(prefix, STRIDE * Metric.places());
    histogram = new AucHistogram(state.longs(prefix + ".histogram", 0));
    classes = state.longs(prefix + ".classes", 0);
    repeats = state.longs(prefix + ".repeats", 1);
    moments = state.doubles(prefix + ".moments", Residuals.SIZE);
    bins = state.doubles(prefix + ".calibration", Calibration.SIZE);
  }

  /** Adds a window, given its exact metrics. */
  public void add(Scores window, Predictions rows) {
    addMeans(window, rows.count());
    if (asks(window, OF_SCORES)) {
      histogram.add(rows);
    }
    if (asks(window, OF_CLASSES)) {
      addClasses(rows);
    }
    if (asks(window, OF_NUMBERS)) {
      for (int i = rows.from(); i < rows.to(); i++) {
        Residuals.add(moments.values(), rows.scores()[i], rows.labels()[i]);
      }
      moments.touchAll();
    }
    if (window.values().containsKey(Metric.CALIBRATION_ERROR)) {
      for (int i = rows.from(); i < rows.to(); i++) {
        Calibration.add(bins.values(), rows.scores()[i], rows.labels()[i]);
      }
      bins.touchAll();
    }
  }

  /** Adds a window's metrics that are means, but for those that are undefined in it. */
  public void addMeans(Scores window, int count) {
    window
        .values()
        .forEach(
            (metric, value) -> {
              if (metric.isMean() && Double.isFinite(value)) {
                int at = STRIDE * metric.number();
                sums.set(at, sums.get(at) + value * count);
                sums.set(at + 1, sums.get(at + 1) + count);
              }
            });
  }

  /** Returns the totals of {@code metrics}. */
  public Scores scores(Collection<Metric> metrics) {
    ClassCounts counts = new ClassCounts(classes.values(), classes.size());
    return Scores.of(metrics, metric -> total(metric, counts));
  }

  /** Returns the totals of those of {@code metrics} that are means. */
  public Scores means(Collection<Metric> metrics) {
    return Scores.of(metrics.stream().filter(Metric::isMean).toList(), this::mean);
  }

  private double total(Metric metric, ClassCounts counts) {
    boolean binary = task == Task.BINARY;
    return switch (metric) {
      case AUC -> histogram.value();
      case AVERAGE_PRECISION -> histogram.averagePrecision();
      case BALANCED_ACCURACY -> counts.balancedAccuracy();
      case PRECISION -> counts.precision(binary);
      case RECALL -> counts.recall(binary);
      case F1 -> counts.f1(binary);
      case KAPPA -> counts.kappa();
      case MCC -> counts.mcc();
      case KAPPA_TEMPORAL -> kappaTemporal(counts);
      case CALIBRATION_ERROR -> Calibration.value(bins.values());
      case RMSE -> Residuals.rmse(moments.values());
      case R2 -> Residuals.r2(moments.values());
      case MAPE -> Residuals.mape(moments.values());
      default -> mean(metric);
    };
  }

  private double mean(Metric metric) {
    int at = STRIDE * metric.number();
    return sums.get(at) / sums.get(at + 1);
  }

  private double kappaTemporal(ClassCounts counts) {
    double noChange = repeats.get(0) / counts.records();
    return (counts.accuracy() - noChange) / (1 - noChange);
  }

  private void addClasses(Predictions rows) {
    for (int i = rows.from(); i < rows.to(); i++) {
      int predicted = rows.predicted(i);
      int actual = rows.actual(i);
      classes.grow(ClassCounts.STRIDE * (Math.max(1, Math.max(predicted, actual)) + 1));
      if (predicted >= 0) {
        count(ClassCounts.at(predicted, true, false));
      }
      count(ClassCounts.at(actual, false, true));
      if (predicted == actual) {
        count(ClassCounts.at(actual, true, true));
      }
    }
    repeats.set(0, repeats.get(0) + rows.repeats());
  }

  private void count(int at) {
    classes.set(at, classes.get(at) + 1);
  }

  private static boolean asks(Scores window, Set<Metric> any) {
    return window.values().keySet().stream().anyMatch(any::contains);
  }
}
