package io.gradstream.report;

import io.gradstream.core.metric.PairedComparison;
import io.gradstream.core.metric.PairedComparison.Difference;
import io.gradstream.core.metric.PairedComparison.Verdict;
import io.gradstream.core.text.Figures;
import io.gradstream.core.text.Printable;

/** What is said of a comparison, in tables and in pictures. */
public final class ComparisonWords {

  private static final int LONGEST_NAME = 40;
  private static final double PERCENT = 100;

  private ComparisonWords() {}

  /** Returns the name of a model, cut if it is long. */
  public static String name(PairedComparison comparison, int model) {
    return Printable.of(comparison.names().get(model), LONGEST_NAME);
  }

  /** Returns what can be said of a difference; its figures follow. */
  public static String verdict(Difference each) {
    return switch (each.verdict()) {
      case BETTER -> "better by";
      case WORSE -> "worse by";
      case UNTOLD -> isSame(each) ? "the same in every resample:" : "cannot be told apart:";
      case UNKNOWN -> Double.isNaN(each.gain()) ? "undefined" : "no interval:";
    };
  }

  private static boolean isSame(Difference each) {
    return each.gain() == 0 && each.low() == 0 && each.high() == 0;
  }

  /** Returns by how much, as the verdict says it. */
  public static String gain(Difference each) {
    return figures(each).text(each.verdict() == Verdict.WORSE ? -each.gain() : each.gain());
  }

  /** Returns the interval, as the verdict says it; empty where there is none. */
  public static String interval(Difference each) {
    return switch (each.verdict()) {
      case BETTER, UNTOLD -> ends(figures(each), each.low(), each.high());
      case WORSE -> ends(figures(each), -each.high(), -each.low());
      case UNKNOWN -> "";
    };
  }

  private static Figures figures(Difference each) {
    return Figures.of(each.gain(), each.low(), each.high());
  }

  private static boolean isUntold(PairedComparison comparison) {
    return comparison.differences().stream()
        .anyMatch(each -> each.verdict() == Verdict.UNTOLD && !isSame(each));
  }

  private static String ends(Figures figures, double low, double high) {
    return "[%s, %s]".formatted(figures.text(low), figures.text(high));
  }

  /** Returns how the intervals were made, or why there are none. */
  public static String how(PairedComparison comparison) {
    return comparison
        .how()
        .map(
            it ->
                "In brackets: %s %% intervals, paired by row, of %s resamples in blocks of %s rows (seed %d).%s"
                    .formatted(
                        Figures.count(Math.round(PERCENT * it.confidence())),
                        Figures.count(it.resamples()),
                        Figures.count(it.block()),
                        it.seed(),
                        isUntold(comparison)
                            ? " Of what cannot be told apart, positive is better."
                            : ""))
        .orElse(
            "There are no intervals: %s rows are too few to say how they depend on each other."
                .formatted(Figures.count(comparison.rows())));
  }
}
