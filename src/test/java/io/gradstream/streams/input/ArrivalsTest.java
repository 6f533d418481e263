package io.gradstream.streams.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.client.ApplicationException;
import io.gradstream.core.learn.Decision.Kind;
import io.gradstream.model.InputTopic;
import io.gradstream.pipeline.OnDataLoss;
import io.gradstream.streams.output.Origin;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

  private static final InputTopic TOPIC = new InputTopic("c", "flights", "first");
  private final InputLog log = InputLog.of(TOPIC, 2);

  @Test
  void offsetsThatAreLeftOutAreLegalWhileTheLogBeginsBeforeThem() {
    Arrivals arrivals = arrivals(OnDataLoss.FAIL);
    take(arrivals, 0, 0, 1, 5, 9);
    log.looked();
    log.looked();
    take(arrivals, 0, 10);

    assertThat(arrivals.notices()).isEmpty();
  }

  @Test
  void theFirstRecordOfANewModelMayHaveAnyOffset() {
    log.beginsAt(0, 500);
    Arrivals arrivals = arrivals(OnDataLoss.FAIL);
    take(arrivals, 0, 500);

    assertThat(arrivals.notices()).isEmpty();
  }

  @Test
  void recordsBeforeTheLogsBeginningAreLost() {
    Arrivals arrivals = arrivals(OnDataLoss.BY_CAUSE);
    take(arrivals, 0, 999);
    log.beginsAt(0, 1500);
    take(arrivals, 0, 1500);

    Notice lost = arrivals.notices().get(0);
    assertThat(lost.kind()).isEqualTo(Kind.RECORDS_LOST);
    assertThat(lost.count()).isEqualTo(500);
    assertThat(lost.reason()).startsWith("records 1,000 to 1,499 of partition 0 were deleted");
    assertThat(arrivals.notices()).isEmpty();
  }

  @Test
  void aLossThatTheNextLooksShowIsSaidThen() {
    Arrivals arrivals = arrivals(OnDataLoss.BY_CAUSE);
    take(arrivals, 0, 9, 20);
    log.looked(); // may have begun before
    take(arrivals, 0, 21);
    assertThat(arrivals.notices()).isEmpty();
    log.beginsAt(0, 20);
    log.looked();
    take(arrivals, 0, 22);

    assertThat(arrivals.notices()).extracting(Notice::count).containsExactly(10L);
  }

  @Test
  void whatIsDeletedAfterItWasReadIsNotLost() {
    Arrivals arrivals = arrivals(OnDataLoss.FAIL);
    take(arrivals, 0, 98, 99, 101); // 100 is the mark of a transaction
    log.looked();
    log.looked();
    log.beginsAt(0, 102); // nothing came for long
    log.looked();
    take(arrivals, 0, 103);

    assertThat(arrivals.notices()).isEmpty();
    assertThat(log.lost()).isZero();
  }

  @Test
  void aLossEndsThePipelineWhereTheFileSaysSoUnlessItWasKnownAtTheStart() {
    log.beginsAt(0, 20);
    Arrivals strict = arrivals(OnDataLoss.FAIL);
    take(strict, 0, 9);
    assertThatThrownBy(() -> take(strict, 0, 20))
        .isInstanceOf(ApplicationException.class)
        .hasMessageContaining("records 10 to 19 of partition 0");

    log.setTo(0, 20);
    Arrivals told = arrivals(OnDataLoss.FAIL);
    take(told, 0, 9, 20);
    assertThat(told.notices()).hasSize(1);
  }

  @Test
  void whatComesAgainIsPassedOverAndSaidOnce() {
    Arrivals arrivals = arrivals(OnDataLoss.CONTINUE);
    take(arrivals, 1, 0, 1, 2);
    assertThat(arrivals.take(new Origin(1, 0))).isFalse();
    assertThat(arrivals.take(new Origin(1, 2))).isFalse();
    take(arrivals, 1, 3);

    assertThat(arrivals.notices())
        .singleElement()
        .satisfies(
            again -> {
              assertThat(again.kind()).isEqualTo(Kind.RECORDS_REPEATED);
              assertThat(again.count()).isEqualTo(3);
              assertThat(again.reason()).startsWith("records 0 to 2 of partition 1 come again");
            });
    assertThat(arrivals.take(new Origin(1, 0))).isFalse();
    assertThat(arrivals.notices()).hasSize(1);
  }

  @Test
  void whatComesAgainEndsThePipelineOtherwise() {
    Arrivals arrivals = arrivals(OnDataLoss.BY_CAUSE);
    take(arrivals, 0, 4);
    assertThatThrownBy(() -> arrivals.take(new Origin(0, 4)))
        .isInstanceOf(ApplicationException.class)
        .hasMessageContainingAll("record 4 of partition 0 comes again", "on-data-loss: continue");
  }

  @Test
  void anotherTopicOfTheNameBeginsAnew() {
    Map<String, byte[]> blocks = stored(arrivals(OnDataLoss.CONTINUE), 7);
    InputLog replaced = InputLog.of(new InputTopic("c", "flights", "second"), 2);

    assertThatThrownBy(() -> new Arrivals(replaced, OnDataLoss.BY_CAUSE, blocks))
        .hasMessageContaining("topic 'flights' was deleted and made again");
    Arrivals anew = new Arrivals(replaced, OnDataLoss.CONTINUE, blocks);
    take(anew, 0, 0);
    assertThat(anew.notices()).extracting(Notice::kind).containsExactly(Kind.TOPIC_REPLACED);
  }

  @Test
  void aModelThatWasTakenToAnotherClusterGoesByItsOffsets() {
    Map<String, byte[]> blocks = stored(arrivals(OnDataLoss.FAIL), 7);
    InputLog elsewhere = InputLog.of(new InputTopic("d", "flights", "other"), 2);

    Arrivals arrivals = new Arrivals(elsewhere, OnDataLoss.FAIL, blocks);
    take(arrivals, 0, 3);
    assertThat(arrivals.notices()).isEmpty();
  }

  @Test
  void aModelOfAnotherTopicsIsNotGoneOnWithUnasked() {
    Map<String, byte[]> blocks = stored(arrivals(OnDataLoss.BY_CAUSE), 7);
    InputLog other = InputLog.of(new InputTopic("c", "trains", "third"), 2);

    assertThatThrownBy(() -> new Arrivals(other, OnDataLoss.BY_CAUSE, blocks))
        .isInstanceOf(ApplicationException.class)
        .hasMessageContainingAll("learned from topic 'flights'", "reads 'trains'");
    Arrivals asked = new Arrivals(other, OnDataLoss.CONTINUE, blocks);
    take(asked, 0, 3);
    assertThat(asked.notices()).isEmpty();
  }

  @Test
  void addedPartitionsAreSaidOnce() {
    Map<String, byte[]> blocks = stored(arrivals(OnDataLoss.FAIL), 7);
    InputLog wider = InputLog.of(TOPIC, 3);

    Arrivals arrivals = new Arrivals(wider, OnDataLoss.FAIL, blocks);
    take(arrivals, 2, 0);
    assertThat(arrivals.notices())
        .singleElement()
        .satisfies(
            added -> {
              assertThat(added.kind()).isEqualTo(Kind.PARTITIONS_ADDED);
              assertThat(added.reason()).contains("has 3 partitions, and had 2");
            });
    assertThat(new Arrivals(wider, OnDataLoss.FAIL, stored(arrivals, 8)).notices()).isEmpty();
  }

  @Test
  void nothingIsJudgedByALogOfWhichNothingIsKnown() {
    Arrivals arrivals = new Arrivals(InputLog.unknown(), OnDataLoss.FAIL, Map.of());
    take(arrivals, 0, 5, 5, 1);

    assertThat(arrivals.notices()).isEmpty();
    Map<String, byte[]> blocks = new HashMap<>();
    arrivals.state().drain(blocks::put);
    assertThat(blocks).isEmpty();
  }

  private Arrivals arrivals(OnDataLoss policy) {
    return new Arrivals(log, policy, Map.of());
  }

  private static Map<String, byte[]> stored(Arrivals arrivals, long offset) {
    take(arrivals, 0, offset);
    Map<String, byte[]> blocks = new HashMap<>();
    arrivals.state().drain(blocks::put);
    return blocks;
  }

  private static void take(Arrivals arrivals, int partition, long... offsets) {
    for (long offset : offsets) {
      assertThat(arrivals.take(new Origin(partition, offset))).isTrue();
    }
  }
}
