package io.gradstream.streams;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommitPaceTest {

  private static final long MEGA = 1 << 20;

  private long dirty;
  private long all = 50 * MEGA;
  private long commits;
  private int asked;
  private @Nullable Runnable ticks;

  private final CommitPace pace =
      new CommitPace(
          new CommitPace.Changes() {
            @Override
            public long dirtyBytes() {
              return dirty;
            }

            @Override
            public long bytes() {
              return all;
            }

            @Override
            public long commits() {
              return commits;
            }
          },
          () -> asked++,
          tick -> {
            ticks = tick;
            return () -> ticks = null;
          });

  @Test
  void whatChangesLittleIsCommittedAtEveryTick() {
    for (long bytes : new long[] {1, MEGA / 10, 8 * MEGA / 10}) {
      dirty = bytes;
      int before = asked;
      tick();
      assertThat(asked).as("%d bytes", bytes).isEqualTo(before + 1);
    }
  }

  /** A clock alone makes Kafka Streams commit, again and again. */
  @Test
  void nothingIsCommittedAndNoClockTicksWhereNothingChanged() {
    assertThat(ticks).isNull();
    dirty = 1;
    tick();
    assertThat(asked).isEqualTo(1);
    dirty = 0;
    requireNonNull(ticks).run();
    assertThat(asked).isEqualTo(1);
    assertThat(ticks).isNull();

    dirty = 1;
    tick();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void whatChangesMuchWaitsASecondForEachEightMegabytes() {
    dirty = 20 * MEGA;
    for (int round = 1; round <= 3; round++) {
      second();
      second();
      assertThat(asked).isEqualTo(round - 1);
      second();
      assertThat(asked).isEqualTo(round);
      commits++; // as it asked for
    }
  }

  @Test
  void aModelOfWhichLittleChangesIsNotLeftToChangeMore() {
    dirty = 20 * MEGA;
    all = 100 * MEGA;
    second();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void theWaitBeginsAnewWithACommitThatNobodyAskedFor() {
    dirty = 20 * MEGA;
    second();
    second();
    commits++; // a rebalance, or the longest interval
    second();
    second();
    assertThat(asked).isZero();
    second();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void whatChangesMoreThanATickAllowsWaitsTicks() {
    dirty = 2 * MEGA; // a quarter of a second's
    tick();
    tick();
    assertThat(asked).isZero();
    tick();
    assertThat(asked).isEqualTo(1);
  }

  private void second() {
    for (int i = 0; i < Duration.ofSeconds(1).dividedBy(CommitPace.TICK); i++) {
      tick();
    }
  }

  /** A record is taken, and a tick passes. */
  private void tick() {
    pace.taken();
    requireNonNull(ticks).run();
  }
}
