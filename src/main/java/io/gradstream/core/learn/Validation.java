package io.gradstream.core.learn;

import io.gradstream.core.metric.Metric;
import io.gradstream.core.text.WholeRange;
import java.util.List;

/**
 * How predictions are judged against labels as they arrive (prequential: test, then train).
 *
 * @param window labelled records per window, 1 or more
 * @param metrics what is computed per window and overall
 */
public record Validation(int window, List<Metric> metrics) {

  /** How many labelled records a window may have. */
  public static final WholeRange WINDOW = WholeRange.atLeast(1);

  /** Copies the list and checks the ranges. */
  public Validation {
    metrics = List.copyOf(metrics);
    WINDOW.check("window", window);
  }
}
