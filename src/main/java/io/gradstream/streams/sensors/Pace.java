package io.gradstream.streams.sensors;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Percentile;
import org.apache.kafka.common.metrics.stats.Percentiles;
import org.apache.kafka.common.metrics.stats.Percentiles.BucketSizing;
import org.apache.kafka.common.metrics.stats.Rate;

/**
 * How many records a task takes, how fast, and how long one of them takes it.
 *
 * <p>One record in {@value #EVERY} is timed, and the rate is recorded as often, and at every
 * commit: two readings of the clock and the locks of three statistics for each record would be
 * felt.
 */
final class Pace {

  static final int EVERY = 16;

  private static final int MEMORY = 16 << 10; // bytes, of percentiles
  private static final double LONGEST = 1e9; // nanoseconds; above it percentiles say no more

  private final Figure total;
  private final Sensor rate;
  private final Sensor latency;
  private long taken;
  private long recorded;
  private long begun;

  Pace(TaskSensors sensors, String group) {
    total =
        sensors.add(
            sensors.name(group, "records-total", "The records that were taken."), Figure.count());
    rate = sensors.sensor();
    rate.add(sensors.name(group, "records-rate", "The records taken per second."), new Rate());
    latency = sensors.sensor();
    latency.add(
        sensors.name(group, "record-latency-avg", "The mean time a record takes, in nanoseconds."),
        new Avg());
    latency.add(
        sensors.name(
            group, "record-latency-max", "The longest time a record took, in nanoseconds."),
        new Max());
    latency.add(
        new Percentiles(
            MEMORY,
            0,
            LONGEST,
            BucketSizing.LINEAR,
            new Percentile(
                sensors.name(
                    group,
                    "record-latency-p99",
                    "The time that 99 % of the records take at most, in nanoseconds."),
                99)));
  }

  /** A record comes. */
  void begin() {
    if ((taken & (EVERY - 1)) == 0) {
      begun = System.nanoTime();
    }
  }

  /** It has been taken. */
  void end() {
    if ((taken & (EVERY - 1)) == 0) {
      latency.record(System.nanoTime() - begun);
    }
    taken++;
    total.add();
    if ((taken & (EVERY - 1)) == 0) {
      settle();
    }
  }

  /** Records for the rate what was taken since it was last done. */
  void settle() {
    if (taken > recorded) {
      rate.record(taken - recorded);
      recorded = taken;
    }
  }
}
