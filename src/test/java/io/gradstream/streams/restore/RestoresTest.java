package io.gradstream.streams.restore;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.streams.LogLines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestoresTest {

  private static final String STORE = "model";
  private static final TopicPartition FIRST = new TopicPartition("p-model-changelog", 0);
  private static final TopicPartition SECOND = new TopicPartition("p-model-changelog", 1);

  private long seconds;
  private final List<RestoreProgress> shown = new ArrayList<>();
  private final Restores restores = new Restores(() -> nanos(seconds), shown::add);

  @Test
  void progressIsOfAllPartitionsTogetherAndCompleteAtTheEnd() {
    assertThat(restores.progress().isComplete()).isTrue();
    restores.onRestoreStart(FIRST, STORE, 100, 200);
    restores.onRestoreStart(SECOND, STORE, 0, 300);
    restores.onBatchRestored(FIRST, STORE, 149, 50);
    assertThat(restores.progress()).isEqualTo(new RestoreProgress(50, 400));
    restores.onRestoreEnd(FIRST, STORE, 90); // marks of transactions are no blocks
    assertThat(restores.progress()).isEqualTo(new RestoreProgress(100, 400));
    restores.onBatchRestored(SECOND, STORE, 299, 300);
    restores.onRestoreEnd(SECOND, STORE, 300);
    assertThat(restores.progress().isComplete()).isTrue();
    assertThat(shown).last().isEqualTo(new RestoreProgress(400, 400));
  }

  @Test
  void progressOfOnePartitionIsItsOwnAndStaysUntilItsStoreIsOpenedAgain() {
    assertThat(restores.progress(1)).isEmpty();
    restores.onRestoreStart(FIRST, STORE, 0, 50);
    restores.onRestoreStart(SECOND, STORE, 100, 500);
    restores.onBatchRestored(SECOND, STORE, 199, 100);
    assertThat(restores.progress(1)).contains(new RestoreProgress(100, 400));
    assertThat(restores.progress(1).orElseThrow().remaining()).isEqualTo(300);
    assertThat(restores.progress(1).orElseThrow().share()).isEqualTo(0.25);
    restores.onRestoreEnd(SECOND, STORE, 390);
    assertThat(restores.progress(1)).contains(new RestoreProgress(400, 400));
    assertThat(restores.progress(0)).contains(new RestoreProgress(0, 50));
    restores.opened(1);
    assertThat(restores.progress(1)).isEmpty();
  }

  @Test
  void nothingToRestoreIsAllOfIt() {
    restores.onRestoreStart(FIRST, STORE, 7, 7);
    restores.onRestoreEnd(FIRST, STORE, 0);
    assertThat(restores.progress(0).orElseThrow().share()).isEqualTo(1);
  }

  @Test
  void theOneThatDoesNotMoveIsFoundAndForgottenWhenItDoes() {
    restores.onRestoreStart(FIRST, STORE, 0, 100);
    restores.onRestoreStart(SECOND, STORE, 0, 100);
    seconds = 7;
    restores.onBatchRestored(SECOND, STORE, 9, 10);
    seconds = 9;
    assertThat(restores.stuck(nanos(8)).orElseThrow())
        .isEqualTo(new Restores.Stuck(FIRST, 0, 100, nanos(9)));
    restores.onBatchRestored(FIRST, STORE, 49, 50);
    assertThat(restores.stuck(nanos(8))).isEmpty();
  }

  @Test
  void oneThatGoesToAnotherInstanceIsNotWaitedFor() {
    restores.onRestoreStart(FIRST, STORE, 0, 100);
    restores.onRestoreSuspended(FIRST, STORE, 10);
    seconds = 100;
    assertThat(restores.stuck(nanos(8))).isEmpty();
    assertThat(restores.progress().isComplete()).isTrue();
  }

  @Test
  void whatAThreadLeftOpenThatDiedIsOverWhenRecordsAreTaken() {
    restores.onRestoreStart(FIRST, STORE, 0, 100);
    restores.over();
    seconds = 100;
    assertThat(restores.stuck(nanos(8))).isEmpty();
    assertThat(shown).last().satisfies(each -> assertThat(each.isComplete()).isTrue());
  }

  @Test
  void aLongOneIsSaidEveryFewSecondsAndEachAtItsEnd() {
    try (LogLines lines = LogLines.of(Restores.class)) {
      restores.onRestoreStart(FIRST, STORE, 0, 20_000);
      for (seconds = 1; seconds <= 10; seconds++) {
        restores.onBatchRestored(FIRST, STORE, seconds * 2000 - 1, 2000);
      }
      restores.onRestoreEnd(FIRST, STORE, 20_000);
      assertThat(lines.all())
          .containsExactly(
              "INFO restoring the model: 10,000 of 20,000 blocks",
              "INFO restoring the model: 20,000 of 20,000 blocks",
              "INFO restored the model of partition 0: 20,000 blocks in 11.0 s");
    }
  }

  private static long nanos(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
