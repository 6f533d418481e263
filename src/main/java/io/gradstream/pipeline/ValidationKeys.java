package io.gradstream.pipeline;

import io.gradstream.core.learn.EarlyStopping;
import io.gradstream.core.learn.Validation;
import io.gradstream.core.metric.Metric;
import java.util.List;

/** Declares {@code validation} and {@code early-stopping}. */
final class ValidationKeys {

  private static final int LONGEST_WINDOW = 1_000_000;
  private static final int MOST_PATIENT = 1_000_000;

  private static final Type<Metric> METRIC =
      Words.of(
          Metric.values(),
          Metric::label,
          "balanced-accuracy",
          "precision",
          "recall",
          "f1",
          "average-precision",
          "brier",
          "calibration-error",
          "kappa",
          "kappa-temporal",
          "mcc",
          "mae",
          "rmse",
          "r2",
          "mape",
          "pinball");

  private static final Key<Integer> WINDOW =
      Key.withDefault(
          "window",
          new Whole(1, LONGEST_WINDOW),
          "5000",
          "Labelled records per window; each takes 24 bytes of state while the window fills.");

  private static final Key<List<Metric>> METRICS =
      Key.withDefault(
          "metrics",
          new ListOf<>(METRIC, "metrics, each " + METRIC.allowed(), true),
          "[log-loss, accuracy, auc]",
          "What is computed in each window and overall.");

  static final Section<Validation> VALIDATION =
      new Section<>(
          List.of(WINDOW, METRICS),
          values -> new Validation(values.get(WINDOW), values.get(METRICS)));

  private static final Key<Metric> STOPPING_METRIC =
      Key.withDefault("metric", METRIC, "log-loss", "The metric in which windows are compared.");

  private static final Key<Integer> PATIENCE =
      Key.withDefault(
          "patience",
          new Whole(1, MOST_PATIENT),
          "10",
          "Windows in a row without improvement after which learning stops.");

  private static final Key<Double> MIN_DELTA =
      Key.withDefault(
          "min-delta",
          Decimal.atLeast(0),
          "0.0005",
          "The least gain over the best checkpoint that counts as improvement, in the metric's"
              + " unit.");

  private static final Key<EarlyStopping.OnStop> ON_STOP =
      Key.withDefault(
          "on-stop",
          Words.of(EarlyStopping.OnStop.values()),
          "rollback",
          "What then happens; predictions go on in any case. `rollback` returns to the best"
              + " checkpoint and learns no more, `freeze` keeps the model as it is and learns no"
              + " more, `report` only says so and goes on learning.");

  static final Section<EarlyStopping> EARLY_STOPPING =
      new Section<>(
          List.of(STOPPING_METRIC, PATIENCE, MIN_DELTA, ON_STOP),
          values ->
              new EarlyStopping(
                  values.get(STOPPING_METRIC),
                  values.get(PATIENCE),
                  values.get(MIN_DELTA),
                  values.get(ON_STOP)));

  private ValidationKeys() {}
}
