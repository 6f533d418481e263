package io.gradstream.streams.sensors;

import io.gradstream.streams.restore.RestoreProgress;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.streams.processor.StateStoreContext;

/**
 * How far the model of one task is restored, as metrics of Kafka Streams. They are there from the
 * opening of its store on, before the first block is read and long before there is a trainer, and
 * go with the store. Until the restore begins they are NaN, as they are for a standby.
 */
public final class RestoreSensors implements AutoCloseable {

  /** The group of its metrics. */
  public static final String GROUP = "gradstream-restore-metrics";

  private final TaskSensors sensors;
  private final Supplier<Optional<RestoreProgress>> progress;

  /**
   * Begins with a store; to be called on the thread of its task.
   *
   * @param progress how far the task's restore is, asked for from any thread
   */
  public RestoreSensors(
      StateStoreContext context, String pipeline, Supplier<Optional<RestoreProgress>> progress) {
    this.progress = progress;
    sensors = new TaskSensors(context.metrics(), context.taskId(), pipeline, "restore");
    add("restored-blocks", "The blocks of the model that have been restored.", it -> it.restored());
    add("remaining-blocks", "The blocks still to be restored, at most.", it -> it.remaining());
    add(
        "restored-share",
        "The share of the model that is restored: 1 at the end.",
        it -> it.share());
  }

  private void add(String name, String description, ToDoubleFunction<RestoreProgress> figure) {
    sensors.add(
        sensors.name(GROUP, name, description),
        Figure.of(() -> progress.get().map(figure::applyAsDouble).orElse(Double.NaN)));
  }

  @Override
  public void close() {
    sensors.close();
  }
}
