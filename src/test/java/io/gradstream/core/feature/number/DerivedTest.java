package io.gradstream.core.feature.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.feature.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Derived numbers against NumPy 1.24 and scikit-learn 1.2.1.
 *
 * <pre>
 * x = np.array([3.5, -1.25, 10, 0, 7.75, np.nan, 2, -40, 6.5, 1e3, 4, 0.125])
 * np.sign(x) * np.log1p(abs(x)); np.sign(x) * abs(x)**.3; np.clip(x, -5, 7)
 * PolynomialFeatures(2, include_bias=False).fit_transform([[3., -2, .5]])
 * </pre>
 */
class DerivedTest {

  private static final List<String> X = List.of("x");
  private static final List<String> AB = List.of("a", "b");
  private static final List<String> ABC = List.of("a", "b", "c");

  private static Rows plain(Derivation derivation) {
    return Rows.believing(new Derived(derivation, Missing.MEAN, false));
  }

  private static void gives(Derivation derivation, double... wanted) {
    Rows rows = plain(derivation);
    for (int i = 0; i < ScaledTest.NUMBERS.length; i++) {
      if (!Double.isNaN(wanted[i])) {
        assertThat(rows.numbers(ScaledTest.NUMBERS[i]).observed().get(1))
            .as("number %d", i)
            .isCloseTo(wanted[i], within(1e-15 * (1 + Math.abs(wanted[i]))));
      }
    }
  }

  @Test
  void logarithmsKeepTheSign() {
    gives(
        new Elementwise.Log1p(X),
        1.504077396776274,
        -0.8109302162163288,
        2.3978952727983707,
        0.0,
        2.169053700369523,
        Double.NaN,
        1.0986122886681096,
        -3.7135720667043075,
        2.0149030205422647,
        6.90875477931522,
        1.6094379124341003,
        0.11778303565638346);
  }

  @Test
  void powersKeepTheSign() {
    gives(
        new Elementwise.Power(X, 0.3),
        1.4561979432210856,
        -1.0692345999911879,
        1.9952623149688797,
        0.0,
        1.8483768082625651,
        Double.NaN,
        1.2311444133449163,
        -3.0242521453322184,
        1.7533717580350285,
        7.943282347242815,
        1.515716566510398,
        0.5358867312681466);
  }

  @Test
  void clippingLeavesWhatIsInside() {
    gives(new Elementwise.Clip(X, -5, 7), 3.5, -1.25, 7, 0, 7, Double.NaN, 2, -5, 6.5, 7, 4, 0.125);
    gives(
        new Elementwise.Clip(X, Double.NEGATIVE_INFINITY, 7),
        3.5,
        -1.25,
        7,
        0,
        7,
        Double.NaN,
        2,
        -40,
        6.5,
        7,
        4,
        0.125);
  }

  @Test
  void polynomialsAreScikitLearns() {
    assertThat(plain(new Combination.Polynomial(ABC, true)).numbers(3, -2, .5).observed().values())
        .containsExactly(3.0, -2.0, 0.5, 9.0, -6.0, 1.5, 4.0, -1.0, 0.25);
    assertThat(plain(new Combination.Polynomial(ABC, false)).numbers(3, -2, .5).observed().values())
        .containsExactly(9.0, -6.0, 1.5, 4.0, -1.0, 0.25);
  }

  @Test
  void aRatioOverZeroIsTheMeanOfTheOthers() {
    Rows rows = plain(new Combination.Ratio(AB));

    assertThat(rows.numbers(6, 2).observed()).isEqualTo(Map.of(1, 3.0));
    assertThat(rows.numbers(4, 4).observed()).isEqualTo(Map.of(1, 1.0));
    assertThat(rows.numbers(4, 0).observed()).isEqualTo(Map.of(1, 2.0));
    assertThat(rows.numbers(4, -0.0).observed()).isEqualTo(Map.of(1, 2.0));
    assertThat(rows.numbers(1e149, 1e-149).observed()).isEqualTo(Map.of(1, 1e150)); // is large
  }

  @Test
  void aDifferenceOfAMissingFieldIsMissing() {
    Rows rows = plain(new Combination.Difference(AB));

    assertThat(rows.numbers(6, 2).observed()).isEqualTo(Map.of(1, 4.0));
    assertThat(rows.numbers(Double.NaN, 2).observed()).isEqualTo(Map.of(1, 4.0));
    assertThat(rows.numbers(1, 3).observed()).isEqualTo(Map.of(1, -2.0));
  }

  @Test
  void derivedNumbersAreStandardisedAsFieldsAre() {
    Rows squares =
        Rows.believing(new Derived(new Combination.Polynomial(X, false), Missing.MEAN, true));
    Rows standard = Rows.believing(new Standard(X, Missing.MEAN));
    for (double x : ScaledTest.NUMBERS) {
      assertThat(squares.numbers(x).observed()).isEqualTo(standard.numbers(x * x).observed());
    }
  }

  @Test
  void aStandInIsPutInBeforeTheDerivation() {
    Derived rule = new Derived(new Elementwise.Power(X, 2), Missing.constant(3), false);

    assertThat(Rows.believing(rule).numbers(Double.NaN).observed()).isEqualTo(Map.of(1, 9.0));
  }

  @Test
  void columnsAreNamedAsTheyAreComputed() {
    assertThat(new Elementwise.Log1p(AB).columns()).containsExactly("log1p a", "log1p b");
    assertThat(new Elementwise.Power(AB, 0.5).columns()).containsExactly("a^0.5", "b^0.5");
    assertThat(new Elementwise.Power(X, 3).columns()).containsExactly("x^3");
    assertThat(new Elementwise.Clip(X, 0, 1).columns()).containsExactly("clip x");
    assertThat(new Combination.Polynomial(ABC, true).columns())
        .containsExactly("a", "b", "c", "a^2", "a*b", "a*c", "b^2", "b*c", "c^2");
    assertThat(new Derived(new Combination.Ratio(AB), Missing.MEAN.withIndicator(), true).columns())
        .containsExactly("a/b", "a missing", "b missing");
    assertThat(new Combination.Difference(AB).columns()).containsExactly("a-b");
  }

  @Test
  void settingsOnWhichStateDependsAreDescribed() {
    assertThat(new Derived(new Elementwise.Clip(X, 0, 9), Missing.MEAN, true).description())
        .isEqualTo("clip: [x], min 0.0, max 9.0, missing mean, scale standard");
    assertThat(new Derived(new Combination.Polynomial(X, true), Missing.ZERO, false).description())
        .isEqualTo("polynomial: [x], linear, missing zero, scale none");
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new Elementwise.Clip(X, 3, 3))
        .hasMessage("min must be less than max, or every value would become one; min was 3, max 3");
    assertThatThrownBy(() -> new Combination.Ratio(X))
        .hasMessage(
            "fields must be two different fields, the number to divide and the number to divide it"
                + " by, was [x]");
    assertThatThrownBy(() -> new Combination.Difference(List.of("a", "a")))
        .hasMessageContaining("two different fields");
    assertThatThrownBy(() -> new Elementwise.Power(X, 0)).hasMessageContaining("was 0.0");
  }
}
