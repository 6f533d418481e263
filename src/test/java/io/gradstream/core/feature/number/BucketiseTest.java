package io.gradstream.core.feature.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.feature.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Buckets against pandas 1.5.3 and scikit-learn 1.2.1.
 *
 * <pre>
 * x = np.array([3.5, -1.25, 10, 0, 7.75, np.nan, 2, -40, 6.5, 1e3, 4, 0.125])
 * pd.cut(pd.Series(x), [-np.inf, 0, 2, 7.75, np.inf], right=False, labels=False)
 * seen = lambda i: x[:i+1][~np.isnan(x[:i+1])].reshape(-1, 1)
 * k = lambda: KBinsDiscretizer(4, encode="ordinal", strategy="quantile")
 * [k().fit(seen(i)).transform([[x[i]]])[0, 0] for i in range(4, 12) if i != 5]
 * </pre>
 */
class BucketiseTest {

  private static final Bucketise GIVEN =
      new Bucketise(List.of("temp"), new Bucketise.Edges(List.of(0.0, 2.0, 7.75)));

  @Test
  void givenEdgesAreThoseOfPandasCut() {
    Rows rows = new Rows(GIVEN);
    int[] wanted = {2, 0, 3, 1, 3, 4, 2, 0, 2, 3, 2, 1}; // 4 is missing
    for (int i = 0; i < wanted.length; i++) {
      assertThat(rows.numbers(ScaledTest.NUMBERS[i]).observed())
          .as("number %d", i)
          .isEqualTo(Map.of(1 + wanted[i], 1.0));
    }
  }

  @Test
  void learnedEdgesAreThoseOfScikitLearn() {
    Rows rows = new Rows(new Bucketise(List.of("temp"), new Bucketise.Quantiles(4, 100)));
    int[] wanted = {-1, -1, -1, -1, 3, 4, 1, 0, 2, 3, 2, 1};
    for (int i = 0; i < wanted.length; i++) {
      Map<Integer, Double> encoded = rows.numbers(ScaledTest.NUMBERS[i]).observed();
      if (wanted[i] >= 0) {
        assertThat(encoded).as("number %d", i).isEqualTo(Map.of(1 + wanted[i], 1.0));
      }
    }
  }

  @Test
  void learnedEdgesFollowTheLastValues() {
    Rows rows = new Rows(new Bucketise(List.of("x"), new Bucketise.Quantiles(2, 10)));
    for (int i = 0; i < 10; i++) {
      rows.numbers(i).observed();
    }
    assertThat(rows.numbers(7).transformed()).isEqualTo(Map.of(2, 1.0));

    for (int i = 0; i < 10; i++) {
      rows.numbers(100 + i).observed();
    }
    assertThat(rows.numbers(7).transformed()).isEqualTo(Map.of(1, 1.0));
  }

  @Test
  void nothingIsKnownBeforeTheFirstNumber() {
    Rows rows = new Rows(new Bucketise(List.of("x"), new Bucketise.Quantiles(3, 10)));

    assertThat(rows.numbers(7).transformed()).isEqualTo(Map.of(1, 1.0));
    assertThat(rows.numbers(Double.NaN).transformed()).isEqualTo(Map.of(4, 1.0));
  }

  @Test
  void columnsSayWhatFallsIntoThem() {
    assertThat(GIVEN.columns())
        .containsExactly(
            "temp < 0", "temp in [0, 2)", "temp in [2, 7.75)", "temp >= 7.75", "temp missing");
    assertThat(new Bucketise(List.of("x"), new Bucketise.Quantiles(2, 10)).columns())
        .containsExactly("x quantile 1 of 2", "x quantile 2 of 2", "x missing");
  }

  @Test
  void oneColumnAFieldIsActive() {
    Bucketise two = new Bucketise(List.of("a", "b"), new Bucketise.Edges(List.of(1.0)));

    assertThat(two.columns()).hasSize(6);
    assertThat(FeaturePlan.fanIn(List.of(two))).isEqualTo(2);
    assertThat(new Rows(two).numbers(1, 0).observed()).isEqualTo(Map.of(2, 1.0, 4, 1.0));
  }

  @Test
  void edgesThatDoNotRiseAreRefused() {
    assertThatThrownBy(() -> new Bucketise.Edges(List.of(1.0, 3.5, 3.5)))
        .hasMessage("edges must rise, or a bucket would be empty: 3.5 is followed by 3.5");
    assertThatThrownBy(() -> new Bucketise.Quantiles(1, 10))
        .hasMessage("quantiles must be a whole number of at least 2, was 1");
  }
}
