package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.cli.StopSignals.Meaning;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopSignalsTest {

  private long millis = 5_000;
  private final StopSignals signals = new StopSignals(() -> TimeUnit.MILLISECONDS.toNanos(millis));

  @Test
  void theSameSignalTwiceWithinASecondIsOne() {
    assertThat(signals.meaning()).isEqualTo(Meaning.STOP);
    assertThat(signals.meaning()).isEqualTo(Meaning.AGAIN);
    millis += 999;
    assertThat(signals.meaning()).isEqualTo(Meaning.AGAIN);
    millis += 1;
    assertThat(signals.meaning()).isEqualTo(Meaning.AT_ONCE);
  }
}
