package io.gradstream.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReachTest {

  private static final TopicPartition PARTITION = new TopicPartition("models", 0);

  private final Reach reach = new Reach(seconds(100));

  @Test
  void whoReadsAndNeverReachesTheEndSaysSoAfterAWhile() {
    long end = 1_000;
    reach.ends(at(end - 900), at(end - 900), seconds(99));
    assertThat(reach.isReached(at(end - 900), seconds(100))).isTrue();
    for (int second = 100; second < 115; second++) {
      reach.ends(at(end), at(end - 900), seconds(second));
      assertThat(reach.isReached(at(end - 900), seconds(second))).isFalse();
      assertThat(reach.problem(seconds(second))).isEmpty();
    }
    assertThat(reach.problem(seconds(115)))
        .hasValueSatisfying(
            said ->
                assertThat(said)
                    .startsWith(
                        "the newest commit has not been reached for 15 s, 900 records behind"));
  }

  @Test
  void whoReadsATopicForTheFirstTimeIsNotTakenForSlow() {
    reach.ends(at(1_000), at(100), seconds(100));
    assertThat(reach.isReached(at(100), seconds(130))).isFalse();
    assertThat(reach.problem(seconds(130)).orElseThrow())
        .contains("900 records are still to come")
        .doesNotContain("slowly");
  }

  @Test
  void whoStaysALittleBehindAnEndThatMovesOnReachesTheOneThatItSaw() {
    for (int second = 100; second < 200; second++) {
      reach.ends(at(10L * second), at(10L * second - 5), seconds(second));
      boolean reached = reach.isReached(at(10L * second - 5), seconds(second));
      assertThat(reached).isEqualTo(second % 2 == 1); // every other look sets another end
      assertThat(reach.problem(seconds(second))).isEmpty();
    }
    assertThat(reach.wantedAt()).isGreaterThan(seconds(197));
  }

  @Test
  void whatIsStillToComeIsCountedToTheNewestEndWhileAnOlderOneIsHeldOnTo() {
    reach.ends(at(50), at(0), seconds(100));
    reach.ends(at(80), at(20), seconds(101));
    assertThat(reach.isReached(at(30), seconds(101))).isFalse();
    assertThat(reach.missing()).isEqualTo(50);
    assertThat(reach.isReached(at(55), seconds(102))).isTrue();
    assertThat(reach.missing()).isEqualTo(25);
    reach.ends(at(80), at(55), seconds(103));
    assertThat(reach.isReached(at(80), seconds(103))).isTrue();
    assertThat(reach.missing()).isZero();
  }

  @Test
  void whoReachesItInTheEndSaysNothingMore() {
    reach.ends(at(50), at(0), seconds(100));
    assertThat(reach.missing()).isEqualTo(50);
    assertThat(reach.isReached(at(49), seconds(130))).isFalse();
    assertThat(reach.problem(seconds(130))).isPresent();
    assertThat(reach.isReached(at(50), seconds(131))).isTrue();
    assertThat(reach.problem(seconds(132))).isEmpty();
    assertThat(reach.missing()).isZero();
  }

  /** Where no broker says where a topic ends, nothing is known to be read. */
  @Test
  void noEndThatWasSeenIsNoEndThatIsReached() {
    assertThat(reach.wantsEnd()).isTrue();
    assertThat(reach.isReached(at(500), seconds(101))).isFalse();
    assertThat(reach.problem(seconds(116)).orElseThrow()).doesNotContain("slowly");
    assertThat(reach.wantsEnd()).isTrue();
    reach.ends(at(600), at(500), seconds(117));
    assertThat(reach.wantsEnd()).isFalse();
    assertThat(reach.isReached(at(600), seconds(118))).isTrue();
    assertThat(reach.wantsEnd()).isTrue();
  }

  private static Map<TopicPartition, Long> at(long offset) {
    return Map.of(PARTITION, offset);
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
