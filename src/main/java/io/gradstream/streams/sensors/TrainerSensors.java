package io.gradstream.streams.sensors;

import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.core.learn.Decision;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.WindowReport;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What a trainer tells of itself, as metrics of Kafka Streams: what came of records, the model as
 * it was last committed, the last full window, and labels that wait. JMX, the push to brokers
 * (KIP-714) and every exporter have them so.
 *
 * <p>They begin anew with the task, and are no part of what is learned. All methods are for the
 * task's own thread.
 */
public final class TrainerSensors implements AutoCloseable {

  /** The group of what the trainer does. */
  public static final String GROUP = "gradstream-trainer-metrics";

  private final TaskSensors sensors;
  private final Learner learner;
  private final Pace pace;
  private final Reasons reasons;
  private final ModelFigures model;
  private final WindowFigures window;
  private final Optional<LabelFigures> labels;
  private final Figure predictions;
  private final Map<Decision.Kind, Figure> decisions = new EnumMap<>(Decision.Kind.class);

  /**
   * Begins with a task; to be called on its thread.
   *
   * @param stalledSeconds for how long records have stood still; asked for from any thread
   */
  public TrainerSensors(
      ProcessorContext<?, ?> context,
      String pipeline,
      Learner learner,
      LongSupplier stalledSeconds) {
    this.learner = learner;
    sensors = new TaskSensors(context.metrics(), context.taskId(), pipeline, "trainer");
    pace = new Pace(sensors, GROUP);
    reasons = new Reasons(sensors);
    model = new ModelFigures(sensors, learner);
    window = new WindowFigures(sensors);
    labels = learner.labels().map(report -> new LabelFigures(sensors, report));
    predictions =
        sensors.add(
            sensors.name(GROUP, "predictions-total", "The predictions that were made."),
            Figure.count());
    sensors.add(
        sensors.name(
            GROUP, "stalled-seconds", "For how long records have stood still; 0 while they move."),
        Figure.of(stalledSeconds::getAsLong));
    committed();
  }

  /** A record comes, of the input or of labels. */
  public void begin() {
    pace.begin();
  }

  /** It has been taken. */
  public void end() {
    pace.end();
  }

  /** A record was predicted. */
  public void predicted() {
    predictions.add();
  }

  /** A label came in a record of its own. */
  public void labelled() {
    labels.ifPresent(LabelFigures::came);
  }

  /** A record could not be used. */
  public void rejected(Reason reason) {
    reasons.add(reason);
  }

  /** A decision was taken. */
  public void decided(Decision decision) {
    decisions
        .computeIfAbsent(
            decision.kind(),
            kind ->
                sensors.add(
                    sensors.name(
                        "gradstream-decision-metrics",
                        "decisions-total",
                        "The decisions that were taken.",
                        "kind",
                        kind.name()),
                    Figure.count()))
        .add();
  }

  /** A window is full. */
  public void reported(WindowReport report) {
    window.show(report);
    model.show();
  }

  /** All that changed is being committed. */
  public void committed() {
    pace.settle();
    model.show();
    labels.ifPresent(figures -> learner.labels().ifPresent(figures::show));
  }

  @Override
  public void close() {
    sensors.close();
  }
}
