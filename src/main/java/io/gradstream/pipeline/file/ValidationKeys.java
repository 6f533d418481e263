package io.gradstream.pipeline.file;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.EarlyStopping;
import io.gradstream.core.learn.Validation;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.optim.MinDelta;
import io.gradstream.core.optim.Ranges;
import io.gradstream.pipeline.declare.Decimal;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Values;
import io.gradstream.pipeline.declare.Whole;
import io.gradstream.pipeline.declare.Words;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Declares {@code validation} and {@code early-stopping}. */
final class ValidationKeys {

  private static final int LONGEST_WINDOW = 1_000_000;
  static final int MOST_PATIENT = 1_000_000;

  /** Default of {@code min-delta}, wherever windows are compared. */
  static final double USUAL_MIN_DELTA = 0.001;

  private static final Type<Metric> METRIC = Words.of(Metric.values(), Metric::label);

  private static final Key<Integer> WINDOW =
      Key.withDefault(
          "window",
          Whole.of(Validation.WINDOW, LONGEST_WINDOW),
          "5000",
          "Labelled records per window; each takes 24 bytes of state while the window fills.");

  static final Key<List<Metric>> METRICS =
      Key.optional(
          "metrics",
          new ListOf<>(METRIC, "metrics, each " + METRIC.allowed(), true),
          "log-loss and accuracy with auc (binary) or f1 (multiclass); mae, rmse and r2"
              + " (regression)",
          "[log-loss, accuracy, auc]",
          "What is computed in each window and overall, and what `eval`, `demo` and `tail metrics` show, in this"
              + " order; the first is the one that progress is told by. Where none is asked for and less than"
              + " 5 % of the labels are positive, `eval` and `demo` show average-precision first.");

  static final Section<Windows> VALIDATION =
      new Section<>(
          List.of(WINDOW, METRICS),
          values -> new Windows(values.get(WINDOW), values.find(METRICS)));

  /** Windows, with metrics if they are asked for. */
  record Windows(int window, Optional<List<Metric>> metrics) {

    Validation of(Task task) {
      return new Validation(
          window, metrics.orElseGet(() -> Metric.usual(task)), metrics.isPresent());
    }
  }

  static final Key<Metric> STOPPING_METRIC =
      Key.optional(
          "metric",
          METRIC,
          "log-loss; mae for a regression",
          "auc",
          "The metric in which windows are compared.");

  private static final Key<Integer> PATIENCE =
      Key.withDefault(
          "patience",
          Whole.of(Ranges.PATIENCE, MOST_PATIENT),
          "10",
          "Windows in a row without improvement after which learning stops.");

  private static final Key<Double> MIN_DELTA =
      Key.withDefault(
          "min-delta",
          new Decimal(Ranges.MIN_DELTA),
          Decimal.text(USUAL_MIN_DELTA),
          "The least gain over the best checkpoint that counts as improvement, as a part of the"
              + " checkpoint's metric: 0.001 is a thousandth of it.");

  static final Key<Boolean> MIN_DELTA_RELATIVE =
      Key.withDefault(
              "min-delta-mode",
              Words.of(new Boolean[] {true, false}, it -> it ? "relative" : "absolute"),
              "relative",
              "What `min-delta` is: `relative`, a part of the checkpoint's metric, which suits any"
                  + " metric and unit; `absolute`, in the metric's own unit.")
          .withExample("absolute");

  private static final Key<Double> TARGET =
      Key.optional(
          "target",
          new Decimal(EarlyStopping.TARGET),
          "no value is good enough",
          "0.3",
          "The value of the metric with which a window is good enough to stop.");

  static final Key<Double> MIN_UPDATE =
      Key.withDefault(
          "min-update",
          new Decimal(EarlyStopping.MIN_UPDATE),
          "0.0",
          "Learning stops when the mean step of a window changes the weights by less than this share of"
              + " their norm, in the layer that changes most; 0 for never. Not for a race and other rules that step record"
              + " by record.");

  private static final Key<Integer> MAX_STEPS =
      Key.optional(
          "max-steps",
          Whole.of(EarlyStopping.MAX_STEPS, Integer.MAX_VALUE),
          "no bound",
          "1000000",
          "Learning stops at the end of the window in which so many steps are reached.");

  private static final Key<EarlyStopping.OnStop> ON_STOP =
      Key.withDefault(
          "on-stop",
          Words.of(EarlyStopping.OnStop.values()),
          "rollback",
          "What then happens; predictions go on in any case. `rollback` returns to the best"
              + " checkpoint and learns no more; after `target`, `min-update` or `max-steps` it keeps"
              + " the model if that was better than the checkpoint in the last window. `freeze` keeps"
              + " the model as it is and learns no more. `report` says so when a reason begins to"
              + " hold, and goes on learning.");

  /** When to stop, with the metric if it is given. */
  record Stopping(
      Optional<Metric> metric,
      int patience,
      MinDelta minDelta,
      OptionalDouble target,
      double minUpdate,
      long maxSteps,
      EarlyStopping.OnStop onStop) {

    EarlyStopping of(Task task) {
      return new EarlyStopping(
          metric.orElseGet(() -> Metric.usual(task).get(0)),
          patience,
          minDelta,
          target,
          minUpdate,
          maxSteps,
          onStop);
    }
  }

  static final Section<Stopping> EARLY_STOPPING =
      new Section<>(
          List.of(
              STOPPING_METRIC,
              PATIENCE,
              MIN_DELTA,
              MIN_DELTA_RELATIVE,
              TARGET,
              MIN_UPDATE,
              MAX_STEPS,
              ON_STOP),
          ValidationKeys::stopping);

  private ValidationKeys() {}

  private static Stopping stopping(Values values) {
    return new Stopping(
        values.find(STOPPING_METRIC),
        values.get(PATIENCE),
        new MinDelta(values.get(MIN_DELTA), values.get(MIN_DELTA_RELATIVE)),
        values.find(TARGET).map(OptionalDouble::of).orElseGet(OptionalDouble::empty),
        values.get(MIN_UPDATE),
        values.find(MAX_STEPS).map(Integer::longValue).orElse(EarlyStopping.NO_LIMIT),
        values.get(ON_STOP));
  }
}
