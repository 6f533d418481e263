package io.gradstream.streams.sensors;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.TaskId;

/**
 * The sensors of one task, with the tags that Kafka Streams gives its own ({@code thread-id}, by
 * which they are pushed to brokers, too, and {@code task-id}) and those of a pipeline; they go with
 * the task.
 */
final class TaskSensors implements AutoCloseable {

  private final StreamsMetrics metrics;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final String prefix;
  private final List<Sensor> sensors = new ArrayList<>();

  /**
   * Begins with none; to be called on the thread of the task.
   *
   * @param part of the task, which tells its sensors from those of its other parts
   */
  TaskSensors(StreamsMetrics metrics, TaskId task, String pipeline, String part) {
    this.metrics = metrics;
    tags.put("thread-id", Thread.currentThread().getName());
    tags.put("task-id", task.toString());
    tags.put("pipeline", pipeline);
    tags.put("partition", Integer.toString(task.partition()));
    prefix = "gradstream.%s.%s.%s.".formatted(Thread.currentThread().getName(), task, part);
  }

  /** Returns the name of a metric of this task; {@code more} are tags and their values. */
  MetricName name(String group, String name, String description, String... more) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return new MetricName(name, group, description, all);
  }

  /** Adds a sensor that has no metrics yet. */
  Sensor sensor() {
    Sensor sensor = metrics.addSensor(prefix + sensors.size(), RecordingLevel.INFO);
    sensors.add(sensor);
    return sensor;
  }

  /** Adds a figure; returns it. */
  Figure add(MetricName name, Figure figure) {
    sensor().add(name, figure);
    return figure;
  }

  @Override
  public void close() {
    sensors.forEach(metrics::removeSensor);
    sensors.clear();
  }
}
