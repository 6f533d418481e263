package io.gradstream.report;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.Validation;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.text.Figures;
import java.util.List;
import java.util.Optional;

/**
 * Which metrics people are shown, the most telling first.
 *
 * @param metrics the metrics, in order
 * @param why why these, where it is not plain
 */
public record ShownMetrics(List<Metric> metrics, Optional<String> why) {

  /** Of fewer positives than this, accuracy says that nothing is positive. */
  private static final double RARE = 0.05;

  private static final List<Metric> OF_RARE =
      List.of(Metric.AVERAGE_PRECISION, Metric.LOG_LOSS, Metric.AUC, Metric.F1);

  /** Returns those that were asked for, or what suits the labels. */
  static ShownMetrics of(Validation validation, Evaluation evaluation) {
    return validation.asked() ? plain(validation.metrics()) : usual(evaluation);
  }

  /**
   * Returns the metrics by which models of the same rows are compared: all that were asked for of
   * any of them, or what suits the labels.
   */
  public static List<Metric> ofAll(List<Validation> validations, Evaluation rows) {
    List<Metric> asked =
        validations.stream()
            .filter(Validation::asked)
            .flatMap(each -> each.metrics().stream())
            .distinct()
            .toList();
    return asked.isEmpty() ? usual(rows).metrics() : asked;
  }

  /** Returns what suits the labels. */
  static ShownMetrics usual(Evaluation evaluation) {
    return switch (evaluation.task()) {
      case BINARY -> ofTwoClasses(evaluation);
      case MULTICLASS -> plain(List.of(Metric.ACCURACY, Metric.LOG_LOSS, Metric.F1));
      case REGRESSION -> plain(Metric.usual(Task.REGRESSION));
    };
  }

  /** Accuracy comes first, for it is what people ask for, unless it says little. */
  private static ShownMetrics ofTwoClasses(Evaluation evaluation) {
    double share = evaluation.positives();
    if (!(share > 0 && share < RARE)) {
      return plain(List.of(Metric.ACCURACY, Metric.LOG_LOSS, Metric.AUC));
    }
    return new ShownMetrics(
        OF_RARE,
        Optional.of(
            "%s %% of the labels are positive: average-precision comes first, for accuracy says little of a rare class. validation.metrics chooses what is shown."
                .formatted(Figures.one(100 * share))));
  }

  private static ShownMetrics plain(List<Metric> metrics) {
    return new ShownMetrics(metrics, Optional.empty());
  }
}
