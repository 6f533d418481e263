package io.gradstream.core.model;

import io.gradstream.core.data.Examples;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.loss.Loss;
import java.util.List;

/** Weighted sums of the features: {@code z_k = sum of w[row, k] x[row]}, biases in row 0. */
public final class LinearModel implements GradientModel, Weighted {

  private final Parameters parameters;
  private final List<ParameterGroup> groups;
  private final Gradient gradient;
  private final FeatureVector x = new FeatureVector();
  private double[] z = {};
  private double[] scores = {};
  private double[] dz = {};

  /** Creates a model on the given parameters. */
  LinearModel(Parameters parameters) {
    this.parameters = parameters;
    ParameterGroup group = ParameterGroup.of("weights", parameters);
    gradient = group.gradient();
    groups = List.of(group);
    resize();
  }

  /** Returns the parameters, one row an input. */
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public double weight(int row, int output) {
    return parameters.weight(row, output);
  }

  @Override
  public int outputs() {
    return parameters.width();
  }

  @Override
  public void outputs(FeatureVector features, double[] out) {
    parameters.outputs(features, out);
  }

  @Override
  public Node draw(Graph graph, Columns features) {
    return features.weighted(graph, outputs(), parameters::weight);
  }

  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public void slopes(FeatureVector features, double[] by, double[] slopes) {
    parameters.slopes(features, by, slopes);
  }

  @Override
  public boolean gradients(Examples batch, Loss loss, long step) {
    gradient.clear();
    for (int i = 0; i < batch.size(); i++) {
      batch.features(i, x);
      parameters.outputs(x, z);
      loss.score(z, scores);
      if (!add(x, z, scores, batch.label(i), batch.weight(i), loss)) {
        return false;
      }
    }
    gradient.scale(1.0 / batch.size());
    return true;
  }

  @Override
  public boolean gradients(
      FeatureVector features,
      double[] outputs,
      double[] predicted,
      double label,
      double weight,
      Loss loss,
      long step) {
    gradient.clear();
    return add(features, outputs, predicted, label, weight, loss);
  }

  @Override
  public double loss(Examples batch, Loss loss, long step) {
    double sum = 0;
    for (int i = 0; i < batch.size(); i++) {
      batch.features(i, x);
      parameters.outputs(x, z);
      sum += batch.weight(i) * loss.value(z, batch.label(i));
    }
    return sum / batch.size();
  }

  @Override
  public List<ParameterGroup> groups() {
    return groups;
  }

  @Override
  public void grow(int rows) {
    parameters.grow(rows);
  }

  @Override
  public void forget(int row) {
    parameters.forget(row);
  }

  @Override
  public void widen(int outputs) {
    parameters.widen(outputs);
    resize();
  }

  @Override
  public void refresh() {
    parameters.refresh();
    resize();
  }

  private boolean add(
      FeatureVector features,
      double[] outputs,
      double[] predicted,
      double label,
      double weight,
      Loss loss) {
    loss.gradient(outputs, predicted, label, dz);
    boolean finite = true;
    for (int k = 0; k < dz.length; k++) {
      dz[k] *= weight;
      finite &= Double.isFinite(outputs[k]);
    }
    gradient.add(features, dz);
    return finite;
  }

  private void resize() {
    if (z.length != parameters.width()) {
      z = new double[parameters.width()];
      scores = new double[z.length];
      dz = new double[z.length];
      gradient.setWidth(z.length);
    }
  }
}
