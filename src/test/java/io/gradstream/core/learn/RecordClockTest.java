package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordClockTest {

  private static final long DAY = 86_400_000;
  private static final long START = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();

  private long furthest;
  private final State state = new State();
  private final RecordClock clock = new RecordClock(state);
  private final Row row =
      new Row(RowLayout.of(List.of(), List.of(), List.of(), List.of(), LabelRule.binary("y")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2999-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "+292278994-08-17T07:12:55.807Z",
        "-292275055-05-16T16:47:04.192Z"
      })
  void oneWrongTimeDoesNotMoveThePresent(String wrong) {
    for (int i = 0; i < 12; i++) {
      tick(START + i * DAY);
    }
    long before = row.present();
    tick(Instant.parse(wrong).toEpochMilli());
    assertThat(row.present()).isBetween(before, before + DAY);
    assertThat(row.believedTime()).isEqualTo(row.present());
    assertThat(clock.strays()).isEqualTo(1);
    assertThat(clock.detail()).isEqualTo("time " + wrong);

    tick(START + 13 * DAY);
    assertThat(row.believedTime()).isEqualTo(START + 13 * DAY);
    assertThat(clock.strays()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aWrongTimeAmongTheFirstIsForgotten(int place) {
    for (int i = 0; i < 20; i++) {
      tick(i == place ? START + 400_000L * DAY : START + i);
    }
    assertThat(row.present()).isBetween(START + 16, START + 19);
    assertThat(row.believedTime()).isEqualTo(START + 19);
  }

  @Test
  void thePresentComesBackAfterManyWrongTimes() {
    for (int i = 0; i < 100; i++) {
      tick(START + i);
    }
    for (int i = 0; i < 50; i++) {
      tick(START + 400_000L * DAY + i);
    }
    assertThat(row.present()).isGreaterThan(START + DAY);
    for (int i = 100; i < 120; i++) {
      tick(START + i);
    }
    assertThat(row.present()).isBetween(START + 100, START + 119);
  }

  @Test
  void afterAGapThePresentFollowsFourRecords() {
    for (int i = 0; i < 20; i++) {
      tick(START + i * DAY);
    }
    for (int i = 0; i < 4; i++) {
      tick(START + (103 + i) * DAY);
    }
    assertThat(row.present()).isEqualTo(START + 103 * DAY);
    assertThat(clock.strays()).isZero(); // 103 days are no more than 16 times eight
  }

  @Test
  void aStreamOfARecordAMonthHasItsOwnMeasure() {
    for (int i = 0; i < 48; i++) {
      tick(START + 30L * i * DAY);
      assertThat(row.believedTime()).isEqualTo(START + 30L * i * DAY);
    }
    assertThat(clock.strays()).isZero();
  }

  @Test
  void monthsOfTwoPartitionsOneAfterTheOtherDoNotTakeThePresentBack() {
    for (int block = 0; block < 8; block++) {
      for (int i = 0; i < 500; i++) {
        long time = START + (block % 2 == 0 ? 0 : 150 * DAY) + (500L * (block / 2) + i) * 1000;
        long before = row.present();
        tick(time);
        assertThat(row.present()).isGreaterThanOrEqualTo(before);
        assertThat(block < 2 || row.believedTime() == time).isTrue();
      }
    }
  }

  @Test
  void recordsOutOfOrderDoNotTakeThePresentBack() {
    for (int i = 0; i < 100; i++) {
      long before = row.present();
      tick(START + (i % 2 == 0 ? i : i / 2) * 1000L);
      assertThat(row.present()).isGreaterThanOrEqualTo(i == 0 ? 0 : before);
      assertThat(row.believedTime()).isEqualTo(row.time());
    }
  }

  @Test
  void thePresentIsTheFourthLargestOfTheLastTimesInWhateverOrderTheyCome() {
    Random random = new Random(7);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      boolean late =
          random.nextInt(i % 200 < 100 ? 3 : 1000) == 0; // in order for a while, then not
      times.add(START + (i - (late ? random.nextInt(30) : 0)) * DAY);
      tick(times.get(i));
      long[] last =
          times.subList(Math.max(0, i - 15), i + 1).stream().mapToLong(it -> it).sorted().toArray();
      if (last.length == 16) {
        assertThat(row.present()).isGreaterThanOrEqualTo(last[12]); // it does not go back
        furthest = Math.max(furthest, last[12]);
        assertThat(row.present()).isEqualTo(furthest);
      } else {
        furthest = row.present();
      }
    }
  }

  @Test
  void aRestoredClockGoesOn() {
    Row other =
        new Row(RowLayout.of(List.of(), List.of(), List.of(), List.of(), LabelRule.binary("y")));
    State copy = new State();
    RecordClock resumed = new RecordClock(copy);
    for (int i = 0; i < 60; i++) {
      tick(START + i * 37 % 23 * DAY);
      state.drain(
          (key, block) -> {
            if (block != null) {
              copy.load(key, block);
            }
          });
      resumed.refresh();
      if (i % 7 == 6) {
        long next = START + i * DAY;
        other.setTime(next);
        resumed.tick(other);
        tick(next);
        assertThat(other.present()).isEqualTo(row.present());
        assertThat(other.believedTime()).isEqualTo(row.believedTime());
      }
    }
  }

  private void tick(long time) {
    row.setTime(time);
    clock.tick(row);
  }
}
