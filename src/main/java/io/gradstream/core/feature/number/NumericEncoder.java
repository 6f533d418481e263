package io.gradstream.core.feature.number;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Scaler;
import io.gradstream.core.feature.Winsorised;
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

  private static final Step AS_THEY_ARE = (in, out) -> System.arraycopy(in, 0, out, 0, out.length);

  private final Inputs inputs;
  private final Step step;
  private final Scaler scaler;
  private final int firstRow;
  private final int firstIndicator;
  private final double[] in;
  private final double[] out;

  /**
   * Creates an encoder.
   *
   * @param columns the names of the columns, for people
   * @param by scales what lies not too far outside
   */
  NumericEncoder(
      Binding binding,
      List<String> fields,
      Missing missing,
      List<String> columns,
      Step step,
      Scaler by) {
    inputs = new Inputs(binding, fields, missing);
    this.step = step;
    scaler = new Winsorised(binding, columns, by);
    firstRow = binding.firstRow();
    firstIndicator = firstRow + columns.size() * by.rowsPerColumn();
    in = new double[fields.size()];
    out = new double[columns.size()];
  }

  /** Returns an encoder with the number of one field in each column, scaled. */
  static NumericEncoder scaling(
      Binding binding, List<String> fields, Missing missing, Scaler scaler) {
    return new NumericEncoder(binding, fields, missing, fields, AS_THEY_ARE, scaler);
  }

  @Override
  public void observe(Row row) {
    derive(row);
    scaler.observe(out);
  }

  @Override
  public void encode(Row row, FeatureVector to) {
    derive(row);
    scaler.encode(out, firstRow, to);
    inputs.indicate(row, firstIndicator, to);
  }

  @Override
  public void transform(Row row, FeatureVector to) {
    derive(row);
    scaler.transform(out, firstRow, to);
    inputs.indicate(row, firstIndicator, to);
  }

  @Override
  public void merge(Encoder twin) {
    scaler.merge(((NumericEncoder) twin).scaler);
  }

  @Override
  public void refresh() {
    scaler.refresh();
  }

  /** Derives the columns' numbers, within what can be counted; a clip comes before that bound. */
  private void derive(Row row) {
    if (step == AS_THEY_ARE) {
      inputs.read(row, out);
    } else {
      inputs.read(row, in);
      step.derive(in, out);
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = Inputs.bounded(out[i]);
    }
  }
}
