package io.gradstream.streams;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
  void whatChangesLittleIsCommittedEverySecond() {
    for (long bytes : new long[] {1, MEGA, 8 * MEGA}) {
      dirty = bytes;
      int before = asked;
      second();
      assertThat(asked).as("%d bytes", bytes).isEqualTo(before + 1);
    }
  }

  /** A clock alone makes Kafka Streams commit, again and again. */
  @Test
  void nothingIsCommittedAndNoClockTicksWhereNothingChanged() {
    assertThat(ticks).isNull();
    dirty = 1;
    second();
    assertThat(asked).isEqualTo(1);
    dirty = 0;
    requireNonNull(ticks).run();
    assertThat(asked).isEqualTo(1);
    assertThat(ticks).isNull();

    dirty = 1;
    second();
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

  /** A record is taken, and a second passes. */
  private void second() {
    pace.taken();
    requireNonNull(ticks).run();
  }
}
