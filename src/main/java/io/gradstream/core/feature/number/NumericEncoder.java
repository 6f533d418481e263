package io.gradstream.core.feature.number;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.RunningScaler;
import io.gradstream.core.feature.Scaler;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.feature.Winsorised;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The encoder behind every rule that makes numbers of numbers: it reads fields, puts in stand-ins,
 * derives the columns' numbers from them and scales those.
 */
final class NumericEncoder implements Encoder {

  private final List<String> columns;
  private final Inputs inputs;
  private final @Nullable Derivation derivation; // none: they are those of the fields
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
      @Nullable Derivation derivation,
      Scaler by) {
    this.columns = columns;
    inputs = new Inputs(binding, fields, missing);
    this.derivation = derivation;
    scaler = new Winsorised(binding, columns, by);
    firstRow = binding.firstRow();
    firstIndicator = firstRow + columns.size() * by.rowsPerColumn();
    in = new double[fields.size()];
    out = new double[columns.size()];
  }

  /** Returns an encoder with the number of one field in each column, scaled. */
  static NumericEncoder scaling(
      Binding binding, List<String> fields, Missing missing, Scaler scaler) {
    return new NumericEncoder(binding, fields, missing, fields, null, scaler);
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

  /** {@inheritDoc} What its columns are derived from depends on no statistics, and stands there. */
  @Override
  public void transform(Row row, FeatureVector to, Encoder beside) {
    scaler.transform(((NumericEncoder) beside).out, firstRow, to);
    inputs.indicate(row, firstIndicator, to);
  }

  @Override
  public void tell(Statistics to) {
    scaler.tell(columns, to);
  }

  @Override
  public void draw(Graph graph, Columns to) {
    Node given = inputs.draw(graph);
    Node derived = derivation == null ? given : derivation.draw(graph, given);
    Node bounded = graph.within(derived, -RunningScaler.LARGEST, RunningScaler.LARGEST);
    scaler.draw(graph, bounded, firstRow, to);
    inputs.drawIndicators(graph, firstIndicator, to);
  }

  @Override
  public void merge(Encoder twin) {
    scaler.merge(((NumericEncoder) twin).scaler);
  }

  @Override
  public void refresh() {
    scaler.refresh();
  }

  /** Derives the columns' numbers, of any size. */
  private void derive(Row row) {
    if (derivation == null) {
      inputs.read(row, out);
    } else {
      inputs.read(row, in);
      derivation.derive(in, out);
    }
  }
}
