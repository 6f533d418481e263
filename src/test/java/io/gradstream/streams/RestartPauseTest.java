package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartPauseTest {

  /** Near the end of what a long holds: the clock may overflow. */
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1000);

  private final RestartPause pause = new RestartPause(clock::get);

  @Test
  void itDoublesUpToHalfAMinute() {
    assertThat(Stream.generate(pause::next).limit(8).map(Duration::toSeconds))
        .containsExactly(0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L);
  }

  @Test
  void fiveMinutesWithoutAFailureMakeItBeginAnew() {
    pause.next();
    pause.next();
    clock.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(pause.next()).isEqualTo(Duration.ofSeconds(2));
    clock.addAndGet(Duration.ofMinutes(5).toNanos() + 1);
    assertThat(pause.next()).isZero();
    assertThat(pause.next()).isEqualTo(Duration.ofSeconds(1));
  }
}
