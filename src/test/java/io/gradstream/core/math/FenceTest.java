package io.gradstream.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest {

  private final Fence fence = new Fence(Fence.FACTOR);
  private final double[] state = new double[Fence.CELLS];
  private int count;
  private int strays;
  private int believed;

  @ParameterizedTest
  @ValueSource(doubles = {1.06758e64, -999_999, 1e150, -1e308})
  void oneWildNumberCountsAsTheNearestSeen(double wild) {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      take(random.nextGaussian());
    }
    double nearest = wild > 0 ? Fence.high(state, 0) : Fence.low(state, 0);

    assertThat(take(wild)).isEqualTo(nearest);
    assertThat(strays).isEqualTo(1);
    assertThat(take(wild / 2)).isEqualTo(nearest);
    assertThat(take(0.5)).isEqualTo(0.5);
  }

  @Test
  void numbersOfAnHonestStreamCountAsTheyAre() {
    Random random = new Random(2);
    for (int i = 0; i < 200_000; i++) {
      double x = random.nextGaussian();
      assertThat(take(x)).isEqualTo(x);
    }
    begin();
    for (int i = 0; i < 200_000; i++) {
      double x = Math.exp(2 * random.nextGaussian()); // amounts
      assertThat(take(x)).isEqualTo(x);
    }
    begin();
    for (int i = 0; i < 200_000; i++) {
      take(random.nextInt(2000) == 0 ? 50_000 * random.nextDouble() : 0); // amounts, seldom
    }
    assertThat(strays).isEqualTo(1); // the first of them
    assertThat(Fence.high(state, 0)).isGreaterThan(49_000);
    begin();
    for (int i = 0; i < 200_000; i++) {
      assertThat(take(i)).isEqualTo(i); // a counter
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-999_999, 1e12, 1e64})
  void aWildNumberBesideEqualOnesDoesNotHideWhatComesLater(double wild) {
    for (int i = 0; i < 30; i++) {
      assertThat(take(i == 20 ? wild : 0)).isZero();
    }
    assertThat(strays).isEqualTo(1);
    for (int i = 0; i < 1000; i++) {
      assertThat(take(i % 10 == 0 ? 1 : 0)).isEqualTo(i % 10 == 0 ? 1 : 0);
    }
    assertThat(Fence.high(state, 0)).isEqualTo(1);
    assertThat(Fence.low(state, 0)).isZero();
  }

  @Test
  void hardlyAnyNumberOfAHeavyTailCountsAsAnother() {
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      take(Math.tan(Math.PI * (random.nextDouble() - 0.5))); // Cauchy's
    }
    assertThat(strays).isLessThan(5);
  }

  @Test
  void aNewScaleIsBelievedOnceItKeepsComing() {
    Random random = new Random(4);
    for (int i = 0; i < 10_000; i++) {
      take(random.nextGaussian());
    }
    for (int i = 0; i < 1000; i++) {
      take(1e6 * (1 + random.nextDouble()));
    }
    assertThat(strays).isEqualTo(15);
    assertThat(believed).isEqualTo(1);
    assertThat(Fence.high(state, 0)).isGreaterThan(1.9e6);
  }

  @Test
  void aMarkOfOneRecordInFiftyIsNeverBelieved() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      take(i % 50 == 49 ? -999_999 : random.nextGaussian());
    }
    assertThat(believed).isZero();
    assertThat(Fence.low(state, 0)).isGreaterThan(-10);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5, 14, 15})
  void aWildNumberAmongTheFirstIsKnownInTheEnd(int place) {
    Random random = new Random(6);
    for (int i = 0; i < 16; i++) {
      take(i == place ? 1e64 : random.nextGaussian());
    }
    assertThat(fence.firstStrays(state, 0)).isEqualTo(1);
    assertThat(fence.firstStray(state, 0)).isEqualTo(1e64);
    assertThat(fence.first(state, 0, place)).isBetween(-5.0, 5.0);
    assertThat(Fence.high(state, 0)).isLessThan(5);
  }

  @Test
  void aNumberCountsTheSameOnceItIsTaken() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double x = random.nextGaussian() * (random.nextInt(20) == 0 ? 1e7 : 1);
      double before = fence.within(state, 0, x, count);
      double taken = take(x);
      assertThat(fence.within(state, 0, x, count)).isEqualTo(taken);
      if (i > 16 && !fence.wasBelieved()) {
        assertThat(before).isEqualTo(taken);
      }
    }
  }

  @Test
  void whatIsOnlyPredictedCountsAsIfItWereTaken() {
    for (int i = 0; i < 16; i++) {
      take(i == 5 ? 9 : i % 2); // the range is 0 to 9, and 0 to 1 without the greatest
    }
    for (int i = 16; i < 100_000; i++) {
      take(i % 2);
    }
    assertThat(fence.within(state, 0, 30, 1_000_000)).isEqualTo(30);
    assertThat(take(30)).isEqualTo(30);
  }

  @Test
  void equalNumbersAreEqualWhateverTheirRounding() {
    double sum = 0.1 + 0.2;
    for (int i = 0; i < 40; i++) {
      assertThat(take(i % 2 == 0 ? 0.3 : sum)).isEqualTo(0.3);
    }
    assertThat(strays).isZero();
  }

  @Test
  void afterAMergeWithAColumnWhoseFirstNumbersAreNotKnownNoneBeginAnew() {
    double[] old = new double[Fence.CELLS];
    fence.take(old, 0, 1, 5000); // its first came before there was a fence
    for (int i = 0; i < 3; i++) {
      take(i);
    }
    Fence.merge(state, old, 0);
    for (int i = 0; i < 30; i++) {
      fence.take(state, 0, i == 5 ? 1e64 : i % 7, 5004 + i);
      assertThat(fence.beginsAnew()).isFalse();
    }
  }

  @Test
  void withoutABoundEveryNumberIsBelieved() {
    Fence open = new Fence(Double.POSITIVE_INFINITY);
    Random random = new Random(8);
    for (int i = 0; i < 1000; i++) {
      double x = i % 100 == 7 ? 1e150 : random.nextGaussian();
      assertThat(open.take(state, 0, x, i)).isEqualTo(x);
    }
  }

  @Test
  void aFactorIsAboveZero() {
    assertThatThrownBy(() -> new Fence(0)).hasMessage("factor must be above 0, was 0.0");
    assertThatThrownBy(() -> new Fence(Double.NaN)).hasMessageContaining("NaN");
  }

  private void begin() {
    java.util.Arrays.fill(state, 0);
    count = 0;
  }

  private double take(double x) {
    double taken = fence.take(state, 0, x, count++);
    strays += fence.wasStray() ? 1 : 0;
    believed += fence.wasBelieved() ? 1 : 0;
    return taken;
  }
}
