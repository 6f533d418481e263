package io.gradstream.bench;

import io.gradstream.embedded.BrokerProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures what a large model costs to keep: bytes that a commit writes against bytes that changed,
 * and how long it takes to end a trainer and to begin again.
 */
public final class StateBenchmark {

  private static final int COMMITS = 5;
  private static final int DENSE_ROWS = 50;
  private static final int MOST_WITH_MOMENTS = 1_000_000;
  private static final double MEGABYTE = 1 << 20;

  /** What a model may be called on the command line. */
  public static final List<String> MODELS =
      List.of("sparse-sgd", "sparse-adam", "sparse-race", "dense-momentum");

  private final List<Integer> sizes;
  private final List<String> only;
  private final int rowsACommit;
  private final PrintWriter out;

  /**
   * Creates a benchmark.
   *
   * @param sizes numbers of weights
   * @param only which of {@link #MODELS}, however long they take; if empty all but the largest
   * @param rowsACommit rows between two commits of a sparse model
   */
  public StateBenchmark(List<Integer> sizes, List<String> only, int rowsACommit, PrintWriter out) {
    this.sizes = sizes;
    this.only = only;
    this.rowsACommit = rowsACommit;
    this.out = out;
  }

  /** Runs it and prints a line for each model, without a broker and then with one. */
  public void run() throws IOException, InterruptedException {
    say("a commit of %,d rows (dense: %d), mean of %d; no Kafka", rowsACommit, DENSE_ROWS, COMMITS);
    say(
        "%-18s %12s %14s %14s %10s %8s",
        "model", "parameters", "bytes changed", "bytes written", "records", "ratio");
    for (int size : sizes) {
      for (StateShape shape : shapes(size)) {
        int rows = shape.ids() == 0 ? DENSE_ROWS : rowsACommit;
        var result = new WriteAmplification(shape).measure(COMMITS, rows);
        say(
            "%-18s %,12d %,14.0f %,14.0f %,10.0f %8.1f",
            shape.title(),
            result.parameters(),
            result.changed(),
            result.written(),
            result.blocks(),
            result.ratio());
      }
    }
    try (BrokerProcess broker = BrokerProcess.start()) {
      say("on the embedded broker, seconds");
      say(
          "%-18s %12s %14s %14s %10s %8s",
          "model", "weights", "changelog MB", "empty start", "close", "restart");
      int number = 0;
      for (int size : sizes) {
        for (StateShape shape : shapes(size)) {
          if (isLeftOut(size, shape)) {
            continue;
          }
          int rows = shape.ids() == 0 ? DENSE_ROWS : shape.rowsUntilFull();
          var result = new RestoreTime(shape, "state-" + number++, broker.kafka()).measure(rows);
          say(
              "%-18s %,12d %,14.1f %14.1f %10.1f %8.1f",
              shape.title(),
              size,
              result.changelog() / MEGABYTE,
              result.emptyStart(),
              result.close(),
              result.start());
        }
      }
    }
  }

  /** To fill it on a broker takes minutes: only where it is asked for. */
  private boolean isLeftOut(int size, StateShape shape) {
    return only.isEmpty() && size > MOST_WITH_MOMENTS && shape.optimizer().equals("adam");
  }

  private List<StateShape> shapes(int size) {
    List<StateShape> shapes = new ArrayList<>();
    shapes.add(StateShape.sparse(size, "sgd"));
    shapes.add(StateShape.sparse(size, "adam"));
    if (size <= MOST_WITH_MOMENTS || !only.isEmpty()) {
      shapes.add(StateShape.sparse(size, "")); // of some GB beyond
    }
    shapes.add(StateShape.dense(size, "momentum"));
    shapes.removeIf(shape -> !only.isEmpty() && !only.contains(shape.name()));
    return shapes;
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
