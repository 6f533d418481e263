package io.gradstream.streams;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PassingPaceTest {

  private boolean modelDirty;
  private int asked;
  private @Nullable Runnable ticks;

  private final PassingPace pace =
      new PassingPace(
          () -> modelDirty,
          () -> asked++,
          tick -> {
            ticks = tick;
            return () -> ticks = null;
          });

  @Test
  void whatWasPassedOnIsCommittedAtTheNextTickHoweverMuchItIs() {
    for (int records : new int[] {1, 1000, 1}) {
      int before = asked;
      for (int i = 0; i < records; i++) {
        pace.passed();
      }
      assertThat(asked).isEqualTo(before);
      tick();
      assertThat(asked).as("%d records", records).isEqualTo(before + 1);
    }
  }

  /** A clock alone makes Kafka Streams commit, again and again. */
  @Test
  void noClockTicksAndNothingIsAskedForWhereNothingWasPassedOn() {
    assertThat(ticks).isNull();
    pace.passed();
    tick();
    tick();
    assertThat(ticks).isNull();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void aModelThatIsCommittedWithItDecidesByHowMuchItWouldWrite() {
    modelDirty = true;
    pace.passed();
    for (int i = 0; i < 100; i++) {
      tick();
    }
    assertThat(asked).isZero();
    modelDirty = false;
    tick();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void aModelIsThatOfTheThreadAndOnlyWhileItIsThere() throws InterruptedException {
    CommittedBeside beside = new CommittedBeside();
    CommitPace.Changes model = changed(5);
    assertThat(beside.isModelDirty()).isFalse();
    beside.begin(model);
    assertThat(beside.isModelDirty()).isTrue();
    boolean[] elsewhere = {true};
    Thread other = new Thread(() -> elsewhere[0] = beside.isModelDirty());
    other.start();
    other.join();
    assertThat(elsewhere[0]).isFalse();
    beside.begin(changed(0));
    assertThat(beside.isModelDirty()).isFalse();
    beside.begin(model);
    beside.end();
    assertThat(beside.isModelDirty()).isFalse();
  }

  private static CommitPace.Changes changed(long bytes) {
    return new CommitPace.Changes() {
      @Override
      public long dirtyBytes() {
        return bytes;
      }

      @Override
      public long bytes() {
        return 100;
      }

      @Override
      public long commits() {
        return 0;
      }
    };
  }

  private void tick() {
    requireNonNull(ticks).run();
  }
}
