package io.gradstream.eval;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.Outcome;
import io.gradstream.core.race.MemberReport;
import io.gradstream.pipeline.file.PipelineReader;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What an untuned pipeline made of a made-up stream in one pass, with what is to be beaten beside
 * it.
 *
 * @param loss mean loss: log-loss of classes, absolute error of numbers
 * @param labelsOnly that of predicting the share of each class so far, or the mean so far, 1/2 and
 *     0 at first
 * @param bestMember that of the member of the race that would have been best
 * @param later mean loss of the second half
 * @param laterLabelsOnly the same of the second half
 * @param finite whether all predictions were
 */
record Trial(
    double loss,
    double labelsOnly,
    double bestMember,
    double later,
    double laterLabelsOnly,
    boolean finite) {

  /** A stream of records. */
  interface Source {
    /** Fills a cleared row and returns the label: of several classes the class's number. */
    double fill(Row row, int i, Random random);
  }

  /**
   * Runs a pipeline of which nothing is given but these.
   *
   * @param model such as {@code logistic}
   * @param features in YAML, such as {@code hats: [a, b]}, separated by semicolons
   */
  static Trial of(String model, String features, int rows, Source source) {
    LearnerRule rule = rule(model, features);
    return new Run(rule).over(rows, source);
  }

  private static LearnerRule rule(String model, String features) {
    String text =
        "pipeline: trial\ninput: {topic: t, label: y}\nfeatures:\n  - "
            + features.replace("; ", "\n  - ")
            + "\nmodel: "
            + model;
    return PipelineReader.parse("trial", text, Map.of()).learner();
  }

  /** Returns the loss as a multiple of what looking at labels only costs. */
  double ofLabelsOnly() {
    return loss / labelsOnly;
  }

  /** Returns the loss as a multiple of the best member's. */
  double ofBestMember() {
    return loss / bestMember;
  }

  /** One pass. */
  private static final class Run {

    private final Learner learner;
    private final Row row;
    private final Task task;
    private final MemberTotals members = new MemberTotals();
    private final Map<Double, Integer> counts = new TreeMap<>();
    private double sum;
    private int seen;
    private boolean finite = true;
    private final double[] losses = new double[2]; // by half
    private final double[] labelLosses = new double[2];

    Run(LearnerRule rule) {
      learner = new Learner(rule);
      row = new Row(rule.layout());
      task = rule.task();
    }

    Trial over(int rows, Source source) {
      Random random = new Random(rows);
      for (int i = 0; i < rows; i++) {
        take(i, 2 * i / rows, source, random);
      }
      double best =
          members.with(learner.members()).stream()
              .filter(MemberReport::isMember)
              .mapToDouble(MemberReport::loss)
              .min()
              .orElseThrow();
      double half = rows / 2.0;
      return new Trial(
          (losses[0] + losses[1]) / rows,
          (labelLosses[0] + labelLosses[1]) / rows,
          best,
          losses[1] / half,
          labelLosses[1] / half,
          finite);
    }

    private void take(int i, int half, Source source, Random random) {
      row.clear();
      double label = source.fill(row, i, random);
      if (task == Task.MULTICLASS) {
        row.setLabelText(label);
      } else {
        row.setLabel(label);
      }
      Outcome outcome = learner.take(row, i);
      outcome.report().ifPresent(report -> members.add(report.members()));
      double loss = loss(outcome, label);
      finite &= Double.isFinite(loss);
      losses[half] += loss;
      labelLosses[half] += lossOfLabelsOnly(label);
      count(label);
    }

    private double loss(Outcome outcome, double label) {
      return switch (task) {
        case MULTICLASS -> -Math.log(outcome.ofTruth());
        case BINARY ->
            -Math.log(Math.max(1e-15, label > 0 ? outcome.score() : 1 - outcome.score()));
        case REGRESSION -> Math.abs(outcome.score() - label);
      };
    }

    /** Returns that of the mean, or of the share of the class with Laplace's correction. */
    private double lossOfLabelsOnly(double label) {
      if (task == Task.REGRESSION) {
        return Math.abs((seen == 0 ? 0 : sum / seen) - label);
      }
      int classes = task == Task.BINARY ? 2 : Math.max(2, counts.size() + 1);
      return -Math.log((counts.getOrDefault(label, 0) + 1.0) / (seen + classes));
    }

    private void count(double label) {
      counts.merge(label, 1, Integer::sum);
      sum += label;
      seen++;
    }
  }
}
