package io.gradstream.core.feature.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.feature.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Scalers against scikit-learn 1.2.1 and pandas 1.5.3: each number by statistics of those before it
 * and itself, which Python computed so.
 *
 * <pre>
 * x = np.array([3.5, -1.25, 10, 0, 7.75, np.nan, 2, -40, 6.5, 1e3, 4, 0.125])
 * seen = lambda i, n: x[:i+1][~np.isnan(x[:i+1])][-n:].reshape(-1, 1)
 * [MinMaxScaler().fit(seen(i, 99)).transform([[x[i]]])[0, 0] for i in range(12)]
 * [MaxAbsScaler()...]; [RobustScaler()...]; [RobustScaler().fit(seen(i, 5))...]
 * s = pd.Series(x).dropna(); e = s.ewm(alpha=1 - .9, adjust=True)
 * (s - e.mean()) / np.sqrt(e.var(bias=True))
 * </pre>
 */
class ScaledTest {

  private static final List<String> X = List.of("x");

  /** The numbers; the sixth is missing. */
  static final double[] NUMBERS = {3.5, -1.25, 10, 0, 7.75, Double.NaN, 2, -40, 6.5, 1e3, 4, 0.125};

  private static final int MISSING_AT = 5;

  /** The mean of the five numbers before the missing one. */
  private static final double MEAN = 4;

  private static Rows rows(Scaling scaling) {
    return new Rows(new Scaled(X, Missing.MEAN, scaling));
  }

  private static void follows(Scaling scaling, double... wanted) {
    Rows rows = rows(scaling);
    for (int i = 0; i < NUMBERS.length; i++) {
      double value = rows.numbers(NUMBERS[i]).observed().get(1);
      assertThat(value)
          .as("number %d", i)
          .isCloseTo(wanted[i], within(1e-12 * (1 + Math.abs(wanted[i]))));
    }
  }

  @Test
  void minMaxIsScikitLearns() {
    follows(
        new Scaling.MinMax(),
        0.0,
        0.0,
        1.0,
        0.11111111111111112,
        0.8,
        (MEAN + 1.25) / 11.25,
        0.2888888888888889,
        0.0,
        0.93,
        1.0,
        0.04230769230769231,
        0.03858173076923077);
  }

  @Test
  void maxAbsIsScikitLearns() {
    follows(
        new Scaling.MaxAbs(),
        1.0,
        -0.35714285714285715,
        1.0,
        0.0,
        0.775,
        MEAN / 10,
        0.2,
        -1.0,
        0.1625,
        1.0,
        0.004,
        0.000125);
  }

  @Test
  void robustIsScikitLearns() {
    follows(
        new Scaling.Robust(99),
        0.0,
        -1.0,
        1.1555555555555554,
        -0.3218390804597701,
        0.5483870967741935,
        (MEAN - 3.5) / 7.75,
        -0.12121212121212122,
        bounded(-6.72),
        0.5263157894736842,
        bounded(128.58064516129033),
        0.036036036036036036,
        -0.4778761061946903);
  }

  /** Returns what becomes of a robustly scaled number, which scikit-learn leaves as it is. */
  private static double bounded(double scaled) {
    return Math.max(-5, Math.min(5, scaled));
  }

  @Test
  void robustForgetsWhatLeftTheWindow() {
    follows(
        new Scaling.Robust(5),
        0.0,
        -1.0,
        1.1555555555555554,
        -0.3218390804597701,
        0.5483870967741935,
        (MEAN - 3.5) / 7.75,
        0.0,
        bounded(-5.419354838709677),
        0.6923076923076923,
        bounded(172.7826086956522),
        0.0,
        -0.6078431372549019);
  }

  @Test
  void exponentialIsPandas() {
    follows(
        new Scaling.Exponential(0.9),
        0,
        -0.9486832980505138,
        1.1996492766255646,
        -0.6896886604541769,
        0.8129793870485039,
        0,
        -0.43785380623197506,
        -2.010826057910765,
        0.5563311850204494,
        2.262142469026944,
        -0.38419317774337364,
        -0.3613577994180695);
  }

  @Test
  void aConstantColumnIsZero() {
    for (Scaling scaling :
        List.of(new Scaling.MinMax(), new Scaling.Robust(7), new Scaling.Exponential(0.99))) {
      Rows rows = rows(scaling);
      for (int i = 0; i < 100; i++) {
        assertThat(rows.numbers(0.1).observed()).as("%s", scaling).isEqualTo(Map.of(1, 0.0));
      }
    }
  }

  @Test
  void whatIsOnlyScoredIsNotClipped() {
    Rows rows = rows(new Scaling.MinMax());
    rows.numbers(0).observed();
    rows.numbers(2).observed();

    assertThat(rows.numbers(5).transformed()).isEqualTo(Map.of(1, 2.5));
    assertThat(rows.numbers(-1).transformed()).isEqualTo(Map.of(1, -0.5));
  }

  @Test
  void aColumnThatIsMostlyZeroIsScaledByItsDeviation() {
    Rows rows = rows(new Scaling.Robust(100));
    for (int i = 0; i < 9; i++) {
      rows.numbers(0).observed();
    }

    // nine zeros and a 10: quartiles 0, mean 1, variance (9 + 81) / 10
    assertThat(rows.numbers(10).observed().get(1)).isCloseTo(10 / 3.0, within(1e-12));
  }

  @Test
  void settingsOnWhichStateDependsAreDescribed() {
    assertThat(new Scaled(X, Missing.LAST, new Scaling.Robust(9)).description())
        .isEqualTo("robust: [x], missing last, window 9");
    assertThat(new Scaled(X, Missing.constant(3), new Scaling.Exponential(0.5)).description())
        .isEqualTo("exponential: [x], missing 3.0, beta 0.5");
    assertThat(new Scaled(X, Missing.ZERO.withIndicator(), new Scaling.MinMax()).description())
        .isEqualTo("min-max: [x], missing zero, indicator");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Scaling.Robust(1))
        .hasMessage("window must be a whole number of at least 2, was 1");
    assertThatThrownBy(() -> new Scaling.Exponential(1))
        .hasMessage("beta must be in [0, 1), was 1.0");
  }
}
