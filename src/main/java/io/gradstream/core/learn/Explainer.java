package io.gradstream.core.learn;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes a prediction apart by integrated gradients: of a column that is x it adds {@code x} times
 * the mean slope of the output by it, on the straight way from where all columns are 0 (M.
 * Sundararajan, A. Taly, Q. Yan, "Axiomatic attribution for deep networks", ICML 2017).
 *
 * <p>The mean is that of {@value #STEPS} points by the midpoint rule; of a linear model one is
 * exact. What is left over is spread in proportion to the sizes of the contributions, so that they
 * add up, and is reported. Predicting and explaining change nothing.
 */
final class Explainer {

  /** Points on the way at which slopes are taken. */
  static final int STEPS = 64;

  private static final Comparator<Explanation.Contribution> LARGEST_FIRST =
      Comparator.<Explanation.Contribution>comparingDouble(each -> -Math.abs(each.value()))
          .thenComparing(Explanation.Contribution::name);

  private final LearnerRule rule;
  private final EncodedModel scorer;
  private final List<String> columns;
  private final List<String> sources;
  private final FeatureVector x;
  private final FeatureVector onTheWay = new FeatureVector();

  /** Creates one for the model as it stands. */
  Explainer(LearnerRule rule, EncodedModel scorer, Dictionary dictionary) {
    this.rule = rule;
    this.scorer = scorer;
    columns = new ArrayList<>(FeaturePlan.columns(rule.features()));
    columns.addAll(dictionary.names());
    sources = FeaturePlan.sources(rule.features());
    x = scorer.features();
  }

  /**
   * Explains the prediction of a row.
   *
   * @param classes the names of several classes
   */
  Explanation explain(Row row, List<String> classes) {
    Optional<String> problem = scorer.problem(row);
    if (problem.isPresent()) {
      throw new IllegalArgumentException("a row that cannot be predicted: " + problem.get());
    }
    scorer.transform(row);
    Model model = scorer.model();
    double[] values = new double[model.outputs()];
    double[] biases = new double[values.length];
    model.logits(x, scorer.loss(), values);
    moveTo(0);
    model.logits(onTheWay, scorer.loss(), biases);
    boolean several = rule.task() == Task.MULTICLASS;
    int outputs = several ? Math.min(classes.size(), values.length) : 1;
    List<Explanation.Output> explained = new ArrayList<>();
    for (int k = 0; k < outputs; k++) {
      String name = several ? classes.get(k) : rule.label().field();
      explained.add(explain(k, name, values[k], biases[k]));
    }
    return new Explanation(unit(), explained);
  }

  private Explanation.Output explain(int output, String name, double value, double bias) {
    double[] parts = integrated(output);
    double gap = value - bias - sum(parts);
    spread(gap, parts);
    double unit = size();
    List<Explanation.Contribution> byColumn = new ArrayList<>();
    Map<String, Double> byFeature = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      String column = columns.get(x.row(i));
      byColumn.add(new Explanation.Contribution(column, unit * parts[i]));
      byFeature.merge(source(x.row(i), column), unit * parts[i], Double::sum);
    }
    List<Explanation.Contribution> features = new ArrayList<>();
    byFeature.forEach((feature, part) -> features.add(new Explanation.Contribution(feature, part)));
    byColumn.sort(LARGEST_FIRST);
    features.sort(LARGEST_FIRST);
    return new Explanation.Output(
        name, inUnit(value), inUnit(bias), unit * gap, byColumn, features);
  }

  /** Returns, by pair of the features, what it adds; nothing for the bias. */
  private double[] integrated(int output) {
    int steps = scorer.model().isLinear() ? 1 : STEPS;
    double[] slopes = new double[x.size()];
    for (int step = 0; step < steps; step++) {
      moveTo((step + 0.5) / steps);
      scorer.model().slopes(onTheWay, scorer.loss(), output, slopes);
    }
    slopes[0] = 0;
    for (int i = 1; i < slopes.length; i++) {
      double part = x.value(i) * (slopes[i] / steps);
      slopes[i] = x.value(i) != 0 && Double.isFinite(part) ? part : 0;
    }
    return slopes;
  }

  /** Goes to a part of the way from the bias alone to the features. */
  private void moveTo(double part) {
    onTheWay.clear();
    for (int i = 1; i < x.size(); i++) {
      onTheWay.add(x.row(i), part * x.value(i));
    }
  }

  /** Where the output jumps and is level elsewhere, no part has a size: columns then have. */
  private void spread(double gap, double[] parts) {
    double[] shares = sizes(parts);
    if (sum(shares) == 0) {
      shares = sizes(Arrays.copyOf(x.values(), parts.length));
      shares[0] = 0;
    }
    double whole = sum(shares);
    for (int i = 0; i < parts.length && whole > 0 && Double.isFinite(gap); i++) {
      parts[i] += gap * (shares[i] / whole);
    }
  }

  private static double[] sizes(double[] values) {
    return Arrays.stream(values).map(Math::abs).toArray();
  }

  private static double sum(double[] parts) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }

  private Explanation.Unit unit() {
    return switch (rule.task()) {
      case BINARY -> Explanation.Unit.LOGIT;
      case MULTICLASS -> Explanation.Unit.CLASS_LOGITS;
      case REGRESSION ->
          scorer.labels().isLinear() ? Explanation.Unit.LABEL : Explanation.Unit.OUTPUT;
    };
  }

  /** Returns the size of an output of 1. */
  private double size() {
    boolean ofLabel = unit() == Explanation.Unit.LABEL;
    return ofLabel ? scorer.labels().slope() : scorer.loss().logit();
  }

  private double inUnit(double output) {
    boolean ofLabel = unit() == Explanation.Unit.LABEL;
    return ofLabel ? scorer.labels().unbounded(output) : scorer.loss().logit() * output;
  }

  /** Returns the field, or the fields, that a column is of. */
  private String source(int row, String column) {
    return row < sources.size() ? sources.get(row) : FeaturePlan.source(rule.features(), column);
  }
}
