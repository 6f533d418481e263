package io.gradstream.core.learn;

import static java.util.Objects.requireNonNull;

import io.gradstream.core.data.Examples;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.feature.Memories;
import io.gradstream.core.feature.Outliers;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.model.LabelScale;
import io.gradstream.core.model.Model;
import io.gradstream.core.race.RaceModel;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A model with the statistics of its encoders: all that a prediction needs, and what a checkpoint
 * is a copy of. Scoring changes nothing.
 */
final class EncodedModel {

  private static final double[] NOTHING = {};

  private final State.Scope scope;
  private final FeaturePlan plan;
  private final Model model;
  private final Loss loss;
  private final @Nullable LabelScale labels; // of a regression
  private final Outliers outliers;
  private final int labelColumn; // among the outliers
  private final LongArray step;
  private final FeatureVector x = new FeatureVector();
  private double[] z = {};
  private double[] scores = {};
  private final double[] prediction = new double[1];

  EncodedModel(
      State.Scope scope, LearnerRule rule, Dictionary dictionary, Memories memories, int rows) {
    this.scope = scope;
    plan = new FeaturePlan(rule.features(), rule.layout(), scope, dictionary, memories);
    loss = rule.loss();
    outliers = memories.outliers();
    labelColumn = outliers.column(rule.label().field());
    labels =
        rule.task() == Task.REGRESSION
            ? new LabelScale(scope, rule.labels(), rule.loss(), outliers.fence())
            : null;
    model = rule.createModel(scope, rows, labels);
    step = scope.longs("step", 1);
    resize();
  }

  /** Returns why an encoder cannot take a row, if so; changes nothing. */
  Optional<String> problem(Row row) {
    return plan.problem(row);
  }

  /** Counts the row into the encoders' statistics. */
  void observe(Row row) {
    plan.observe(row);
  }

  /** Encodes a row into {@link #features} with the statistics as they stand. */
  void transform(Row row) {
    plan.transform(row, x);
  }

  /** Counts the row into the encoders' statistics and encodes it with them. */
  void encode(Row row) {
    plan.encode(row, x);
  }

  /** Counts the label of a row that was predicted into the statistics of labels and encoders. */
  void learn(Row row) {
    learnLabel(row);
    plan.learn(row);
  }

  /**
   * Counts the label of a row into the statistics of labels; the row then has what it counts as.
   */
  void learnLabel(Row row) {
    if (labels == null) {
      return;
    }
    double label = row.label();
    boolean few = labels.firstStrays() == 0;
    row.setLabel(labels.observe(label));
    outliers.note(labelColumn, outliers.fence(), label);
    if (few) {
      outliers.noteFirst(labelColumn, labels.firstStrays(), labels.firstStray());
    }
  }

  /** Returns what the label of a row would count as; for a regression only another than it is. */
  double counted(Row row) {
    return labels == null ? row.label() : labels.counted(row.label());
  }

  /** Recomputes what is derived from the state, after it was loaded. */
  void refresh() {
    plan.refresh();
    model.refresh();
    resize();
  }

  /**
   * Scores a row: its encoding then stands in {@link #features}, the raw outputs in {@link
   * #outputs}; returns what is predicted, valid until the next call.
   */
  double[] score(Row row) {
    transform(row);
    return score();
  }

  /** Scores a row that another scorer of the same rules has just encoded. */
  double[] score(Row row, EncodedModel beside) {
    plan.transform(row, x, beside.plan, beside.x);
    return score();
  }

  /** Tells what encoders and labels have counted. */
  void tell(LearnerRule rule, Consumer<NamedStatistic> to) {
    for (int i = 0; i < rule.features().size(); i++) {
      String part = rule.features().get(i).kind() + "." + i;
      plan.tell(i, (of, name, value) -> to.accept(new NamedStatistic(part, of, name, value)));
    }
    if (labels != null) {
      String field = rule.label().field();
      double[] moments = labels.moments();
      to.accept(new NamedStatistic("label", field, "count", moments[0]));
      to.accept(new NamedStatistic("label", field, "mean", moments[1]));
      to.accept(new NamedStatistic("label", field, "deviation", moments[2]));
    }
  }

  /** Writes down what {@link #score(Row)} does, with the statistics as they stand. */
  Node draw(Graph graph) {
    Columns columns = new Columns();
    plan.draw(graph, columns);
    Node predicted = model.draw(graph, columns, loss());
    return labels == null ? predicted : labels.draw(graph, predicted);
  }

  /** Scores the row in {@link #features}. */
  double[] score() {
    return score(x);
  }

  /** Scores features of another record than the one in {@link #features}, which stay. */
  double[] score(FeatureVector other) {
    model.score(other, loss, z, scores);
    if (labels == null) {
      return scores;
    }
    prediction[0] = labels.back(scores[0]);
    return prediction;
  }

  /** Returns what the members of a race said of the features scored last; empty for one alone. */
  double[] said() {
    return model instanceof RaceModel race && race.members() > 1 ? race.said() : NOTHING;
  }

  /** Lets members be judged by what they said, instead of by what they say now. */
  void judgeBy(double[] said) {
    if (said.length > 0) {
      ((RaceModel) model).judgeBy(said, loss());
    }
  }

  /** Returns the scale of the labels of a regression. */
  LabelScale labels() {
    return requireNonNull(labels);
  }

  /** Returns the loss to step by now: that of labels as {@link #target} gives them. */
  Loss loss() {
    return labels == null ? loss : labels.loss();
  }

  /** Returns a label as the model is to learn it now. */
  double target(double label) {
    return labels == null ? label : labels.scaled(label);
  }

  /** Returns examples with their labels as the model is to learn them now; a view. */
  Examples targets(Examples batch) {
    return labels == null ? batch : labels.scaled(batch);
  }

  /** Returns, by parameter row, whether it is a number that noise may be added to. */
  boolean[] numericRows() {
    return plan.numericRows();
  }

  /** Makes room for the outputs of {@code count} classes. */
  void widen(int count) {
    model.widen(count);
    resize();
  }

  double[] outputs() {
    return z;
  }

  /** Returns what the loss made of the outputs, in the unit of {@link #target}. */
  double[] scores() {
    return scores;
  }

  FeatureVector features() {
    return x;
  }

  Model model() {
    return model;
  }

  long step() {
    return step.get(0);
  }

  void setStep(long value) {
    step.set(0, value);
  }

  void copyFrom(EncodedModel source) {
    scope.copyFrom(source.scope);
    refresh();
  }

  private void resize() {
    if (z.length != model.outputs()) {
      z = new double[model.outputs()];
      scores = new double[z.length];
    }
  }
}
