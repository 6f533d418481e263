package io.gradstream.core.feature.pca;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.feature.RunningScaler;
import io.gradstream.core.feature.Scaler;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.feature.Winsorised;
import io.gradstream.core.feature.dictionary.Hashes;
import io.gradstream.core.feature.number.Unscaled;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.math.Randomness;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The encoder of {@link Pca}: inner encoders, axes learned from what they encode, a scaler. */
final class PcaEncoder implements Encoder {

  private final Pca rule;
  private final PcaMemory shared;
  private final FeaturePlan inner;
  private final int innerFixed; // columns
  private final PrincipalAxes axes;
  private final Scaler scaler;
  private final int firstRow;
  private final FeatureVector encoded = new FeatureVector();
  private final double[] coordinates;

  PcaEncoder(Binding binding, Pca rule) {
    this.rule = rule;
    String name = binding.name();
    int rows = FeaturePlan.fixedRows(rule.of());
    shared =
        binding.memory(
            PcaMemory.class,
            scope -> new PcaMemory(binding.dictionary().another(scope.nested(name), rows)));
    inner =
        new FeaturePlan(
            rule.of(),
            binding.layout(),
            binding.scope(),
            shared.dictionary(),
            binding.memories(),
            name + ".");
    innerFixed = rows - 1;
    int size = rule.components();
    Randomness start = new Randomness(Hashes.seed(name));
    axes = new PrincipalAxes(binding.scope(), name, size, rule.learningRate(), start);
    shared.add(axes);
    Scaler plain = rule.scale() ? new RunningScaler(binding, size) : new Unscaled(binding, size);
    scaler = new Winsorised(binding, rule.columns(), plain);
    firstRow = binding.firstRow();
    coordinates = new double[size];
  }

  @Override
  public Optional<String> problem(Row row) {
    return inner.problem(row);
  }

  @Override
  public void observe(Row row) {
    shared.expire(row.present());
    inner.observe(row);
    inner.transform(row, encoded);
    axes.grow(shared.dictionary().rowCount() - 1);
    axes.observe(encoded);
    axes.project(encoded, coordinates);
    scaler.observe(coordinates);
  }

  @Override
  public void learn(Row row) {
    inner.learn(row);
  }

  @Override
  public void transform(Row row, FeatureVector out) {
    inner.transform(row, encoded);
    axes.project(encoded, coordinates);
    scaler.transform(coordinates, firstRow, out);
  }

  @Override
  public void tell(Statistics to) {
    for (int i = 0; i < rule.of().size(); i++) {
      inner.tell(i, to);
    }
    scaler.tell(rule.columns(), to);
  }

  @Override
  public void draw(Graph graph, Columns out) {
    Columns columns = new Columns();
    inner.draw(graph, columns);
    Node projected = columns.weighted(graph, coordinates.length, axes::weight);
    scaler.draw(graph, projected, firstRow, out);
  }

  @Override
  public void refresh() {
    inner.refresh();
    axes.refresh();
    scaler.refresh();
  }

  @Override
  public void merge(Encoder twin) {
    PcaEncoder other = (PcaEncoder) twin;
    inner.merge(other.inner);
    axes.grow(shared.dictionary().rowCount() - 1);
    axes.merge(other.axes, columnsOf(other));
    scaler.merge(other.scaler);
  }

  /** Returns, by the twin's column, the column of the same name here; -1 if there is none. */
  private int[] columnsOf(PcaEncoder twin) {
    List<String> names = shared.dictionary().names();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      places.putIfAbsent(names.get(i), i);
    }
    List<String> theirs = twin.shared.dictionary().names();
    int[] columns = new int[innerFixed + theirs.size()];
    Arrays.setAll(columns, i -> i);
    for (int i = 0; i < theirs.size(); i++) {
      boolean expired = theirs.get(i).isEmpty();
      int place = expired ? -1 : places.getOrDefault(theirs.get(i), -1);
      columns[innerFixed + i] = place < 0 ? -1 : innerFixed + place;
    }
    return columns;
  }
}
