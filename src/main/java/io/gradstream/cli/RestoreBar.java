package io.gradstream.cli;

import io.gradstream.report.Terminal;
import io.gradstream.streams.restore.RestoreProgress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar for a restore that takes longer than a moment. */
final class RestoreBar implements RestoreProgress.Display {

  private static final long MOMENT = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoTime;
  private final @Nullable ProgressBarConsumer out;
  private boolean begun;
  private long since;
  private @Nullable ProgressBar bar;

  /** Draws to {@code out}, null for the terminal. */
  RestoreBar(LongSupplier nanoTime, @Nullable ProgressBarConsumer out) {
    this.nanoTime = nanoTime;
    this.out = out;
  }

  /** Returns a bar if there is a terminal to draw it on; else the log's lines have to do. */
  static RestoreProgress.Display onTerminal() {
    return Terminal.isErrThere()
        ? new RestoreBar(System::nanoTime, null)
        : RestoreProgress.Display.NONE;
  }

  @Override
  public void update(RestoreProgress progress) {
    long now = nanoTime.getAsLong();
    if (!begun) {
      begun = true;
      since = now;
    }
    if (bar == null && !progress.isComplete() && now - since >= MOMENT) {
      bar = bar(progress.total());
    }
    if (bar != null) {
      bar.maxHint(progress.total());
      bar.stepTo(progress.restored());
    }
    if (progress.isComplete()) {
      close();
    }
  }

  private void close() {
    begun = false;
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private ProgressBar bar(long total) {
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName("restoring the model")
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setUnit(" blocks", 1);
    if (out != null) {
      builder.setConsumer(out);
    }
    return builder.build();
  }
}
