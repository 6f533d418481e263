package io.gradstream.core.feature.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.feature.Rows;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** Running statistics against those of two passes over all the numbers. */
class StandardPropertyTest {

  @Property(tries = 300)
  void theLastNumberIsScaledAsIfAllHadBeenKnown(
      @ForAll @Size(min = 1, max = 200) List<@DoubleRange(min = -1e6, max = 1e6) Double> numbers) {
    Rows rows = Rows.believing(new Standard(List.of("x"), Missing.MEAN));
    double scaled = 0;
    for (double number : numbers) {
      scaled = rows.numbers(number).observed().get(1);
    }

    double last = numbers.get(numbers.size() - 1);
    assertThat(scaled).isCloseTo(scaledInTwoPasses(numbers, last), within(1e-6));
  }

  @Property(tries = 300)
  void anyNumbersAtAllStayFinite(
      @ForAll List<Double> numbers, @ForAll("standIns") Missing missing) {
    Rows rows = Rows.believing(new Standard(List.of("x"), missing));
    for (double number : numbers) {
      assertThat(rows.numbers(number).observed().get(1)).isFinite();
    }
  }

  @Provide
  Arbitrary<Missing> standIns() {
    return Arbitraries.of(Missing.MEAN, Missing.ZERO, Missing.LAST, Missing.constant(-1e150));
  }

  private static double scaledInTwoPasses(List<Double> numbers, double x) {
    double mean = numbers.stream().mapToDouble(v -> v).average().orElseThrow();
    double variance =
        numbers.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return variance > 0 ? (x - mean) / Math.sqrt(variance) : 0;
  }
}
