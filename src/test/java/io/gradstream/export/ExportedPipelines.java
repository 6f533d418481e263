package io.gradstream.export;

import java.nio.file.Path;

/** Pipelines over the data of the examples, of a model that stops after the first window. */
final class ExportedPipelines {

  static final Path FLIGHTS = Path.of("examples/flights/flights.csv.gz");
  static final Path BIKES = Path.of("examples/bikes/bike_sharing_hour.csv.gz");

  private static final String OF_FLIGHTS =
      """
      pipeline: exported
      input: {topic: t, label: %s, task: %s}
      features:
        - hats: {fields: [distance, temp, dewp, humid, wind_speed, precip, pressure, visib], missing: mean, indicator: true}
        - one-hot: [month, dow, sched_hour, carrier, dest]
        - cross: [carrier, dest]
        - target-mean: [dest]
        - frequency: [dest]
      model: %s
      validation: {window: %s}
      early-stopping: {metric: log-loss, max-steps: 1, on-stop: freeze}
      """;

  private static final String OF_BIKES =
      """
      pipeline: exported
      input: {topic: t, label: %s}
      features:
        - standard: [temp, atemp, hum, windspeed]
        - one-hot: {fields: [season, mnth, hr, holiday, weekday, workingday, weathersit], max-categories: 9, other: true}
        - cross: [hr, workingday]
        - bucketise: {fields: [temp], quantiles: 6}
      model: linear
      %s
      validation: {window: %s}
      early-stopping: {metric: mae, max-steps: 1, on-stop: freeze}
      """;

  private static final String OF_HOURS =
      """
      pipeline: exported
      input: {topic: t, label: %s, task: %s}
      features:
        - hats: {fields: [temp, hum, windspeed], missing: mean, indicator: true}
        - one-hot: [season, hr, weekday]
        - cross: [hr, weekday]
        - frequency: [hr]
      model: %s
      validation: {window: %s}
      early-stopping: {metric: log-loss, max-steps: 1, on-stop: freeze}
      """;

  private ExportedPipelines() {}

  /** Whether a flight is late. */
  static String late(int window, String model) {
    return OF_FLIGHTS.formatted("delayed", "binary", model, window);
  }

  /** Which of three airports it leaves from. */
  static String origin(int window) {
    return OF_FLIGHTS
        .formatted("origin", "multiclass", "softmax", window)
        .replace("  - target-mean: [dest]\n", "");
  }

  /** How many bikes are rented in an hour. */
  static String rentals(int window, String label, String settings) {
    return OF_BIKES.formatted(label, settings, window);
  }

  /** Whether an hour is of a working day. */
  static String working(int window) {
    return OF_HOURS
        .formatted("workingday", "binary", "logistic", window)
        .replace("  - frequency: [hr]\n", "  - frequency: [hr]\n  - target-mean: [hr]\n");
  }

  /** What the weather of an hour is. */
  static String weather(int window) {
    return OF_HOURS.formatted("weathersit", "multiclass", "softmax", window);
  }
}
