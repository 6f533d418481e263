package io.gradstream.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.feature.number.Combination;
import io.gradstream.core.feature.number.Derived;
import io.gradstream.core.feature.number.Elementwise;
import io.gradstream.core.feature.number.Hats;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Scaled;
import io.gradstream.core.feature.number.Scaling;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.feature.past.Keying;
import io.gradstream.core.feature.past.PastWindow;
import io.gradstream.core.feature.past.RecalledScale;
import io.gradstream.core.feature.past.Rolling;
import io.gradstream.core.feature.past.Series;
import io.gradstream.core.feature.past.Statistic;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A column that never varies is encoded as 0, however its numbers were rounded. */
class ConstantColumnsTest {

  private static final List<String> X = List.of("x");

  static Stream<Feature> scaled() {
    return Stream.of(
        new Standard(X, Missing.MEAN),
        new Scaled(X, Missing.MEAN, new Scaling.MinMax()),
        new Scaled(X, Missing.MEAN, new Scaling.Robust(10)),
        new Scaled(X, Missing.MEAN, new Scaling.Exponential(0.9)));
  }

  @ParameterizedTest
  @MethodSource("scaled")
  void oneNumberComputedInTwoWaysIsOne(Feature feature) {
    Rows rows = new Rows(feature);
    for (int i = 0; i < 50; i++) {
      double x = i % 3 == 0 ? 0.3 : 0.1 + 0.2;
      assertThat(rows.numbers(x).observed()).isEqualTo(Map.of(1, 0.0));
    }
  }

  @Test
  void theHatOfOneNumberComputedInTwoWaysIsThatOfTheMean() {
    Rows rows = new Rows(new Hats(X, Missing.MEAN));
    Map<Integer, Double> first = rows.numbers(0.3).observed();
    for (int i = 0; i < 50; i++) {
      assertThat(rows.numbers(i % 3 == 0 ? 0.3 : 0.1 + 0.2).observed()).isEqualTo(first);
    }
  }

  @Test
  void theMeanOfEqualNumbersIsThatNumberHoweverManyThereAre() {
    Rows rows =
        new Rows(
            new Rolling(
                Series.of(X),
                List.of(Statistic.MEAN),
                new PastWindow(5000, 0),
                new Keying(List.of(), 1, 0),
                RecalledScale.STANDARD));
    for (int i = 0; i < 5000; i++) {
      assertThat(rows.numbers(0.1).taken()).isEqualTo(Map.of(1, 0.0));
    }
  }

  @Test
  void theDifferenceOfOneNumberComputedInTwoWaysIsZero() {
    Rows rows =
        new Rows(new Derived(new Combination.Difference(List.of("a", "b")), Missing.MEAN, true));
    for (int i = 0; i < 50; i++) {
      double a = i % 3 == 0 ? 0.3 : 0.1 + 0.2;
      assertThat(rows.numbers(a, 0.3).observed()).isEqualTo(Map.of(1, 0.0));
    }
  }

  @Test
  void aClipComesBeforeWhatIsTooLargeToBeCounted() {
    Rows rows =
        new Rows(new Derived(new Elementwise.Clip(X, -3, 3), Missing.MEAN.withIndicator(), false));
    for (int i = 0; i < 30; i++) {
      rows.numbers(i % 2 == 0 ? 1 : -1).observed();
    }
    assertThat(rows.numbers(1e151).observed()).isEqualTo(Map.of(1, 3.0)); // and is not missing
    assertThat(rows.numbers(-1e300).observed()).isEqualTo(Map.of(1, -3.0));
  }
}
