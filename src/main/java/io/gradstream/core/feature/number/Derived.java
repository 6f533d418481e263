package io.gradstream.core.feature.number;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.RunningScaler;
import java.util.List;

/**
 * Numbers that are derived from fields and then, unless told not to, standardised as by {@link
 * Standard}: a square or a ratio is seldom of the size that gradient descent can use.
 *
 * @param derivation what is derived
 * @param missing what stands in for a missing field; where a derived number is missing all the
 *     same, as after a division by 0, it is its column's running mean
 * @param scale whether the numbers are standardised
 */
public record Derived(Derivation derivation, Missing missing, boolean scale) implements Feature {

  @Override
  public String kind() {
    return derivation.kind();
  }

  @Override
  public List<String> numbers() {
    return derivation.fields();
  }

  @Override
  public List<String> columns() {
    return Inputs.columns(derivation.columns(), derivation.fields(), missing);
  }

  @Override
  public boolean isNumber(int column) {
    return scale && column < derivation.columns().size();
  }

  @Override
  public String source(int column) {
    return column < derivation.columns().size()
        ? derivation.source(column)
        : numbers().get(column - derivation.columns().size());
  }

  @Override
  public String description() {
    return "%s: %s%s, %s, scale %s"
        .formatted(
            kind(),
            derivation.fields(),
            derivation.settings(),
            missing.description(),
            scale ? "standard" : "none");
  }

  @Override
  public Encoder bind(Binding binding) {
    int size = derivation.columns().size();
    return new NumericEncoder(
        binding,
        derivation.fields(),
        missing,
        derivation.columns(),
        derivation,
        scale ? new RunningScaler(binding, size) : new Unscaled(binding, size));
  }
}
