package io.gradstream.core.feature.category;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.RunningScaler;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.math.SquareSum;
import io.gradstream.core.state.DoubleArray;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standardises columns that an encoder makes itself, by their running mean and population standard
 * deviation, as {@code Standard} does with numbers; or leaves them as they are.
 */
final class ColumnScale {

  private final @Nullable DoubleArray moments; // by column: count, mean, SquareSum of deviations

  ColumnScale(CategoryScale scaling, Binding binding, int columns) {
    moments =
        scaling == CategoryScale.STANDARD
            ? binding.scope().doubles(binding.name() + ".moments", 3 * columns)
            : null;
  }

  /** Returns what a description says of it, behind other settings. */
  static String description(CategoryScale scaling) {
    return ", scale " + scaling.name().toLowerCase(Locale.ROOT);
  }

  /** Counts a value of a column, by B. P. Welford 1962. */
  void observe(int column, double x) {
    if (moments == null) {
      return;
    }
    double[] s = moments.values();
    int at = 3 * column;
    double delta = x - s[at + 1];
    s[at]++;
    s[at + 1] += delta / s[at];
    s[at + 2] = SquareSum.plus(s[at + 2], delta, x - s[at + 1]);
    moments.touch(at);
    moments.touch(at + 2);
  }

  /** Returns a value of a column as it is encoded; 0 while the column does not vary. */
  double encoded(int column, double x) {
    if (moments == null) {
      return x;
    }
    double[] s = moments.values();
    int at = 3 * column;
    double scaled = (x - s[at + 1]) * SquareSum.inverseRoot(s[at], s[at + 2]);
    return Math.max(-RunningScaler.LARGEST, Math.min(RunningScaler.LARGEST, scaled));
  }

  /** Tells what was counted of a column. */
  void tell(int column, String name, Statistics to) {
    if (moments != null) {
      double[] s = moments.values();
      int at = 3 * column;
      double inverse = SquareSum.inverseRoot(s[at], s[at + 2]);
      to.take(name, "count", s[at]);
      to.take(name, "mean", s[at + 1]);
      to.take(name, "deviation", inverse > 0 ? 1 / inverse : 0);
    }
  }

  /** Adds a twin's counts, by T. F. Chan, G. H. Golub, R. J. LeVeque 1983. */
  void merge(ColumnScale twin) {
    if (moments == null || twin.moments == null) {
      return;
    }
    double[] a = moments.values();
    double[] b = twin.moments.values();
    for (int at = 0; at < moments.size(); at += 3) {
      double n = a[at] + b[at];
      if (b[at] > 0) {
        double delta = b[at + 1] - a[at + 1];
        a[at + 1] += delta * b[at] / n;
        double within = SquareSum.plus(a[at + 2], b[at + 2]);
        a[at + 2] = SquareSum.plus(within, delta, delta * a[at] * b[at] / n);
        a[at] = n;
      }
    }
    moments.touchAll();
  }
}
