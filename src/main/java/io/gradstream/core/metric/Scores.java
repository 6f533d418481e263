package io.gradstream.core.metric;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The values of some metrics for one predictor over one set of records.
 *
 * @param values value by metric, NaN where it is undefined; a metric that was not asked for is
 *     absent
 */
public record Scores(Map<Metric, Double> values) {

  /** Copies the map. */
  public Scores {
    Map<Metric, Double> copy = new EnumMap<>(Metric.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** Computes each of {@code metrics} by {@code value}. */
  public static Scores of(Collection<Metric> metrics, ToDoubleFunction<Metric> value) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    for (Metric metric : metrics) {
      values.put(metric, value.applyAsDouble(metric));
    }
    return new Scores(values);
  }

  /** Returns the value of a metric, NaN if it is undefined or was not asked for. */
  public double get(Metric metric) {
    return values.getOrDefault(metric, Double.NaN);
  }
}
