package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {

  private static final long MEGA = 1 << 20;

  private long dirty;
  private long all = 50 * MEGA;
  private long commits;
  private int asked;

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
          () -> asked++);

  @Test
  void whatChangesLittleIsCommittedEverySecond() {
    for (long bytes : new long[] {1, MEGA, 8 * MEGA}) {
      dirty = bytes;
      int before = asked;
      pace.tick();
      assertThat(asked).as("%d bytes", bytes).isEqualTo(before + 1);
    }
  }

  @Test
  void nothingIsCommittedWhereNothingChanged() {
    dirty = 0;
    pace.tick();
    pace.tick();
    assertThat(asked).isZero();
  }

  @Test
  void whatChangesMuchWaitsASecondForEachEightMegabytes() {
    dirty = 20 * MEGA;
    for (int round = 1; round <= 3; round++) {
      pace.tick();
      pace.tick();
      assertThat(asked).isEqualTo(round - 1);
      pace.tick();
      assertThat(asked).isEqualTo(round);
      commits++; // as it asked for
    }
  }

  @Test
  void aModelOfWhichLittleChangesIsNotLeftToChangeMore() {
    dirty = 20 * MEGA;
    all = 100 * MEGA;
    pace.tick();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void theWaitBeginsAnewWithACommitThatNobodyAskedFor() {
    dirty = 20 * MEGA;
    pace.tick();
    pace.tick();
    commits++; // a rebalance, or the longest interval
    pace.tick();
    pace.tick();
    assertThat(asked).isZero();
    pace.tick();
    assertThat(asked).isEqualTo(1);
  }
}
