package io.gradstream.crash;

import io.gradstream.report.Terminal;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how a test goes: a line a fault, and beneath them a bar if there is a terminal. */
final class CrashDisplay implements AutoCloseable {

  private static final String CLEAR_LINE = "\r\033[2K";

  private final PrintWriter out;
  private final long start = System.nanoTime();
  private Optional<ProgressBar> bar = Optional.empty();

  CrashDisplay(PrintWriter out) {
    this.out = out;
  }

  /** Begins a bar of so many records. */
  void begin(long records) {
    if (Terminal.isErrThere()) {
      bar =
          Optional.of(
              new ProgressBarBuilder()
                  .setTaskName("records")
                  .setInitialMax(records)
                  .setStyle(ProgressBarStyle.ASCII)
                  .setUpdateIntervalMillis(200)
                  .setUnit("", 1)
                  .build());
    }
  }

  /** Shows how many records are committed, and what is waited for. */
  void progress(long records, String doing) {
    bar.ifPresent(
        it -> {
          it.stepTo(records);
          it.setExtraMessage(" " + doing);
        });
  }

  /** Prints a line with the time since the start. */
  void line(String format, Object... values) {
    bar.ifPresent(it -> out.print(CLEAR_LINE));
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(Locale.ROOT, "%7.1f s  %s%n", seconds, format.formatted(values));
    out.flush();
  }

  @Override
  public void close() {
    bar.ifPresent(ProgressBar::close);
    bar = Optional.empty();
  }
}
