package io.gradstream.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final double EXACT = 1e-15;

  @Test
  void everyScheduleBeginsAtTheFullRate() {
    List<Schedule> all =
        List.of(
            Schedule.CONSTANT,
            new Schedule.InverseTime(0.3),
            new Schedule.Exponential(0.5, 10),
            new Schedule.Steps(0.5, 10),
            new Schedule.Cosine(10, 0.1));
    assertThat(all).allMatch(schedule -> schedule.factor(1) == 1);
    assertThat(all.get(0).factor(1_000_000)).isEqualTo(1);
  }

  @Test
  void inverseTimeHalvesTheRateAfterOneOverDecaySteps() {
    Schedule schedule = new Schedule.InverseTime(0.01);
    assertThat(schedule.factor(101)).isCloseTo(0.5, within(EXACT));
    assertThat(schedule.factor(301)).isCloseTo(0.25, within(EXACT));
  }

  @Test
  void exponentialIsTheProductOfEqualShares() {
    Schedule schedule = new Schedule.Exponential(0.9, 7);
    double share = StrictMath.pow(0.9, 1 / 7.0);
    double product = 1;
    for (int t = 1; t <= 100; t++) {
      assertThat(schedule.factor(t)).isCloseTo(product, within(1e-13));
      product *= share;
    }
  }

  @Test
  void stepsFallAfterEverySoManySteps() {
    Schedule schedule = new Schedule.Steps(0.5, 3);
    double[] expected = {1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125};
    for (int t = 1; t <= expected.length; t++) {
      assertThat(schedule.factor(t)).isEqualTo(expected[t - 1]);
    }
  }

  @Test
  void cosineIsHalfwayInTheMiddleAndStaysAtItsFloor() {
    Schedule schedule = new Schedule.Cosine(100, 0.2);
    assertThat(schedule.factor(51)).isCloseTo(0.6, within(EXACT));
    assertThat(schedule.factor(26)).isCloseTo(0.2 + 0.4 * (1 + Math.sqrt(0.5)), within(EXACT));
    assertThat(schedule.factor(101)).isEqualTo(0.2);
    assertThat(schedule.factor(1_000_000)).isEqualTo(0.2);
  }

  @Test
  void warmUpRisesEvenlyAndThenLeavesTheRestAlone() {
    Schedule rest = new Schedule.Steps(0.5, 6);
    Schedule schedule = new Schedule.WarmUp(4, rest);
    double[] expected = {0.25, 0.5, 0.75, 1, 1, 1, 0.5};
    for (int t = 1; t <= expected.length; t++) {
      assertThat(schedule.factor(t)).isEqualTo(expected[t - 1]);
    }
  }
}
