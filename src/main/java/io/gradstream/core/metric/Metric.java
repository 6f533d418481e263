package io.gradstream.core.metric;

import io.gradstream.core.data.Task;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;

/**
 * A measure of predictions against labels; each says for which tasks it is and which direction is
 * better. NaN where it is undefined. Records count alike, whatever weight they have in learning.
 *
 * <p>Each has a number of its own, by which stored totals know it. A new metric takes the next
 * number, wherever it stands in the list; the number of one that is removed is not used again.
 */
public enum Metric {
  /**
   * Mean of {@code -ln p} of the true class, p kept {@value #EPSILON} away from 0 and 1; in nats.
   */
  LOG_LOSS(0, false, Task.BINARY, Task.MULTICLASS) {
    @Override
    public double of(Predictions rows) {
      double[] scores = rows.scores();
      double[] labels = rows.labels();
      boolean binary = rows.task() == Task.BINARY;
      double sum = 0;
      double even = 1; // one logarithm for as many factors as a double holds, and two products
      double odd = 1; // side by side, which do not wait for each other
      int i = rows.from();
      for (; i < rows.to() - 1; i += 2) {
        even *= ofTruth(scores[i], labels[i], binary);
        odd *= ofTruth(scores[i + 1], labels[i + 1], binary);
        if (even < LEAST_PRODUCT || odd < LEAST_PRODUCT) {
          sum -= StrictMath.log(even) + StrictMath.log(odd);
          even = 1;
          odd = 1;
        }
      }
      if (i < rows.to()) {
        even *= ofTruth(scores[i], labels[i], binary);
      }
      return (sum - StrictMath.log(even) - StrictMath.log(odd)) / rows.count();
    }
  },
  /** Share of records whose class is predicted. */
  ACCURACY(1, true, Task.BINARY, Task.MULTICLASS) {
    @Override
    public double of(Predictions rows) {
      return (double) rows.right() / rows.count();
    }
  },
  /** Mean recall of the classes that occur. */
  BALANCED_ACCURACY(2, true, Task.BINARY, Task.MULTICLASS) {
    @Override
    public double of(Predictions rows) {
      return ClassCounts.of(rows).balancedAccuracy();
    }
  },
  /** Share of the records predicted to be of a class that are: class 1, or the classes' mean. */
  PRECISION(3, true, Task.BINARY, Task.MULTICLASS) {
    @Override
    public double of(Predictions rows) {
      return ClassCounts.of(rows).precision(rows.task() == Task.BINARY);
    }
  },
  /** Share of the records of a class that are predicted to be: class 1, or the classes' mean. */
  RECALL(4, true, Task.BINARY, Task.MULTICLASS) {
    @Override
    public double of(Predictions rows) {
      return ClassCounts.of(rows).recall(rows.task() == Task.BINARY);
    }
  },
  /** Harmonic mean of precision and recall: of class 1, or the classes' mean (macro). */
  F1(5, true, Task.BINARY, Task.MULTICLASS) {
    @Override
    public double of(Predictions rows) {
      return ClassCounts.of(rows).f1(rows.task() == Task.BINARY);
    }
  },
  /** Area under the ROC curve, ties counted half; NaN where only one class occurs. */
  AUC(6, true, Task.BINARY) {
    @Override
    public double of(Predictions rows) {
      return AreaUnderCurve.of(rows);
    }
  },
  /** Mean precision over the recall, a step for each distinct score; NaN without positives. */
  AVERAGE_PRECISION(7, true, Task.BINARY) {
    @Override
    public double of(Predictions rows) {
      return AveragePrecision.of(rows);
    }
  },
  /** Mean squared error of the probability: G. W. Brier, Monthly Weather Review 78, 1950. */
  BRIER(8, false, Task.BINARY) {
    @Override
    public double of(Predictions rows) {
      return mean(rows, (score, label) -> (score - label) * (score - label));
    }
  },
  /** Expected calibration error over ten bins of equal width. */
  CALIBRATION_ERROR(9, false, Task.BINARY) {
    @Override
    public double of(Predictions rows) {
      return Calibration.of(rows);
    }
  },
  /** Cohen's kappa: accuracy above that of chance. */
  KAPPA(10, true, Task.BINARY, Task.MULTICLASS) {
    @Override
    public double of(Predictions rows) {
      return ClassCounts.of(rows).kappa();
    }
  },
  /**
   * Accuracy above that of the no-change predictor: I. Zliobaite et al., "Evaluation methods and
   * decision theory for classification of streaming data with temporal dependence", Machine
   * Learning 98, 2015.
   */
  KAPPA_TEMPORAL(11, true, Task.BINARY, Task.MULTICLASS) {
    @Override
    public double of(Predictions rows) {
      double noChange = (double) rows.repeats() / rows.count();
      return (ACCURACY.of(rows) - noChange) / (1 - noChange);
    }
  },
  /** Matthews' correlation coefficient, for several classes R_K. */
  MCC(12, true, Task.BINARY, Task.MULTICLASS) {
    @Override
    public double of(Predictions rows) {
      return ClassCounts.of(rows).mcc();
    }
  },
  /** Mean absolute error, in the label's unit. */
  MAE(13, false, Task.REGRESSION) {
    @Override
    public double of(Predictions rows) {
      return mean(rows, (score, label) -> Math.abs(score - label));
    }
  },
  /** Root of the mean squared error, in the label's unit. */
  RMSE(14, false, Task.REGRESSION) {
    @Override
    public double of(Predictions rows) {
      return Math.sqrt(mean(rows, (score, label) -> (score - label) * (score - label)));
    }
  },
  /** Share of the labels' variance that the predictions explain; NaN where labels are all alike. */
  R2(15, true, Task.REGRESSION) {
    @Override
    public double of(Predictions rows) {
      double[] moments = new double[Residuals.SIZE];
      for (int i = rows.from(); i < rows.to(); i++) {
        Residuals.add(moments, rows.scores()[i], rows.labels()[i]);
      }
      return Residuals.r2(moments);
    }
  },
  /** Mean of {@code |error / label|} over the labels that are not 0; 1 is 100 %. */
  MAPE(16, false, Task.REGRESSION) {
    @Override
    public double of(Predictions rows) {
      double sum = 0;
      int count = 0;
      for (int i = rows.from(); i < rows.to(); i++) {
        double label = rows.labels()[i];
        if (label != 0) {
          sum += Math.abs((rows.scores()[i] - label) / label);
          count++;
        }
      }
      return sum / count;
    }
  },
  /** Mean pinball loss of the quantile that is predicted, of the median unless another is. */
  PINBALL(17, false, Task.REGRESSION) {
    @Override
    public double of(Predictions rows) {
      double tau = rows.tau();
      return mean(
          rows, (score, label) -> Math.max(tau * (label - score), (tau - 1) * (label - score)));
    }
  };

  private static final double EPSILON = 1e-15;
  private static final double LEAST_PRODUCT = 1e-280; // with one factor more still a full double

  private final int number;
  private final boolean higherIsBetter;
  private final Set<Task> tasks;

  Metric(int number, boolean higherIsBetter, Task first, Task... more) {
    this.number = number;
    this.higherIsBetter = higherIsBetter;
    tasks = EnumSet.of(first, more);
  }

  /** Computes the metric over all rows; NaN where it is undefined. */
  public abstract double of(Predictions rows);

  /** Computes the metric over {@code [from, to)} of a task with one score a record. */
  public double of(double[] scores, double[] labels, int from, int to) {
    Task task = tasks.contains(Task.BINARY) ? Task.BINARY : Task.REGRESSION;
    return of(Predictions.of(task, scores, labels, from, to));
  }

  /** Tells whether the metric is one for a task. */
  public boolean isFor(Task task) {
    return tasks.contains(task);
  }

  /** Returns the metrics for a task. */
  public static List<Metric> all(Task task) {
    return List.of(values()).stream().filter(metric -> metric.isFor(task)).toList();
  }

  /** Returns the metrics that are reported for a task unless others are asked for. */
  public static List<Metric> usual(Task task) {
    return switch (task) {
      case BINARY -> List.of(LOG_LOSS, ACCURACY, AUC);
      case MULTICLASS -> List.of(LOG_LOSS, ACCURACY, F1);
      case REGRESSION -> List.of(MAE, RMSE, R2);
    };
  }

  /** Returns by how much {@code value} is better than {@code reference}; negative if worse. */
  public double gain(double value, double reference) {
    return higherIsBetter ? value - reference : reference - value;
  }

  /** Returns the name by which the YAML knows the metric, such as {@code log-loss}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the name that the metric has in records of windows, such as {@code log_loss}. */
  public String field() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the number by which stored totals know the metric, from 0; it never changes. */
  int number() {
    return number;
  }

  /** Returns the size of an array in which every metric has the place of its number. */
  static int places() {
    return 1 + Stream.of(values()).mapToInt(Metric::number).max().orElseThrow();
  }

  /** Tells whether windows' values may be averaged, weighted by their records. */
  boolean isMean() {
    return EnumSet.of(LOG_LOSS, ACCURACY, BRIER, MAE, PINBALL).contains(this);
  }

  /**
   * Returns the probability of the true class, kept off 0 and 1; NaN stays. A binary label is 0 or
   * 1, so the difference is what a branch would choose, but never guessed wrong.
   */
  private static double ofTruth(double score, double label, boolean binary) {
    double p = binary ? Math.abs(score - (1 - label)) : score;
    return p < EPSILON ? EPSILON : p > 1 - EPSILON ? 1 - EPSILON : p;
  }

  private static double mean(Predictions rows, DoubleBinaryOperator ofScoreAndLabel) {
    double sum = 0;
    for (int i = rows.from(); i < rows.to(); i++) {
      sum += ofScoreAndLabel.applyAsDouble(rows.scores()[i], rows.labels()[i]);
    }
    return sum / rows.count();
  }
}
