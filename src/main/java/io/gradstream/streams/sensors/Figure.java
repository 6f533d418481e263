package io.gradstream.streams.sensors;

import java.util.function.DoubleSupplier;
import org.apache.kafka.common.metrics.MeasurableStat;
import org.apache.kafka.common.metrics.MetricConfig;

/**
 * A figure as it stands, which whoever asks for metrics reads: set or counted by one thread, read
 * by any. NaN until it is known.
 *
 * <p>Counting is a plain addition and an ordered write: it costs a record nothing that could be
 * measured, where {@code Sensor.record} takes a lock.
 */
final class Figure implements MeasurableStat {

  private final DoubleSupplier source;
  private volatile double value;
  private double counted; // of the one thread that counts

  private Figure(double first) {
    value = first;
    source = () -> value;
  }

  private Figure(DoubleSupplier source) {
    this.source = source;
  }

  /** Returns a figure that is not known yet. */
  static Figure unknown() {
    return new Figure(Double.NaN);
  }

  /** Returns a count that has not begun. */
  static Figure count() {
    return new Figure(0);
  }

  /** Returns a figure that is asked for when it is wanted, from any thread. */
  static Figure of(DoubleSupplier source) {
    return new Figure(source);
  }

  /** Sets it. */
  void set(double newValue) {
    value = newValue;
  }

  /** Counts one more. */
  void add() {
    value = ++counted;
  }

  /** Nothing is recorded: {@link #set} and {@link #add} are what changes it. */
  @Override
  public void record(MetricConfig config, double recorded, long timeMs) {}

  @Override
  public double measure(MetricConfig config, long now) {
    return source.getAsDouble();
  }
}
