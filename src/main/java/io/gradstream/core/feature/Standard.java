package io.gradstream.core.feature;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.state.DoubleArray;
import java.util.List;
import java.util.Locale;

/**
 * Standardises numbers by their running mean and population standard deviation.
 *
 * <p>{@code (x - mean) sqrt(n / M2)}, with the current record counted in; 0 while the variance is 0
 * or too small to divide by. The statistics are Welford's (B. P. Welford, "Note on a method for
 * calculating corrected sums of squares and products", Technometrics 4(3), 1962). A value so large
 * that its square would overflow is taken for missing.
 *
 * @param fields the fields to standardise, one column each
 * @param missing what stands in for a missing number
 */
public record Standard(List<String> fields, Missing missing) implements Feature {

  /** Copies the list. */
  public Standard {
    fields = List.copyOf(fields);
  }

  @Override
  public String kind() {
    return "standard";
  }

  @Override
  public List<String> numbers() {
    return fields;
  }

  @Override
  public List<String> columns() {
    return fields;
  }

  @Override
  public boolean isNumber(int column) {
    return true;
  }

  @Override
  public String description() {
    return kind() + ": " + fields + ", missing " + missing.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Encoder bind(Binding binding) {
    return new Scaler(binding);
  }

  private final class Scaler implements Encoder {

    private static final double LARGEST = 1e150;

    private final int[] slots;
    private final int size;
    private final int firstRow;
    private final boolean zero = missing == Missing.ZERO;
    private final DoubleArray moments; // counts, then means, then sums of squared deviations
    private final double[] scales; // 1 / standard deviation: a root and a division per update only

    Scaler(Binding binding) {
      slots = binding.numberSlots(fields);
      size = slots.length;
      firstRow = binding.firstRow();
      moments = binding.scope().doubles(binding.name() + ".moments", 3 * size);
      scales = new double[size];
    }

    @Override
    public void observe(Row row) {
      double[] s = moments.values();
      double known = 0;
      double inverse = 0; // most columns have the same count: one division for all of them
      for (int i = 0; i < size; i++) {
        double x = read(row, i);
        if (!Double.isNaN(x)) {
          double n = ++s[i];
          if (n != known) {
            known = n;
            inverse = 1 / n;
          }
          double delta = x - s[size + i];
          double mean = s[size + i] += delta * inverse;
          double m2 = s[2 * size + i] += delta * (x - mean);
          scales[i] = scale(n, m2);
        }
      }
      moments.touchAll();
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      double[] s = moments.values();
      for (int i = 0; i < size; i++) {
        double x = read(row, i);
        out.add(firstRow + i, Double.isNaN(x) ? 0 : (x - s[size + i]) * scales[i]);
      }
    }

    /** Adds counts, means and squared deviations by T. F. Chan, G. H. Golub, R. J. LeVeque 1983. */
    @Override
    public void merge(Encoder twin) {
      double[] a = moments.values();
      double[] b = ((Scaler) twin).moments.values();
      for (int i = 0; i < size; i++) {
        double n = a[i] + b[i];
        if (b[i] > 0) {
          double delta = b[size + i] - a[size + i];
          a[size + i] += delta * b[i] / n;
          a[2 * size + i] += b[2 * size + i] + delta * delta * a[i] * b[i] / n;
          a[i] = n;
        }
      }
      moments.touchAll();
      refresh();
    }

    @Override
    public void refresh() {
      for (int i = 0; i < size; i++) {
        scales[i] = scale(moments.get(i), moments.get(2 * size + i));
      }
    }

    private static double scale(double n, double m2) {
      double scale = Math.sqrt(n / m2);
      return scale <= Double.MAX_VALUE ? scale : 0; // no spread, or none that can be told
    }

    private double read(Row row, int i) {
      double x = row.number(slots[i]);
      if (Math.abs(x) <= LARGEST) { // NaN is not
        return x;
      }
      return zero ? 0 : Double.NaN;
    }
  }
}
