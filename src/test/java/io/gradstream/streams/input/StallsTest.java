package io.gradstream.streams.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StallsTest {

  private static final TopicPartition PARTITION = new TopicPartition("flights", 3);

  private boolean records = true;
  private int asked;
  private final Stalls.Records reader =
      new Stalls.Records() {
        @Override
        public boolean waits(TopicPartition partition, long offset) {
          asked++;
          return records;
        }

        @Override
        public String holder(TopicPartition partition) {
          return "producer 7 holds " + partition;
        }
      };
  private final Stalls stalls = new Stalls(Duration.ofSeconds(10), reader);

  @Test
  void whatMovesIsNoStall() {
    for (int second = 0; second < 60; second += 2) {
      assertThat(look(second, 100 + second, 500, 500)).isEmpty();
    }
    assertThat(asked).isZero();
  }

  @Test
  void whatHasNothingToReadIsNoStall() {
    assertThat(look(0, 500, 500, 500)).isEmpty();
    assertThat(look(100, 500, 500, 500)).isEmpty();
    assertThat(look(102, 500, 501, 501)).isEmpty();
  }

  @Test
  void recordsThatWaitAndAreNotReadAreAStall() {
    assertThat(look(0, 120, 220, 220)).isEmpty();
    assertThat(look(9, 120, 300, 300)).isEmpty();
    assertThat(look(11, 120, 300, 300).orElseThrow())
        .contains("partition 3 of topic 'flights'", "11 s", "180 offsets from 120", "REBALANCING");
    assertThat(look(13, 121, 300, 300)).isEmpty();
  }

  @Test
  void recordsAreLookedForInOnePartitionOfSeveralThatStandStill() {
    Map<TopicPartition, Position> all = new HashMap<>();
    for (int partition = 0; partition < 100; partition++) {
      all.put(new TopicPartition("flights", partition), new Position(120, 220, 220));
    }
    stalls.look(all, "RUNNING", 0);

    assertThat(stalls.look(all, "RUNNING", TimeUnit.SECONDS.toNanos(11))).isPresent();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void ofTopicsThatAreReadTogetherOneMayWaitWhileTheOtherMoves() {
    TopicPartition records = new TopicPartition("departures", 0);
    TopicPartition labels = new TopicPartition("arrivals", 0);
    Stalls together = new Stalls(Duration.ofSeconds(8), reader, Set.of("departures", "arrivals"));
    Position waiting = new Position(0, 500, 500);
    for (int second = 0; second < 60; second += 2) {
      Map<TopicPartition, Position> all =
          Map.of(records, new Position(100 + second, 900, 900), labels, waiting);
      assertThat(together.look(all, "RUNNING", TimeUnit.SECONDS.toNanos(second))).isEmpty();
    }
    Map<TopicPartition, Position> stuck =
        Map.of(records, new Position(900, 900, 900), labels, waiting);
    together.look(stuck, "RUNNING", TimeUnit.SECONDS.toNanos(60));
    assertThat(together.look(stuck, "RUNNING", TimeUnit.SECONDS.toNanos(70)).orElseThrow())
        .contains("topic 'arrivals'");
  }

  @Test
  void marksOfTransactionsThatAreNeverCommittedAreNoStall() {
    records = false;
    for (int second = 0; second < 60; second += 2) {
      assertThat(look(second, 120, 121, 121)).isEmpty();
    }
    assertThat(asked).isEqualTo(1);
    records = true;
    assertThat(look(60, 120, 130, 130)).isPresent();
  }

  @Test
  void aTransactionThatStaysOpenIsNamedWithWhereItBegins() {
    assertThat(look(0, 120, 120, 154)).isEmpty();
    assertThat(look(12, 120, 120, 160).orElseThrow())
        .contains("a transaction on partition 3", "12 s", "offset 120", "40 offsets wait")
        .contains("producer 7 holds flights-3");
    assertThat(look(14, 120, 160, 160)).isEmpty();
    assertThat(look(16, 160, 160, 160)).isEmpty();
  }

  @Test
  void transactionsOneAfterTheOtherAreNotOneThatStaysOpen() {
    for (int second = 0; second < 60; second += 2) {
      assertThat(look(second, 100 + second, 100 + second, 110 + second)).isEmpty();
    }
  }

  @Test
  void brokersThatDoNotAnswerAreAStall() {
    assertThat(failed(nanos(0))).isEmpty();
    assertThat(failed(nanos(11)).orElseThrow())
        .isEqualTo(
            "no broker at h:1 since 10:00:00 (11 s: gone); nothing is lost: what is not committed is"
                + " read again");
    assertThat(look(12, 5, 5, 5)).isEmpty();
    assertThat(failed(nanos(13))).isEmpty();
  }

  @Test
  void brokersThatNeverAnsweredAreAStallFromTheBeginningOn() {
    stalls.begin(nanos(0));
    assertThat(failed(nanos(6))).isEmpty();
    assertThat(failed(nanos(12)).orElseThrow()).contains("since 10:00:00 (12 s: gone)");
  }

  private Optional<String> look(int second, long committed, long stable, long end) {
    return stalls.look(
        Map.of(PARTITION, new Position(committed, stable, end)), "REBALANCING", nanos(second));
  }

  private static long nanos(int second) {
    return TimeUnit.SECONDS.toNanos(second);
  }

  /** The brokers last answered at ten. */
  private Optional<String> failed(long now) {
    return stalls.failed("h:1", "gone", LocalTime.of(10, 0).plusNanos(now), now);
  }
}
