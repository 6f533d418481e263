package io.gradstream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {

  private final AtomicLong nanos = new AtomicLong();
  private final StringWriter text = new StringWriter();

  @Test
  void timeBeforeTheFirstRowDoesNotCountAsWork() {
    try (ProgressDisplay progress =
        new ProgressDisplay.Lines(20_000, "log-loss", new PrintWriter(text), nanos::get)) {
      progress.update(0, Double.NaN);
      at(5);
      progress.update(1, 0.6931);
      assertThat(text.toString()).isEmpty();
      at(7);
      progress.update(8_000, 0.5);
    }
    assertThat(text.toString().strip())
        .isEqualTo("8,000 of 20,000 rows    4,000 rows/s  log-loss 0.5000");
  }

  private void at(long seconds) {
    nanos.set(TimeUnit.SECONDS.toNanos(seconds));
  }
}
