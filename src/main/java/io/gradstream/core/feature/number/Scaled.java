package io.gradstream.core.feature.number;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import java.util.List;

/**
 * Scales numbers by running statistics other than those of {@link Standard}.
 *
 * @param fields the fields to scale, one column each
 * @param missing what stands in for a missing number
 * @param scaling by what they are scaled
 */
public record Scaled(List<String> fields, Missing missing, Scaling scaling) implements Feature {

  /** Copies the list. */
  public Scaled {
    fields = List.copyOf(fields);
  }

  @Override
  public String kind() {
    return scaling.kind();
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
    return kind() + ": " + fields + ", " + missing.description() + scaling.settings();
  }

  @Override
  public Encoder bind(Binding binding) {
    return NumericEncoder.scaling(binding, fields, missing, scaling.scaler(binding, fields.size()));
  }
}
