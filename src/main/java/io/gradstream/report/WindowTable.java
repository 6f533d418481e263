package io.gradstream.report;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.Validation;
import io.gradstream.core.learn.WindowReport;
import io.gradstream.core.metric.Baseline;
import io.gradstream.core.metric.Evaluation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.text.Figures;
import io.gradstream.report.FlowingTable.Column;
import io.gradstream.report.FlowingTable.Kind;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a model came to its figures: a line for each window, by its first metric, or for windows 1,
 * 2, 4, 8 and so on, and the last, so that a long file has few.
 */
public final class WindowTable {

  private static final int ROWS = 10;

  private final Metric metric;
  private final boolean every;
  private final boolean atOnce;
  private final FlowingTable table;
  private final List<List<?>> waiting = new ArrayList<>();
  private Optional<WindowReport> untold = Optional.empty();

  /**
   * Creates a table without windows.
   *
   * @param every whether each window has a line
   * @param atOnce whether lines are printed as they come, and not at the end
   */
  public WindowTable(
      Validation validation, Task task, boolean every, boolean atOnce, PrintWriter out) {
    metric = validation.metrics().get(0);
    this.every = every;
    this.atOnce = atOnce;
    table =
        new FlowingTable(
            out,
            List.of(
                Column.of("window", Kind.WHOLE),
                Column.of("rows", Kind.WHOLE).atLeast(ROWS),
                Column.of(MetricNames.of(metric), Kind.FIGURE),
                Column.of("no change", Kind.FIGURE),
                Column.of(Baseline.MAJORITY.title(task), Kind.FIGURE),
                Column.of("so far", Kind.FIGURE)));
  }

  /**
   * Takes the next window.
   *
   * @param all all predictions so far, over which the metric is exact; where each window has a line
   *     that would take too long, and the window's own total is told
   */
  public void add(WindowReport window, Evaluation all) {
    boolean told = every || Long.bitCount(window.window()) == 1;
    untold = told ? Optional.empty() : Optional.of(window);
    if (told) {
      tell(window, every ? window.total().get(metric) : soFar(window, all));
    }
  }

  /** Prints what has not been yet; returns whether there was any window. */
  public boolean end(Evaluation all) {
    untold.ifPresent(window -> tell(window, soFar(window, all)));
    if (!waiting.isEmpty()) {
      table.print(waiting);
    }
    return table.isBegun();
  }

  /** Rows after the last full window are in none. */
  private double soFar(WindowReport window, Evaluation all) {
    return all.first(metric, (int) window.totalCount());
  }

  private void tell(WindowReport window, double soFar) {
    List<Object> row =
        List.of(
            window.window(),
            Figures.count(window.totalCount()),
            window.model().get(metric),
            window.noChange().get(metric),
            window.majority().get(metric),
            soFar);
    if (atOnce) {
      table.print(List.of(row));
    } else {
      waiting.add(row);
    }
  }
}
