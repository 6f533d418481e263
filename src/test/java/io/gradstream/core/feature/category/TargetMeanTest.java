package io.gradstream.core.feature.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Task;
import io.gradstream.core.feature.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Against pandas 1.5.3.
 *
 * <pre>
 * c = pd.Series(['a','b','a',None,'c','a','b',None,'c','a'])
 * y = pd.Series([1., 0, 1, 1, 0, 0, 1, 0, 1, 0])
 * d = pd.DataFrame({'c': c.fillna('?'), 'y': y})
 * s = d.groupby('c').y.cumsum() - d.y
 * n = d.groupby('c').cumcount()
 * prior = d.y.expanding().mean().shift(fill_value=0)
 * (s + 5 * prior) / (n + 5)
 * (s / n).fillna(prior)
 * </pre>
 */
class TargetMeanTest {

  private static final String[] STREAM = {"a", "b", "a", "", "c", "a", "b", "", "c", "a"};
  private static final double[] LABELS = {1, 0, 1, 1, 0, 0, 1, 0, 1, 0};
  private static final double[] SMOOTHED = {
    0.0,
    1.0,
    0.5833333333333334,
    0.6666666666666666,
    0.75,
    0.7142857142857143,
    0.4166666666666667,
    0.6428571428571428,
    0.4166666666666667,
    0.5972222222222222
  };
  private static final double[] PLAIN = {
    0.0, 1.0, 1.0, 0.6666666666666666, 0.75, 1.0, 0.0, 1.0, 0.0, 0.6666666666666666
  };

  @Test
  void aCategoryIsTheSmoothedMeanOfItsLabelsBeforeTheRecord() {
    compare(rows(5, 100), SMOOTHED);
  }

  @Test
  void withoutSmoothingItIsTheMean() {
    compare(rows(0, 100), PLAIN);
  }

  @Test
  void aRecordsOwnLabelIsNotInItsFeatures() {
    Rows rows = rows(5, 100);
    take(rows, "a", 1);
    Map<Integer, Double> before = rows.categories("a").transformed();
    rows.categories("a").row.setLabel(0);
    assertThat(rows.taken()).isEqualTo(before);
    assertThat(rows.transformed()).isNotEqualTo(before);
  }

  @Test
  void aRecordWithoutALabelTeachesNothing() {
    Rows rows = rows(5, 100);
    take(rows, "a", 1);
    take(rows, "b", 0);
    Map<Integer, Double> before = rows.categories("a").transformed();
    rows.categories("a").taken();
    assertThat(rows.transformed()).isEqualTo(before);
  }

  @Test
  void categoriesBeyondTheLimitShareAMean() {
    Rows rows = rows(0, 1);
    take(rows, "a", 0);
    take(rows, "b", 4);
    take(rows, "c", 2);
    assertThat(rows.categories("d").transformed()).isEqualTo(Map.of(1, 3.0));
    assertThat(rows.categories("a").transformed()).isEqualTo(Map.of(1, 0.0));
  }

  @Test
  void labelsOfWhichSumsWouldOverflowAreLeftOut() {
    Rows rows = rows(1, 9);
    take(rows, "a", 2);
    take(rows, "a", 1e300);
    assertThat(rows.categories("a").transformed()).isEqualTo(Map.of(1, 2.0));
  }

  @Test
  void itIsForLabelsThatAreNumbers() {
    assertThat(new TargetMean(List.of("c"), 1, 9, CategoryScale.NONE).tasks())
        .containsExactlyInAnyOrder(Task.BINARY, Task.REGRESSION);
  }

  private static void compare(Rows rows, double[] wanted) {
    for (int i = 0; i < STREAM.length; i++) {
      assertThat(take(rows, STREAM[i], LABELS[i]).get(1)).isCloseTo(wanted[i], within(1e-12));
    }
  }

  private static Map<Integer, Double> take(Rows rows, String text, double label) {
    rows.categories(text).row.setLabel(label);
    return rows.taken();
  }

  private static Rows rows(double smoothing, int most) {
    return new Rows(new TargetMean(List.of("c"), smoothing, most, CategoryScale.NONE));
  }
}
