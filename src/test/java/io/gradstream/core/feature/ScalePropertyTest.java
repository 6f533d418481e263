package io.gradstream.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.feature.category.CategoryScale;
import io.gradstream.core.feature.category.TargetMean;
import io.gradstream.core.feature.number.Combination;
import io.gradstream.core.feature.number.Derived;
import io.gradstream.core.feature.number.Elementwise;
import io.gradstream.core.feature.number.Hats;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Scaled;
import io.gradstream.core.feature.number.Scaling;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.feature.past.Keying;
import io.gradstream.core.feature.past.Lag;
import io.gradstream.core.feature.past.PastWindow;
import io.gradstream.core.feature.past.RecalledScale;
import io.gradstream.core.feature.past.Rolling;
import io.gradstream.core.feature.past.Series;
import io.gradstream.core.feature.past.Statistic;
import io.gradstream.core.feature.pca.Pca;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is scaled does not depend on the unit of the numbers, whatever that is. */
class ScalePropertyTest {

  private static final List<String> AB = List.of("a", "b");
  private static final double LEAST_COMPUTED = 0x1p-930; // 1e-280
  private static final double MOST_OF_PCA = 0x1p200; // its inputs are bounded at 1e70

  @Property
  void multiplesAreEncodedAsTheNumbersThemselves(
      @ForAll("rules") Feature rule,
      @ForAll @Size(min = 2, max = 60) List<@IntRange(min = -100, max = 100) Integer> numbers,
      @ForAll @DoubleRange(min = -300, max = 100) double exponent) {
    double unit = unit(rule, exponent);
    Rows plain = Rows.believing(rule);
    Rows multiple = Rows.believing(rule);
    for (int i = 1; i < numbers.size(); i++) {
      fill(plain, numbers, i, 1);
      fill(multiple, numbers, i, unit);
      requireEqual(multiple.taken(), plain.taken());
    }
  }

  @Property
  void multiplesAreMergedAsTheNumbersThemselves(
      @ForAll("rules") Feature rule,
      @ForAll @Size(min = 4, max = 60) List<@IntRange(min = -100, max = 100) Integer> numbers,
      @ForAll @DoubleRange(min = -300, max = 100) double exponent) {
    Rows plain = halves(rule, numbers, 1);
    Rows multiple = halves(rule, numbers, unit(rule, exponent));
    requireEqual(multiple.transformed(), plain.transformed());
  }

  @Property
  void tinyNumbersAreResumedAndEncodedInOnePassBitForBit(
      @ForAll("rules") Feature rule,
      @ForAll @Size(min = 2, max = 30) List<@IntRange(min = -100, max = 100) Integer> numbers,
      @ForAll @Size(30) List<@DoubleRange(min = -320, max = 0) Double> exponents) {
    Rows whole = Rows.believing(rule);
    Rows resumed = Rows.believing(rule);
    for (int i = 1; i < numbers.size(); i++) {
      double unit = Math.pow(10, exponents.get(i)); // from one size to another
      fill(whole, numbers, i, unit);
      fill(resumed, numbers, i, unit);
      Map<Integer, Double> wanted = whole.taken();
      assertThat(resumed.encodedInOnePass()).isEqualTo(wanted);
      assertThat(wanted.values()).allMatch(Double::isFinite);
      resumed.learned();
      resumed = resumed.restored(rule);
    }
  }

  /**
   * Returns a unit. Where numbers are computed with first it is one whose multiples lose no digit,
   * and what is left of a difference by rounding has a deviation that can be divided by.
   */
  private static double unit(Feature rule, double exponent) {
    if (rule instanceof Standard || rule instanceof Hats || rule instanceof Scaled) {
      return Math.pow(10, exponent);
    }
    double power = Math.scalb(1.0, (int) (exponent / Math.log10(2)));
    return Math.max(LEAST_COMPUTED, rule instanceof Pca ? Math.min(MOST_OF_PCA, power) : power);
  }

  /** Returns a rule that has taken half of the numbers and merged one that has taken the rest. */
  private static Rows halves(Feature rule, List<Integer> numbers, double unit) {
    Rows first = Rows.believing(rule);
    Rows second = Rows.believing(rule);
    for (int i = 1; i < numbers.size(); i++) {
      Rows rows = i < numbers.size() / 2 ? first : second;
      fill(rows, numbers, i, unit);
      rows.taken();
    }
    first.merge(second);
    fill(first, numbers, numbers.size() - 1, unit);
    return first;
  }

  private static void fill(Rows rows, List<Integer> numbers, int i, double unit) {
    List<Double> values = new ArrayList<>(List.of(unit * numbers.get(i)));
    values.add(unit * numbers.get(i - 1));
    int fields = rows.row.layout().numbers().size();
    if (rows.row.layout().categories().isEmpty()) {
      rows.numbers(values.subList(0, fields).stream().mapToDouble(x -> x).toArray());
    } else {
      rows.categories(numbers.get(i - 1) % 2 == 0 ? "even" : "odd");
    }
    rows.row.setLabel(unit * numbers.get(i));
  }

  private static void requireEqual(Map<Integer, Double> encoded, Map<Integer, Double> wanted) {
    Map<Integer, Double> all = new TreeMap<>(wanted);
    encoded.keySet().forEach(column -> all.putIfAbsent(column, 0.0)); // a hat beside a knot
    all.forEach(
        (column, value) ->
            assertThat(encoded.getOrDefault(column, 0.0))
                .as("column %d", column)
                .isCloseTo(value, within(1e-9 * (1 + Math.abs(value)))));
  }

  @Provide
  Arbitrary<Feature> rules() {
    Feature plain = new Derived(new Elementwise.Clip(AB, -1e150, 1e150), Missing.MEAN, false);
    return Arbitraries.of(
        new Standard(AB, Missing.MEAN),
        new Hats(AB, Missing.LAST),
        new Scaled(AB, Missing.MEAN, new Scaling.MinMax()),
        new Scaled(AB, Missing.MEAN, new Scaling.MaxAbs()),
        new Scaled(AB, Missing.MEAN, new Scaling.Robust(7)),
        new Scaled(AB, Missing.MEAN, new Scaling.Exponential(0.9)),
        new Scaled(AB, Missing.MEAN, new Scaling.Exponential(0.999)),
        new Derived(new Combination.Difference(AB), Missing.MEAN, true),
        new TargetMean(List.of("c"), 2, 10, CategoryScale.STANDARD),
        new Lag(Series.of(AB), List.of(1, 3), Keying.overall(), RecalledScale.STANDARD),
        new Rolling(
            Series.of(AB),
            List.of(Statistic.MEAN),
            PastWindow.last(4),
            Keying.overall(),
            RecalledScale.STANDARD),
        new Pca(List.of(plain), 2, 0.001, true));
  }
}
