package io.gradstream.core.feature.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Rows;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Encoders of numbers, for numbers of any kind. */
class NumericPropertyTest {

  private static final List<String> AB = List.of("a", "b");

  @Property(tries = 1000)
  void anyNumbersAtAllStayFinite(
      @ForAll("rules") Feature rule, @ForAll @Size(min = 2, max = 30) List<Double> numbers) {
    Rows rows = Rows.believing(rule);
    for (int i = 1; i < numbers.size(); i++) {
      rows.numbers(numbers.get(i - 1), numbers.get(i));
      assertThat(rows.transformed().values()).allMatch(Double::isFinite);
      assertThat(rows.taken().values()).allMatch(Double::isFinite);
    }
  }

  @Property(tries = 300)
  void aMedianIsThatOfTheSortedWindow(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = -9, max = 9) Double> numbers,
      @ForAll @IntRange(min = 2, max = 20) int window) {
    Rows rows = Rows.believing(new Scaled(List.of("x"), Missing.MEAN, new Scaling.Robust(window)));
    numbers.forEach(x -> rows.numbers(x).observed());
    List<Double> last =
        numbers.subList(Math.max(0, numbers.size() - window), numbers.size()).stream()
            .sorted()
            .toList();
    double median = (last.get((last.size() - 1) / 2) + last.get(last.size() / 2)) / 2;

    assertThat(rows.numbers(median).transformed().get(1)).isCloseTo(0, within(1e-6));
  }

  @Property(tries = 300)
  void countedNumbersAreInTheRangeOfTheirScaler(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = -1e9, max = 1e9) Double> numbers) {
    Rows minMax = Rows.believing(new Scaled(List.of("x"), Missing.MEAN, new Scaling.MinMax()));
    Rows maxAbs = Rows.believing(new Scaled(List.of("x"), Missing.MEAN, new Scaling.MaxAbs()));
    for (double x : numbers) {
      assertThat(minMax.numbers(x).observed().get(1)).isBetween(0.0, 1.0);
      assertThat(maxAbs.numbers(x).observed().get(1)).isBetween(-1.0, 1.0);
    }
  }

  @Property(tries = 1000)
  void anyNumberAtAllIsWithinTheBoundOfRobust(
      @ForAll @IntRange(min = 2, max = 9) int window,
      @ForAll @Size(min = 1, max = 30) List<Double> numbers,
      @ForAll double scored) {
    Rows rows = Rows.believing(new Scaled(List.of("x"), Missing.MEAN, new Scaling.Robust(window)));
    for (double x : numbers) {
      assertThat(rows.numbers(x).observed().get(1)).isBetween(-5.0, 5.0);
    }
    for (double x : new double[] {scored, 1e150, -1e150}) {
      assertThat(rows.numbers(x).transformed().get(1)).isBetween(-5.0, 5.0);
    }
  }

  @Provide
  Arbitrary<Feature> rules() {
    Missing mean = Missing.MEAN.withIndicator();
    return Arbitraries.of(
        new Hats(AB, mean),
        new Hats(AB, Missing.LAST),
        new Scaled(AB, mean, new Scaling.MinMax()),
        new Scaled(AB, mean, new Scaling.MaxAbs()),
        new Scaled(AB, Missing.LAST, new Scaling.Robust(5)),
        new Scaled(AB, mean, new Scaling.Exponential(0.9)),
        new Scaled(AB, mean, new Scaling.Exponential(0)),
        new Derived(new Elementwise.Log1p(AB), mean, false),
        new Derived(new Elementwise.Power(AB, 9.5), mean, true),
        new Derived(new Combination.Polynomial(AB, true), Missing.LAST, true),
        new Derived(new Combination.Polynomial(AB, true), mean, false),
        new Derived(new Combination.Ratio(AB), Missing.ZERO, true),
        new Derived(new Combination.Difference(AB), mean, true),
        new Bucketise(AB, new Bucketise.Quantiles(3, 4)));
  }
}
