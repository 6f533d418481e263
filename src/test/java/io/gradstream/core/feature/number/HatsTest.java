package io.gradstream.core.feature.number;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.feature.Rows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HatsTest {

  private static final Hats RULE = new Hats(List.of("price"), Missing.MEAN);

  /** The row of the hat at 0: the bias, the number, nine hats below. */
  private static final int AT_ZERO = 11;

  @Test
  void aNumberHasItsOwnColumnAndTheTwoHatsAroundIt() {
    Rows rows = unit(RULE);

    assertThat(rows.numbers(1.125).transformed())
        .isEqualTo(Map.of(1, 1.125, AT_ZERO + 3, 0.75, AT_ZERO + 4, 0.25));
    assertThat(rows.numbers(-4).transformed())
        .isEqualTo(Map.of(1, -4.0, AT_ZERO - 7, 0.5, AT_ZERO - 6, 0.5));
  }

  @Test
  void aNumberAtAKnotHasThatHatAlone() {
    Rows rows = unit(RULE);
    double[] knots = {0, 0.3, 0.6, 1, 1.5, 2, 3, 5, 10, 20};
    for (int i = 0; i < knots.length; i++) {
      Map<Integer, Double> above = rows.numbers(knots[i]).transformed();
      assertThat(above).isEqualTo(Map.of(1, knots[i], AT_ZERO + i, 1.0));
      Map<Integer, Double> below = rows.numbers(0 - knots[i]).transformed();
      assertThat(below).isEqualTo(Map.of(1, 0 - knots[i], AT_ZERO - i, 1.0));
    }
  }

  @Test
  void beyondTheOuterKnotsTheOuterHatStaysAtOne() {
    Rows rows = unit(RULE);

    assertThat(rows.numbers(21).transformed()).isEqualTo(Map.of(1, 21.0, AT_ZERO + 9, 1.0));
    assertThat(rows.numbers(-1e150).transformed()).isEqualTo(Map.of(1, -1e150, AT_ZERO - 9, 1.0));
  }

  @Test
  void aMissingNumberHasNoHatUnlessSomethingIsPutInForIt() {
    assertThat(unit(RULE).numbers(Double.NaN).transformed()).isEqualTo(Map.of(1, 0.0));
    Rows indicated = unit(new Hats(List.of("price"), Missing.MEAN.withIndicator()));
    assertThat(indicated.numbers(Double.NaN).transformed()).isEqualTo(Map.of(1, 0.0, 21, 1.0));
    Rows one = unit(new Hats(List.of("price"), Missing.constant(1)));
    assertThat(one.numbers(Double.NaN).transformed()).isEqualTo(one.numbers(1).transformed());
  }

  @Test
  void theNumbersThemselvesAreThoseOfStandard() {
    Rows hats = Rows.believing(new Hats(List.of("a", "b"), Missing.MEAN));
    Rows standard = Rows.believing(new Standard(List.of("a", "b"), Missing.MEAN));
    for (double x : ScaledTest.NUMBERS) {
      Map<Integer, Double> own = new HashMap<>(hats.numbers(x, 3 - x * x).observed());
      own.keySet().retainAll(List.of(1, 2));
      assertThat(own).isEqualTo(standard.numbers(x, 3 - x * x).observed());
    }
  }

  @Test
  void columnsAreNamedByFieldAndKnot() {
    Hats rule = new Hats(List.of("price", "age"), Missing.MEAN.withIndicator());

    assertThat(rule.columns())
        .startsWith("price", "age", "price@-20", "price@-10", "price@-5", "price@-3", "price@-2")
        .containsSubsequence("price@-0.3", "price@0", "price@0.3", "price@20", "age@-20")
        .endsWith("age@20", "price missing", "age missing")
        .hasSize(2 + 2 * 19 + 2)
        .doesNotHaveDuplicates();
    assertThat(FeaturePlan.fanIn(List.of(rule))).isEqualTo(8);
    assertThat(FeaturePlan.fanIn(List.of(RULE))).isEqualTo(3);
  }

  @Test
  void noiseGoesToTheNumbersThemselvesOnly() {
    Hats rule = new Hats(List.of("price", "age"), Missing.MEAN.withIndicator());
    for (int column = 0; column < rule.columns().size(); column++) {
      assertThat(rule.isNumber(column)).isEqualTo(column < 2);
    }
  }

  /** Returns a rule whose statistics are mean 0 and deviation 1. */
  private static Rows unit(Hats rule) {
    Rows rows = Rows.believing(rule);
    rows.numbers(-1).observed();
    rows.numbers(1).observed();
    return rows;
  }
}
