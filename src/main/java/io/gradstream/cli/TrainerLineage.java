package io.gradstream.cli;

import io.gradstream.core.learn.WindowReport;
import io.gradstream.lineage.RunLineage;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.RunTotals;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The lineage of a trainer, which may have none. */
final class TrainerLineage {

  private final AtomicReference<@Nullable RunLineage> begun = new AtomicReference<>();

  /** Tells that a pipeline starts, if its file says where. */
  void begin(Pipeline pipeline) {
    RunLineage.start(pipeline).ifPresent(begun::set);
  }

  /** Returns a display that tells lineage of every window, too. */
  RunTotals.Display beside(RunTotals.Display display) {
    return new RunTotals.Display() {

      @Override
      public void show(String text, String brief) {
        display.show(text, brief);
      }

      @Override
      public void newest(int partition, WindowReport report) {
        lineage().ifPresent(it -> it.window(partition, report));
      }
    };
  }

  /** Tells how it ended, the first time. */
  void end(Optional<Throwable> failure) {
    lineage().ifPresent(it -> it.end(failure));
  }

  /** Tells that it was stopped before it began. */
  void abort() {
    lineage().ifPresent(RunLineage::abort);
  }

  private Optional<RunLineage> lineage() {
    return Optional.ofNullable(begun.get());
  }
}
