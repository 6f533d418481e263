package io.gradstream.streams.sensors;

import io.gradstream.core.data.Refusal.Reason;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** What a task that scores a topic tells of itself, as metrics of Kafka Streams. */
public final class ScorerSensors implements AutoCloseable {

  /** The group of its metrics. */
  public static final String GROUP = "gradstream-topic-scorer-metrics";

  private final TaskSensors sensors;
  private final Pace pace;
  private final Reasons reasons;

  /** Begins with a task; to be called on its thread. */
  public ScorerSensors(ProcessorContext<?, ?> context, String pipeline) {
    sensors = new TaskSensors(context.metrics(), context.taskId(), pipeline, "scorer");
    pace = new Pace(sensors, GROUP);
    reasons = new Reasons(sensors);
  }

  /** A record comes. */
  public void begin() {
    pace.begin();
  }

  /** It has been scored, or has become a dead letter. */
  public void end() {
    pace.end();
  }

  /** A record could not be scored. */
  public void rejected(Reason reason) {
    reasons.add(reason);
  }

  @Override
  public void close() {
    sensors.close();
  }
}
