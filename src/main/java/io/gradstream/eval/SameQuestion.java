package io.gradstream.eval;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Whether pipelines answer the same question, so that their figures can be compared. */
public final class SameQuestion {

  private SameQuestion() {}

  /**
   * Returns why two pipelines cannot be compared, if they cannot: they have other labels, or other
   * classes.
   */
  public static Optional<String> difference(
      String first, LearnerRule one, String second, LearnerRule other) {
    LabelRule a = one.label();
    LabelRule b = other.label();
    return differs(
            "task",
            first,
            a.task().name().toLowerCase(Locale.ROOT),
            second,
            b.task().name().toLowerCase(Locale.ROOT))
        .or(() -> differs("input.label", first, a.field(), second, b.field()))
        .or(() -> differs("input.positive", first, text(a.positive()), second, text(b.positive())))
        .or(
            () ->
                differs("input.threshold", first, text(a.threshold()), second, text(b.threshold())))
        .or(() -> differs("input.classes", first, text(a), second, text(b)));
  }

  /**
   * Returns why two pipelines cannot be compared by some metrics, if they cannot: they predict
   * different quantiles and are to be judged by them.
   */
  public static Optional<String> difference(
      String first, Evaluation one, String second, Evaluation other, List<Metric> metrics) {
    return metrics.contains(Metric.PINBALL)
        ? differs(
            "the quantile of pinball",
            first,
            String.valueOf(one.quantile()),
            second,
            String.valueOf(other.quantile()))
        : Optional.empty();
  }

  private static Optional<String> differs(
      String what, String first, String one, String second, String other) {
    return Objects.equals(one, other)
        ? Optional.empty()
        : Optional.of(
            "%s and %s answer different questions: %s is %s in the one and %s in the other; compare pipelines with the same label"
                .formatted(first, second, what, one, other));
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("not given");
  }

  private static String text(LabelRule rule) {
    return rule.classes().isEmpty() ? "not given" : String.join(", ", rule.classes());
  }
}
