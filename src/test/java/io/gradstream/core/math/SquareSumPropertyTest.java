package io.gradstream.core.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** Sums of squares against those of numbers without limits. */
class SquareSumPropertyTest {

  private static final BigDecimal ZERO = BigDecimal.ZERO;

  @Property
  void rootsAreThoseOfNumbersWithoutLimits(
      @ForAll @Size(min = 1, max = 20) List<@From("roots") Double> roots) {
    double sum = 0;
    BigDecimal exact = ZERO;
    for (double root : roots) {
      sum = SquareSum.plus(sum, root, root);
      exact = exact.add(square(root));
    }
    requireEqual(sum, exact);
    assertThat(sum != 0).isEqualTo(exact.signum() != 0);
  }

  @Property
  void twoSumsAreAddedWhateverTheirSizes(
      @ForAll @From("roots") double a,
      @ForAll @From("roots") double b,
      @ForAll @From("roots") double c) {
    double first = SquareSum.plus(SquareSum.plus(0, a, a), b, b);
    double both = SquareSum.plus(first, SquareSum.plus(0, c, c));
    requireEqual(both, square(a).add(square(b)).add(square(c)));
    if (both != 0) {
      assertThat(Math.abs(SquareSum.ratio(first, both))).isLessThanOrEqualTo(1 + 1e-15);
      assertThat(SquareSum.ratio(both, both)).isEqualTo(1);
    }
  }

  @Property
  void anAverageFadesFromOneSizeToAnother(
      @ForAll @From("roots") double old,
      @ForAll @From("roots") double root,
      @ForAll @DoubleRange(min = 0, max = 1) double keep) {
    double sum = SquareSum.mixed(SquareSum.plus(0, old, old), keep, 1 - keep, root, root);
    BigDecimal faded = square(old).multiply(new BigDecimal(keep));
    requireEqual(sum, faded.add(square(root).multiply(new BigDecimal(1 - keep))));
  }

  @Property
  void sumsOfOrdinarySizeHaveTheBitsOfPlainAddition(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = -120, max = 120) Double> exponents) {
    double sum = 0;
    double plain = 0;
    for (double exponent : exponents) {
      double root = Math.pow(10, exponent);
      sum = SquareSum.plus(sum, root, root);
      plain += root * root;
    }
    assertThat(sum).isEqualTo(plain);
    assertThat(SquareSum.inverseRoot(7, sum)).isEqualTo(Math.sqrt(7 / plain));
    assertThat(SquareSum.mixed(sum, 0.9, 0.1, 3, 3)).isEqualTo(0.9 * plain + 0.1 * 9);
  }

  /** Numbers of every size whose square is finite, 0 and the smallest ones included. */
  @Provide
  Arbitrary<Double> roots() {
    Arbitrary<Double> powers =
        Arbitraries.doubles().between(-323, 150).map(exponent -> Math.pow(10, exponent));
    return Arbitraries.oneOf(powers, Arbitraries.of(0.0, Double.MIN_VALUE, 1e-130, 1e-154));
  }

  private static void requireEqual(double sum, BigDecimal exact) {
    double inverse = SquareSum.inverseRoot(1, sum);
    double root = exact.sqrt(MathContext.DECIMAL64).doubleValue();
    if (root > 1e-307) {
      assertThat(inverse * root).isCloseTo(1, within(1e-13));
    } else {
      assertThat(inverse).isFinite();
    }
  }

  private static BigDecimal square(double root) {
    BigDecimal exact = new BigDecimal(root);
    return exact.multiply(exact);
  }
}
