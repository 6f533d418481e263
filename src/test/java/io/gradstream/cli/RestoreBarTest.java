package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.streams.restore.RestoreProgress;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import org.junit.jupiter.api.Test;

class RestoreBarTest {

  private final StringBuffer out = new StringBuffer();
  private long seconds;
  private final RestoreBar bar =
      new RestoreBar(
          () -> TimeUnit.SECONDS.toNanos(seconds),
          new DelegatingProgressBarConsumer(line -> out.append(line).append('\n')));

  @Test
  void aLongRestoreIsABarThatIsFullAtItsEnd() {
    bar.update(new RestoreProgress(0, 1000));
    seconds = 2;
    bar.update(new RestoreProgress(500, 1000));
    bar.update(new RestoreProgress(1000, 1000));
    assertThat(out.toString()).contains("restoring the model", "100%", "1000/1000 blocks");
  }

  @Test
  void ofAShortOneNothingIsDrawn() {
    bar.update(new RestoreProgress(0, 10));
    bar.update(new RestoreProgress(10, 10));
    seconds = 60;
    bar.update(new RestoreProgress(0, 10)); // the next one begins
    bar.update(new RestoreProgress(10, 10));
    assertThat(out).isEmpty();
  }
}
