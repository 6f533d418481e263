package io.gradstream.core.feature.number;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Scaler;
import java.util.List;

/**
 * The encoder behind every rule that makes numbers of numbers: it reads fields, puts in stand-ins,
 * derives the columns' numbers from them and scales those.
 */
final class NumericEncoder implements Encoder {

  /** How the columns' numbers follow from those of the fields. */
  interface Step {

    /** Fills {@code out} with one number a column; NaN for one that is missing. */
    void derive(double[] in, double[] out);
  }

  private final Inputs inputs;
  private final Step step;
  private final Scaler scaler;
  private final int firstRow;
  private final double[] in;
  private final double[] out;

  NumericEncoder(
      Binding binding, List<String> fields, Missing missing, int columns, Step step, Scaler by) {
    inputs = new Inputs(binding, fields, missing);
    this.step = step;
    scaler = by;
    firstRow = binding.firstRow();
    in = new double[fields.size()];
    out = new double[columns];
  }

  /** Returns an encoder with one column a field, its number scaled. */
  static NumericEncoder scaling(
      Binding binding, List<String> fields, Missing missing, Scaler scaler) {
    int size = fields.size();
    Step copy = (in, out) -> System.arraycopy(in, 0, out, 0, size);
    return new NumericEncoder(binding, fields, missing, size, copy, scaler);
  }

  @Override
  public void observe(Row row) {
    derive(row);
    scaler.observe(out);
  }

  @Override
  public void transform(Row row, FeatureVector to) {
    derive(row);
    scaler.transform(out, firstRow, to);
    inputs.indicate(row, firstRow + out.length, to);
  }

  @Override
  public void merge(Encoder twin) {
    scaler.merge(((NumericEncoder) twin).scaler);
  }

  @Override
  public void refresh() {
    scaler.refresh();
  }

  /** Derives the columns' numbers; one that cannot be counted is missing. */
  private void derive(Row row) {
    inputs.read(row, in);
    step.derive(in, out);
    for (int i = 0; i < out.length; i++) {
      if (!Inputs.counts(out[i])) {
        out[i] = Double.NaN;
      }
    }
  }
}
