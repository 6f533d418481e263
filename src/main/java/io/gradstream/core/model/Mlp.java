package io.gradstream.core.model;

import io.gradstream.core.data.Examples;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A multilayer perceptron, trained by back-propagation (D. Rumelhart, G. Hinton, R. Williams,
 * "Learning representations by back-propagating errors", Nature 323, 1986).
 *
 * <p>The first layer is sparse: only the rows of the batch's features are read and written. The
 * layers above are dense. A batch is held in memory, a double or four for each unit and example.
 */
final class Mlp implements GradientModel, Pretrainable {

  private final List<HiddenLayer> layers = new ArrayList<>();
  private final List<Autoencoder> autoencoders = new ArrayList<>();
  private final Parameters last;
  private final ParameterGroup output;
  private final List<ParameterGroup> groups = new ArrayList<>();
  private final MaxNorm maxNorm;
  private final Single single = new Single();
  private final FeatureVector x = new FeatureVector();
  private final FeatureVector a = new FeatureVector();
  private final FeatureVector b = new FeatureVector();
  private double[] z = {};
  private double[] scores = {};
  private double[] dz = {};

  Mlp(State.Scope scope, MlpRule rule, ModelShape shape) {
    int rows = shape.rows();
    int inputs = shape.fanIn();
    for (int i = 0; i < rule.hidden().size(); i++) {
      int units = rule.hidden().get(i);
      add(scope, rule, shape, i + 1, rows, inputs, units);
      rows = units + 1;
      inputs = units;
    }
    int number = layers.size() + 1;
    last =
        new Parameters(
            scope,
            "layer." + number,
            shape.moments(),
            rows,
            shape.outputs(),
            rule.initializer().start(shape.randomness(), number, inputs, shape.outputs()));
    output = ParameterGroup.of("layer " + number, last);
    groups.add(output);
    maxNorm = new MaxNorm(rule.maxNorm());
    resize();
  }

  private void add(
      State.Scope scope,
      MlpRule rule,
      ModelShape shape,
      int number,
      int rows,
      int inputs,
      int units) {
    String name = "layer." + number;
    Parameters parameters =
        new Parameters(
            scope,
            name,
            shape.moments(),
            rows,
            units,
            rule.initializer().start(shape.randomness(), number, inputs, units));
    Optional<BatchNorm> norm =
        rule.batchNorm()
            ? Optional.of(new BatchNorm(scope, "batch-norm." + number, shape.moments(), units))
            : Optional.empty();
    HiddenLayer layer =
        new HiddenLayer(
            number,
            parameters,
            rule,
            norm,
            scope.longs(name + ".active", units),
            shape.randomness());
    layers.add(layer);
    autoencoders.add(
        new Autoencoder(
            number,
            layer.group(),
            rule.activation(),
            scope.doubles(name + ".decoder-biases", 0),
            shape.randomness()));
    groups.add(layer.group());
    norm.ifPresent(each -> groups.add(each.group()));
  }

  @Override
  public int outputs() {
    return last.width();
  }

  @Override
  public void outputs(FeatureVector features, double[] out) {
    FeatureVector from = features;
    FeatureVector to = a;
    for (HiddenLayer layer : layers) {
      layer.predict(from, to);
      from = to;
      to = to == a ? b : a;
    }
    last.outputs(from, out);
  }

  @Override
  public Node draw(Graph graph, Columns features) {
    Columns below = features;
    for (HiddenLayer layer : layers) {
      Columns above = new Columns();
      above.add(1, layer.units(), layer.draw(graph, below));
      below = above;
    }
    return below.weighted(graph, last.width(), last::weight);
  }

  /** {@inheritDoc} By back-propagation, on to the features. */
  @Override
  public void slopes(FeatureVector features, double[] dz, double[] slopes) {
    double[][] inner = new double[layers.size()][];
    FeatureVector from = features;
    FeatureVector to = a;
    for (int l = 0; l < inner.length; l++) {
      inner[l] = new double[layers.get(l).units()];
      layers.get(l).predict(from, to, inner[l]);
      from = to;
      to = to == a ? b : a;
    }
    Parameters above = last;
    double[] deltas = dz;
    for (int l = inner.length - 1; l >= 0; l--) {
      double[] below = new double[inner[l].length];
      above.back(deltas, 0, below, 0);
      for (int unit = 0; unit < below.length; unit++) {
        below[unit] *= inner[l][unit];
      }
      above = layers.get(l).group().parameters();
      deltas = below;
    }
    above.slopes(features, deltas, slopes);
  }

  @Override
  public int hiddenLayers() {
    return layers.size();
  }

  @Override
  public double pretrain(int layer, FeatureVector features, Pretraining rule, long step) {
    FeatureVector from = features;
    FeatureVector to = a;
    for (HiddenLayer below : layers.subList(0, layer)) {
      below.predict(from, to);
      from = to;
      to = to == a ? b : a;
    }
    return autoencoders.get(layer).step(from, rule, step);
  }

  @Override
  public boolean gradients(Examples batch, Loss loss, long step) {
    int size = batch.size();
    output.gradient().clear();
    layers.forEach(layer -> layer.begin(size));
    forward(batch, step);
    boolean finite = lossGradients(batch, loss);
    backward(batch, step);
    groups.forEach(group -> group.gradient().scale(1.0 / size));
    return finite;
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
    single.set(features, label, weight);
    return gradients(single, loss, step);
  }

  @Override
  public double loss(Examples batch, Loss loss, long step) {
    int size = batch.size();
    layers.forEach(layer -> layer.begin(size));
    forward(batch, step);
    double sum = 0;
    for (int i = 0; i < size; i++) {
      layers.get(layers.size() - 1).outputs(i, a);
      last.outputs(a, z);
      sum += batch.weight(i) * loss.value(z, batch.label(i));
    }
    return sum / size;
  }

  @Override
  public List<ParameterGroup> groups() {
    return groups;
  }

  @Override
  public void grow(int rows) {
    layers.get(0).group().parameters().grow(rows);
  }

  @Override
  public void forget(int row) {
    layers.get(0).group().parameters().forget(row);
  }

  @Override
  public void widen(int outputs) {
    last.widen(outputs);
    resize();
  }

  @Override
  public void refresh() {
    groups.forEach(group -> group.parameters().refresh());
    resize();
  }

  @Override
  public double deadUnits(int group) {
    return layers.stream()
        .filter(layer -> layer.group() == groups.get(group))
        .mapToDouble(HiddenLayer::deadUnits)
        .findFirst()
        .orElse(Double.NaN);
  }

  @Override
  public void beginWindow() {
    layers.forEach(HiddenLayer::beginWindow);
  }

  @Override
  public void stepped() {
    for (HiddenLayer layer : layers) {
      layer.stepped();
      maxNorm.apply(layer.group().parameters());
    }
  }

  private void forward(Examples batch, long step) {
    for (int l = 0; l < layers.size(); l++) {
      HiddenLayer layer = layers.get(l);
      for (int i = 0; i < batch.size(); i++) {
        layer.sum(i, inputs(batch, i, l));
      }
      layer.activate(batch.size(), step);
    }
  }

  private boolean lossGradients(Examples batch, Loss loss) {
    HiddenLayer top = layers.get(layers.size() - 1);
    boolean finite = true;
    for (int i = 0; i < batch.size(); i++) {
      top.outputs(i, a);
      last.outputs(a, z);
      loss.score(z, scores);
      loss.gradient(z, scores, batch.label(i), dz);
      for (int k = 0; k < dz.length; k++) {
        dz[k] *= batch.weight(i);
        finite &= Double.isFinite(z[k]);
      }
      output.gradient().add(a, dz);
      last.back(dz, 0, top.deltas(), i * top.units());
    }
    return finite;
  }

  private void backward(Examples batch, long step) {
    for (int l = layers.size() - 1; l >= 0; l--) {
      HiddenLayer layer = layers.get(l);
      layer.back(batch.size(), step);
      for (int i = 0; i < batch.size(); i++) {
        layer.accumulate(i, inputs(batch, i, l));
        if (l > 0) {
          layer.back(i, layers.get(l - 1));
        }
      }
    }
  }

  /** Returns what layer {@code l} is given for an example, valid until the next call. */
  private FeatureVector inputs(Examples batch, int example, int l) {
    if (l == 0) {
      batch.features(example, x);
      return x;
    }
    layers.get(l - 1).outputs(example, a);
    return a;
  }

  private void resize() {
    if (z.length != last.width()) {
      z = new double[last.width()];
      scores = new double[z.length];
      dz = new double[z.length];
      output.gradient().setWidth(z.length);
    }
  }

  /** A batch of one. */
  private static final class Single implements Examples {

    private final FeatureVector features = new FeatureVector();
    private double label;
    private double weight;

    void set(FeatureVector newFeatures, double newLabel, double newWeight) {
      features.copyFrom(newFeatures);
      label = newLabel;
      weight = newWeight;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public void features(int example, FeatureVector out) {
      out.copyFrom(features);
    }

    @Override
    public double label(int example) {
      return label;
    }

    @Override
    public double weight(int example) {
      return weight;
    }
  }
}
