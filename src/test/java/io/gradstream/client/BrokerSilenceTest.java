package io.gradstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BrokerSilenceTest {

  private final BrokerSilence silence =
      new BrokerSilence("h:9092", "nothing is lost", () -> LocalTime.of(22, 53, 37), 0);

  @Test
  void aBrokerThatIsAwayIsOneLineAMinuteAndOneWhenItIsBack() {
    assertThat(silence.silent(at(2))).isEmpty();
    assertThat(silence.silent(at(6)))
        .contains("no broker at h:9092 since 22:53:37 (6 s): nothing is lost");
    for (int second = 7; second < 66; second++) {
      assertThat(silence.silent(at(second))).isEmpty();
    }
    assertThat(silence.silent(at(66))).get().asString().contains("(66 s)");
    assertThat(silence.answered(at(70))).contains("a broker at h:9092 answers again, after 70 s");
    assertThat(silence.answered(at(71))).isEmpty();
    assertThat(silence.silent(at(73))).isEmpty();
  }

  @Test
  void oneThatAnswersIsNoLine() {
    for (int second = 0; second < 100; second++) {
      assertThat(silence.answered(at(second))).isEmpty();
    }
    assertThat(silence.silent(at(101))).isEmpty();
  }

  private static long at(int second) {
    return TimeUnit.SECONDS.toNanos(second);
  }
}
