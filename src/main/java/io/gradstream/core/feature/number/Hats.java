package io.gradstream.core.feature.number;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import java.util.ArrayList;
import java.util.List;

/**
 * Standardises numbers as {@link Standard} does and adds hat functions of each, so that a linear
 * model learns a curve for every number: linear between knots, and level beyond the outer ones.
 *
 * <p>A hat is 1 at its knot, 0 at the neighbouring ones and beyond, linear between: the linear
 * B-splines (T. Hastie, R. Tibshirani, J. Friedman, "The Elements of Statistical Learning", 2nd
 * edition, 5.2 and the appendix to its chapter 5). The knots, -20, -10, -5, -3, -2, -1.5, -1, -0.6,
 * -0.3, 0 and so on upwards, are in standard deviations from the mean. At most two hats of a number
 * are not 0, their sum is 1, and only what is not 0 is encoded.
 *
 * <p>A number that is missing and that nothing stands in for has 0 in its own column and no hat at
 * all, so that no weight but an indicator's tells of it. Noise of an augmentation goes to a
 * number's own column; its hats stay those of the number as it was.
 *
 * @param fields the fields to encode
 * @param missing what stands in for a missing number; a stand-in that is counted has hats, too
 */
public record Hats(List<String> fields, Missing missing) implements Feature {

  private static final int ACTIVE = 3; // the number and two hats

  /** Copies the list. */
  public Hats {
    fields = List.copyOf(fields);
  }

  @Override
  public String kind() {
    return "hats";
  }

  @Override
  public List<String> numbers() {
    return fields;
  }

  /** Returns the numbers themselves, then each number's hats from below, {@code price@-0.3}. */
  @Override
  public List<String> columns() {
    List<String> own = new ArrayList<>(fields);
    for (String field : fields) {
      HatKnots.names().forEach(knot -> own.add(field + "@" + knot));
    }
    return Inputs.columns(own, fields, missing);
  }

  @Override
  public int activeColumns() {
    return (missing.indicator() ? ACTIVE + 1 : ACTIVE) * fields.size();
  }

  /** Tells whether it is a number's own column; noise in one hat would fit no number. */
  @Override
  public boolean isNumber(int column) {
    return column < fields.size();
  }

  @Override
  public String source(int column) {
    int hat = column - fields.size();
    int indicator = hat - fields.size() * HatKnots.COUNT;
    return fields.get(indicator >= 0 ? indicator : hat >= 0 ? hat / HatKnots.COUNT : column);
  }

  @Override
  public String description() {
    return kind() + ": " + fields + ", " + missing.description();
  }

  @Override
  public Encoder bind(Binding binding) {
    HatScaler scaler = new HatScaler(binding, fields.size());
    return NumericEncoder.scaling(binding, fields, missing, scaler);
  }
}
