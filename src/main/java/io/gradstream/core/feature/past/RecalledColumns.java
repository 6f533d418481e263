package io.gradstream.core.feature.past;

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
import java.util.List;

/**
 * Encodes what a memory recalls, standardised or as it is; 0 for what is not known.
 *
 * <p>The memory is shared; the scaler's statistics belong to the model and its checkpoints.
 */
final class RecalledColumns implements Encoder {

  private final KeyedMemory memory;
  private final List<String> columns;
  private final int firstRow;
  private final int size;
  private final boolean scaled;
  private final Scaler scaler;

  /** Creates an encoder of some columns. */
  RecalledColumns(
      Binding binding, KeyedMemory memory, List<String> columns, RecalledScale scaling) {
    this.memory = memory;
    this.columns = columns;
    size = columns.size();
    firstRow = binding.firstRow();
    scaled = scaling != RecalledScale.NONE;
    List<String> names = scaled ? columns : List.of();
    scaler = new Winsorised(binding, names, new RunningScaler(binding, names.size()));
  }

  @Override
  public void observe(Row row) {
    if (scaled) {
      scaler.observe(memory.recall(row));
    }
  }

  @Override
  public void transform(Row row, FeatureVector out) {
    double[] values = memory.recall(row);
    if (scaled) {
      scaler.transform(values, firstRow, out);
      return;
    }
    for (int i = 0; i < size; i++) {
      out.add(firstRow + i, known(values[i]));
    }
  }

  @Override
  public void tell(Statistics to) {
    scaler.tell(scaled ? columns : List.of(), to);
  }

  @Override
  public void draw(Graph graph, Columns out) {
    graph.refuse(
        String.join(", ", columns),
        "what is remembered of earlier records is no part of a record; leave the encoder out");
  }

  @Override
  public void refresh() {
    scaler.refresh();
  }

  @Override
  public void merge(Encoder twin) {
    scaler.merge(((RecalledColumns) twin).scaler);
  }

  private static double known(double value) {
    return Double.isNaN(value) ? 0 : value;
  }
}
