package io.gradstream.bench;

import io.gradstream.core.data.Row;
import io.gradstream.core.learn.Learner;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures how the time of a row and the memory of a model grow with its numbers, categories,
 * hidden units and batch size, one at a time: a learner over made-up rows, without Kafka and
 * without decoding.
 */
public final class GrowthBenchmark {

  private static final int PASSES = 3;
  private static final double MEGABYTE = 1 << 20;

  private final int rows;
  private final int mostCategories;
  private final PrintWriter out;

  /**
   * Creates a benchmark.
   *
   * @param rows of each of three passes, of which the fastest counts
   * @param mostCategories values of the widest field, 10 or more
   */
  public GrowthBenchmark(int rows, int mostCategories, PrintWriter out) {
    this.rows = rows;
    this.mostCategories = mostCategories;
    this.out = out;
  }

  /** Runs it and prints a line for each size. */
  public void run() {
    say("%,d rows a pass, the fastest of %d; processor time of one thread", rows, PASSES);
    say(
        "%-12s %12s %12s %12s %11s %11s %11s",
        "grows", "to", "ns/row", "rows/s", "bytes/row", "state MB", "heap MB");
    for (int round = 0; round < Rounds.WARM_UP; round++) {
      Stream.of(Shape.USUAL.withHidden(8), Shape.USUAL.withBatch(8), Shape.USUAL)
          .forEach(this::learn);
    }
    numbers().forEach(size -> line("numbers", size, Shape.USUAL.withNumbers(size)));
    categories().forEach(size -> line("categories", size, Shape.USUAL.withCategories(size)));
    Stream.of(8, 32, 128, 512).forEach(s -> line("hidden units", s, Shape.USUAL.withHidden(s)));
    Stream.of(1, 8, 64, 512).forEach(size -> line("batch size", size, Shape.USUAL.withBatch(size)));
  }

  private static Stream<Integer> numbers() {
    return Stream.of(10, 30, 100, 300, 1000);
  }

  private Stream<Integer> categories() {
    return IntStream.of(10, 1000, 100_000, 1_000_000, 10_000_000)
        .filter(size -> size <= mostCategories)
        .boxed();
  }

  /**
   * What a size costs.
   *
   * @param cost of a row
   * @param state bytes that a changelog holds
   * @param heap bytes that are in use
   */
  private record Result(Cost cost, long state, long heap) {}

  /** Heap is what is free once the learner is gone: nothing else changes meanwhile. */
  private Result measure(Shape shape) {
    Result held = learn(shape);
    return new Result(held.cost(), held.state(), held.heap() - used());
  }

  private Result learn(Shape shape) {
    MadeUpRows source = new MadeUpRows(shape);
    Row row = new Row(shape.rule().layout());
    Learner learner = new Learner(shape.rule());
    int fed = Math.max(shape.categories(), rows / 10); // every category appears, arrays grow
    feed(learner, source, row, 0, fed);
    Cost least = new Cost(Double.POSITIVE_INFINITY, 0);
    for (int pass = 0; pass < PASSES; pass++, fed += rows) {
      Meter meter = Meter.start();
      feed(learner, source, row, fed, fed + rows);
      Cost cost = meter.per(rows);
      least = cost.nanos() < least.nanos() ? cost : least;
    }
    long heap = used();
    long[] state = {0};
    learner.state().drain((key, block) -> state[0] += block.length);
    return new Result(least, state[0], heap);
  }

  private static void feed(Learner learner, MadeUpRows source, Row row, int from, int to) {
    for (int i = from; i < to; i++) {
      source.fill(i, row);
      learner.take(row, i);
    }
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private void line(String grows, int size, Shape shape) {
    Result result = measure(shape);
    say(
        "%-12s %,12d %,12.0f %,12.0f %,11.1f %,11.2f %,11.2f",
        grows,
        size,
        result.cost().nanos(),
        1e9 / result.cost().nanos(),
        result.cost().bytes(),
        result.state() / MEGABYTE,
        result.heap() / MEGABYTE);
  }

  private void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }
}
