package io.gradstream.core.feature.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.feature.Rows;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Hats against the definition of a piecewise-linear basis. */
class HatsPropertyTest {

  private static final double[] KNOTS =
      HatKnots.names().stream().mapToDouble(Double::parseDouble).toArray();

  @Property
  void everyHatIsLinearBetweenItsKnotAndItsNeighbours(@ForAll("numbers") double x) {
    Map<Integer, Double> encoded = unit().numbers(x).transformed();
    double z = Math.max(-20, Math.min(20, x));
    int active = 1;
    for (int k = 0; k < KNOTS.length; k++) {
      double wanted = 0;
      if (k > 0 && z >= KNOTS[k - 1] && z <= KNOTS[k]) {
        wanted = (z - KNOTS[k - 1]) / (KNOTS[k] - KNOTS[k - 1]);
      } else if (k < KNOTS.length - 1 && z >= KNOTS[k] && z <= KNOTS[k + 1]) {
        wanted = (KNOTS[k + 1] - z) / (KNOTS[k + 1] - KNOTS[k]);
      }
      double hat = encoded.getOrDefault(2 + k, 0.0);
      assertThat(hat).as("hat at %s", KNOTS[k]).isCloseTo(wanted, within(1e-12));
      active += encoded.containsKey(2 + k) ? 1 : 0;
    }
    assertThat(encoded).hasSize(active).hasSizeLessThanOrEqualTo(3);
    assertThat(encoded.get(1)).isEqualTo(x);
  }

  @Property
  void activeHatsArePositiveAndAddUpToOne(@ForAll("numbers") double x) {
    Map<Integer, Double> hats = unit().numbers(x).transformed();
    hats.remove(1);
    assertThat(hats.values()).allMatch(hat -> hat > 0 && hat <= 1);
    assertThat(hats.values().stream().mapToDouble(hat -> hat).sum()).isCloseTo(1, within(1e-15));
  }

  /** Numbers of every size, and those beside a knot. */
  @Provide
  Arbitrary<Double> numbers() {
    Arbitrary<Double> knots =
        Arbitraries.integers().between(0, KNOTS.length - 1).map(i -> KNOTS[i]);
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(-25, 25),
        Arbitraries.doubles().between(-1e150, 1e150),
        knots,
        knots.map(Math::nextUp),
        knots.map(Math::nextDown));
  }

  /** Returns a rule whose statistics are mean 0 and deviation 1. */
  private static Rows unit() {
    Rows rows = Rows.believing(new Hats(List.of("x"), Missing.MEAN));
    rows.numbers(-1).observed();
    rows.numbers(1).observed();
    return rows;
  }
}
