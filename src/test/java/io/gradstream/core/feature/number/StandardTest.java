package io.gradstream.core.feature.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.feature.Rows;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StandardTest {

  private static final Standard MEAN = new Standard(List.of("x"), Missing.MEAN);
  private static final Standard ZERO = new Standard(List.of("x"), Missing.ZERO);

  @Test
  void aNumberIsScaledByStatisticsThatIncludeIt() {
    Rows rows = Rows.believing(MEAN);
    rows.numbers(1).observed();

    // mean 2, population deviation 1
    assertThat(rows.numbers(3).observed()).isEqualTo(Map.of(1, 1.0));
  }

  @Test
  void theFirstNumberAndAConstantColumnAreZero() {
    Rows rows = Rows.believing(MEAN);
    for (int i = 0; i < 1000; i++) {
      assertThat(rows.numbers(0.1).observed()).isEqualTo(Map.of(1, 0.0));
    }
  }

  @Test
  void nothingIsKnownBeforeTheFirstNumber() {
    assertThat(Rows.believing(MEAN).numbers(5).transformed()).isEqualTo(Map.of(1, 0.0));
    assertThat(Rows.believing(MEAN).numbers(Double.NaN).observed()).isEqualTo(Map.of(1, 0.0));
  }

  @Test
  void transformingCountsNothing() {
    Rows rows = Rows.believing(MEAN);
    rows.numbers(1).observed();
    rows.numbers(3).observed();

    assertThat(rows.numbers(100).transformed()).isEqualTo(rows.numbers(100).transformed());
    assertThat(rows.numbers(3).transformed()).isEqualTo(Map.of(1, 1.0));
  }

  @Test
  void aMissingNumberIsTheMeanAndIsNotCounted() {
    Rows rows = Rows.believing(MEAN);
    rows.numbers(1).observed();
    rows.numbers(3).observed();

    assertThat(rows.numbers(Double.NaN).observed()).isEqualTo(Map.of(1, 0.0));
    assertThat(rows.numbers(3).transformed()).isEqualTo(Map.of(1, 1.0));
  }

  @Test
  void aMissingNumberIsZeroBeforeScalingAndIsCounted() {
    Rows rows = Rows.believing(ZERO);
    rows.numbers(4).observed();

    // 4 and 0: mean 2, deviation 2
    assertThat(rows.numbers(Double.NaN).observed()).isEqualTo(Map.of(1, -1.0));
    assertThat(rows.numbers(4).transformed()).isEqualTo(Map.of(1, 1.0));
  }

  @Test
  void aNumberTooLargeToSquareCountsAsTheLargestThatIsNot() {
    for (double huge : new double[] {1e151, -1e300, Double.MAX_VALUE}) {
      for (Standard rule : List.of(MEAN, ZERO)) {
        Rows with = Rows.believing(rule);
        Rows without = Rows.believing(rule);
        with.numbers(4).observed();
        without.numbers(4).observed();

        double large = Math.copySign(1e150, huge);
        assertThat(with.numbers(huge).observed()).isEqualTo(without.numbers(large).observed());
        assertThat(with.numbers(7).transformed()).isEqualTo(without.numbers(7).transformed());
      }
    }
  }

  @Test
  void extremesOfWhatIsCountedStayFinite() {
    for (double[] values :
        new double[][] {
          {1e150, -1e150, 1e150, 0},
          {0, 3e-162, 3e-162},
          {0, 1e-155, 2e-155},
          {0, Double.MIN_VALUE, -Double.MIN_VALUE},
          {1e150, Double.MIN_VALUE, 0}
        }) {
      Rows rows = Rows.believing(MEAN);
      for (double value : values) {
        assertThat(rows.numbers(value).observed().get(1)).isFinite();
      }
      assertThat(rows.numbers(1e150).transformed().get(1)).isFinite();
    }
  }

  @Test
  void aColumnOfTinyNumbersIsNotConstant() {
    Rows rows = Rows.believing(MEAN);
    rows.numbers(1e-300).observed();

    assertThat(rows.numbers(3e-300).observed().get(1)).isCloseTo(1, within(1e-12));
    assertThat(rows.numbers(1e150).transformed()).isEqualTo(Map.of(1, 1e150)); // and finite
    assertThat(rows.numbers(1e100).observed().get(1)).isCloseTo(Math.sqrt(2), within(1e-12));
  }

  @Test
  void everyFieldHasAColumnOfItsOwn() {
    Rows rows = Rows.believing(new Standard(List.of("a", "b", "c"), Missing.MEAN));
    rows.numbers(1, 10, 5).observed();

    assertThat(rows.numbers(3, 30, 5).observed()).isEqualTo(Map.of(1, 1.0, 2, 1.0, 3, 0.0));
    assertThat(rows.numbers(1, Double.NaN, 5).transformed())
        .isEqualTo(Map.of(1, -1.0, 2, 0.0, 3, 0.0));
  }

  @Test
  void aRestoredRuleContinuesBitForBit() {
    Rows rows = Rows.believing(MEAN);
    Random random = new Random(5);
    for (int i = 0; i < 100; i++) {
      rows.numbers(random.nextGaussian()).observed();
    }

    Rows restored = rows.restored(MEAN);

    assertThat(restored.numbers(0.7).transformed()).isEqualTo(rows.numbers(0.7).transformed());
    assertThat(restored.numbers(0.7).observed()).isEqualTo(rows.numbers(0.7).observed());
  }

  @Test
  void aLargeMeanDoesNotDrownASmallSpread() {
    Rows rows = Rows.believing(MEAN);
    for (int i = 0; i < 10_000; i++) {
      rows.numbers(1e9 + i % 2).observed();
    }

    assertThat(rows.numbers(1e9 + 1).transformed().get(1)).isCloseTo(1, within(1e-6));
  }
}
