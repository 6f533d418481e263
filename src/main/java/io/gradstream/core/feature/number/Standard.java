package io.gradstream.core.feature.number;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.RunningScaler;
import io.gradstream.core.feature.Scaler;
import java.util.List;

/**
 * Standardises numbers by their running mean and population standard deviation.
 *
 * <p>{@code (x - mean) sqrt(n / M2)}, with the current record counted in; 0 while the variance is 0
 * or the deviation too small to divide by, below 1e-308. The statistics are Welford's, see {@link
 * RunningScaler}. A value so large that its square would overflow is taken for missing.
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
    return Inputs.columns(fields, fields, missing);
  }

  @Override
  public boolean isNumber(int column) {
    return column < fields.size();
  }

  @Override
  public String source(int column) {
    return fields.get(column % fields.size());
  }

  @Override
  public String description() {
    return kind() + ": " + fields + ", " + missing.description();
  }

  @Override
  public Encoder bind(Binding binding) {
    Scaler scaler = new RunningScaler(binding, fields.size());
    return NumericEncoder.scaling(binding, fields, missing, scaler);
  }
}
