package io.gradstream.core.feature;

import io.gradstream.core.math.Fence;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.List;

/**
 * What numbers of some names count as that are kept or used without a scaler, such as those that a
 * memory keeps: one too far outside of what was seen is the nearest seen (see {@link Fence}).
 */
public final class BelievedNumbers {

  private final Fence fence;
  private final Outliers outliers;
  private final int[] columns;
  private final LongArray counts;
  private final DoubleArray ranges;

  /**
   * Creates it in arrays whose names begin with {@code name}.
   *
   * @param names of the numbers, for people
   */
  public BelievedNumbers(State.Scope scope, String name, Outliers outliers, List<String> names) {
    this.outliers = outliers;
    fence = outliers.fence();
    columns = names.stream().mapToInt(outliers::column).toArray();
    counts = scope.longs(name + ".range-counts", columns.length);
    ranges = scope.doubles(name + ".ranges", Fence.CELLS * columns.length);
  }

  /** Takes a number of the name in a place; returns what it counts as, NaN for NaN. */
  public double take(int place, double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    int at = Fence.CELLS * place;
    double taken = fence.take(ranges.values(), at, x, counts.get(place));
    ranges.touch(at);
    ranges.touch(at + Fence.CELLS - 1);
    counts.set(place, counts.get(place) + 1);
    outliers.note(columns[place], fence, x);
    return taken;
  }

  /**
   * Takes a number of which only too large ones do harm; one far below those seen counts as it is.
   */
  public double takeAtMost(int place, double x) {
    double counted = fence.within(ranges.values(), Fence.CELLS * place, x, counts.get(place));
    return counted > x ? x : Math.min(x, take(place, x));
  }

  /** Adds what a twin has seen after this. */
  public void merge(BelievedNumbers twin) {
    for (int i = 0; i < columns.length; i++) {
      Fence.merge(ranges.values(), twin.ranges.values(), Fence.CELLS * i);
      counts.set(i, counts.get(i) + twin.counts.get(i));
    }
    ranges.touchAll();
  }
}
