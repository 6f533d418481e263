package io.gradstream.report;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.Validation;
import io.gradstream.core.learn.WindowReport;
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
                Column.of(task == Task.REGRESSION ? "mean" : "majority", Kind.FIGURE),
                Column.of("so far", Kind.FIGURE)));
  }

  /** Takes the next window. */
  public void add(WindowReport window) {
    boolean told = every || Long.bitCount(window.window()) == 1;
    untold = told ? Optional.empty() : Optional.of(window);
    if (told) {
      tell(window);
    }
  }

  /** Prints what has not been yet; returns whether there was any window. */
  public boolean end() {
    untold.ifPresent(this::tell);
    if (!waiting.isEmpty()) {
      table.print(waiting);
    }
    return table.isBegun();
  }

  private void tell(WindowReport window) {
    List<Object> row =
        List.of(
            window.window(),
            Figures.count(window.totalCount()),
            window.model().get(metric),
            window.noChange().get(metric),
            window.majority().get(metric),
            window.total().get(metric));
    if (atOnce) {
      table.print(List.of(row));
    } else {
      waiting.add(row);
    }
  }
}
