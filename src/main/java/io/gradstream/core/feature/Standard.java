package io.gradstream.core.feature;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import java.util.List;
import java.util.Locale;

/**
 * Standardises numbers by their running mean and population standard deviation.
 *
 * <p>{@code (x - mean) sqrt(n / M2)}, with the current record counted in; 0 while the variance is 0
 * or too small to divide by. The statistics are Welford's, see {@link RunningScaler}. A value so
 * large that its square would overflow is taken for missing.
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

    private final int[] slots;
    private final int firstRow;
    private final boolean zero = missing == Missing.ZERO;
    private final double[] values;
    private final RunningScaler scaler;

    Scaler(Binding binding) {
      slots = binding.numberSlots(fields);
      firstRow = binding.firstRow();
      values = new double[slots.length];
      scaler = new RunningScaler(binding.scope(), binding.name() + ".moments", slots.length);
    }

    @Override
    public void observe(Row row) {
      for (int i = 0; i < values.length; i++) {
        values[i] = read(row, i);
      }
      scaler.observe(values);
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      for (int i = 0; i < slots.length; i++) {
        out.add(firstRow + i, scaler.scaled(i, read(row, i)));
      }
    }

    @Override
    public void merge(Encoder twin) {
      scaler.merge(((Scaler) twin).scaler);
    }

    @Override
    public void refresh() {
      scaler.refresh();
    }

    private double read(Row row, int i) {
      double x = row.number(slots[i]);
      if (Math.abs(x) <= RunningScaler.LARGEST) { // NaN is not
        return x;
      }
      return zero ? 0 : Double.NaN;
    }
  }
}
