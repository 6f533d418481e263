package io.gradstream.core.learn;

import io.gradstream.core.data.Task;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.text.WholeRange;
import java.util.List;
import java.util.stream.Stream;

/**
 * How predictions are judged against labels as they arrive (prequential: test, then train).
 *
 * @param window labelled records per window, 1 or more
 * @param metrics what is computed per window and overall
 * @param asked whether these metrics were asked for; they are the usual ones otherwise
 */
public record Validation(int window, List<Metric> metrics, boolean asked) {

  /** How many labelled records a window may have. */
  public static final WholeRange WINDOW = WholeRange.atLeast(1);

  /** Copies the list and checks the ranges. */
  public Validation {
    metrics = List.copyOf(metrics);
    WINDOW.check("window", window);
  }

  /** Asks for metrics, unless they are the usual ones of a task. */
  public Validation(int window, List<Metric> metrics) {
    this(window, metrics, Stream.of(Task.values()).map(Metric::usual).noneMatch(metrics::equals));
  }
}
