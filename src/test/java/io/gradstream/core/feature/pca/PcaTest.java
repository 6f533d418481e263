package io.gradstream.core.feature.pca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Rows;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.number.Derived;
import io.gradstream.core.feature.number.Elementwise;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Standard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Streaming axes against those of scikit-learn 1.2.1, which saw all the data at once.
 *
 * <pre>
 * def uniform(seed):
 *     while True:
 *         seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
 *         yield (seed >> 11) / 2**53 - .5
 * u = uniform(1)
 * A = np.array([[np.sin((d+1) * (f+2) * 1.7) * .6**f for f in range(6)] for d in range(8)])
 * X = np.array([A @ [next(u) for f in range(6)] + 5 for i in range(20000)])
 * PCA(3).fit(X).components_
 * u = uniform(2)
 * cat = lambda: int(8 * (next(u) + .5) * (next(u) + .5))
 * C = np.array([[cat(), cat()] for i in range(20000)])
 * for r in C:
 *     if r[1] % 2: r[1] = r[0]
 * E = np.eye(8)
 * PCA(2).fit(np.hstack([E[C[:, 0]], E[C[:, 1]]])).transform(np.hstack([E, E]))
 * </pre>
 */
class PcaTest {

  private static final int RECORDS = 20_000;
  private static final int DIMENSIONS = 8;
  private static final List<String> FIELDS =
      IntStream.range(0, DIMENSIONS).mapToObj(d -> "x" + d).toList();

  private static final double[][] AXES = {
    {0.127905, -0.197421, 0.302448, -0.38832, 0.41866, -0.427257, 0.43952, -0.389095},
    {-0.421619, -0.310353, 0.269874, 0.494532, 0.245314, -0.398786, -0.432089, -0.051131},
    {0.416907, 0.496501, 0.434733, 0.363002, 0.09408, 0.19876, -0.155372, -0.431758}
  };

  private static final double[][] CATEGORIES = {
    {-0.84725, 0.092406},
    {0.790118, -0.831148},
    {0.867458, 0.773835},
    {0.505327, 0.010613},
    {0.527253, 0.060293},
    {0.427259, 0.016832},
    {0.42695, 0.030481},
    {0.392338, 0.021866}
  };

  /** Numbers as they are. */
  private static final Feature PLAIN =
      new Derived(new Elementwise.Clip(FIELDS, -1e9, 1e9), Missing.MEAN, false);

  private static final Feature ONE_HOT = new OneHot(List.of("c", "d"));

  private long seed;

  private double uniform() {
    seed = seed * 6364136223846793005L + 1442695040888963407L;
    return (seed >>> 11) * 0x1.0p-53 - 0.5;
  }

  private double[] vector() {
    double[] x = new double[DIMENSIONS];
    for (int f = 0; f < 6; f++) {
      double source = uniform();
      for (int d = 0; d < DIMENSIONS; d++) {
        x[d] += StrictMath.sin((d + 1) * (f + 2) * 1.7) * StrictMath.pow(0.6, f) * source;
      }
    }
    for (int d = 0; d < DIMENSIONS; d++) {
      x[d] += 5;
    }
    return x;
  }

  private int category() {
    return (int) (8 * (uniform() + 0.5) * (uniform() + 0.5));
  }

  private static double[] coordinates(Rows rows) {
    return rows.transformed().values().stream().mapToDouble(v -> v).toArray();
  }

  /** Returns the axes, each as the change of its coordinate by a step in every dimension. */
  private static double[][] axes(Rows rows, int components) {
    double[] origin = coordinates(rows.numbers(new double[DIMENSIONS]));
    double[][] axes = new double[components][DIMENSIONS];
    for (int d = 0; d < DIMENSIONS; d++) {
      double[] unit = new double[DIMENSIONS];
      unit[d] = 1;
      double[] at = coordinates(rows.numbers(unit));
      for (int j = 0; j < components; j++) {
        axes[j][d] = at[j] - origin[j];
      }
    }
    return axes;
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private Rows seen(double learningRate) {
    seed = 1;
    Rows rows = new Rows(new Pca(List.of(PLAIN), 3, learningRate, false));
    for (int i = 0; i < RECORDS; i++) {
      rows.numbers(vector()).observed();
    }
    return rows;
  }

  @Test
  void theAxesOfNumbersAreScikitLearns() {
    double[][] axes = axes(seen(0), 3);
    for (int j = 0; j < 3; j++) {
      assertThat(Math.abs(dot(axes[j], AXES[j]))).as("axis %d", j).isGreaterThan(0.9995);
      assertThat(dot(axes[j], axes[j])).isCloseTo(1, within(1e-9));
    }
  }

  @Test
  void withALeastLearningRateTheAxesStayNear() {
    double[][] axes = axes(seen(0.001), 3);
    for (int j = 0; j < 3; j++) {
      assertThat(Math.abs(dot(axes[j], AXES[j]))).as("axis %d", j).isGreaterThan(0.99);
    }
  }

  @Test
  void categoriesAreWhereScikitLearnPutsThem() {
    seed = 2;
    Rows rows = new Rows(new Pca(List.of(ONE_HOT), 2, 0, false));
    for (int i = 0; i < RECORDS; i++) {
      String first = "" + category();
      int second = category();
      rows.categories(first, second % 2 == 1 ? first : "" + second).observed();
    }

    double[][] actual = new double[8][];
    for (int i = 0; i < 8; i++) {
      actual[i] = coordinates(rows.categories("" + i, "" + i));
    }
    for (int j = 0; j < 2; j++) {
      double side = Math.signum(actual[1][j] * CATEGORIES[1][j]);
      for (int i = 0; i < 8; i++) {
        assertThat(side * actual[i][j])
            .as("coordinate %d of %d", j, i)
            .isCloseTo(CATEGORIES[i][j], within(0.05));
      }
    }
  }

  @Test
  void coordinatesAreStandardisedUnlessToldNotTo() {
    seed = 1;
    Rows rows = new Rows(new Pca(List.of(PLAIN), 2, 0.001, true));
    double[] squares = new double[2];
    for (int i = 0; i < RECORDS; i++) {
      Map<Integer, Double> encoded = rows.numbers(vector()).observed();
      if (i >= RECORDS / 2) {
        squares[0] += encoded.get(1) * encoded.get(1);
        squares[1] += encoded.get(2) * encoded.get(2);
      }
    }
    assertThat(squares[0] / (RECORDS / 2)).isCloseTo(1, within(0.05));
    assertThat(squares[1] / (RECORDS / 2)).isCloseTo(1, within(0.1));
  }

  @Test
  void twinsThatSawTheSameAxesMergeToThem() {
    seed = 1;
    Rows rows = new Rows(new Pca(List.of(PLAIN), 3, 0, false));
    Rows twin = new Rows(new Pca(List.of(PLAIN), 3, 0, false));
    for (int i = 0; i < RECORDS; i++) {
      (i % 2 == 0 ? rows : twin).numbers(vector()).observed();
    }

    rows.merge(twin);

    double[][] axes = axes(rows, 3);
    for (int j = 0; j < 3; j++) {
      assertThat(Math.abs(dot(axes[j], AXES[j]))).as("axis %d", j).isGreaterThan(0.995);
    }
  }

  @Test
  void aTwinsCategoriesKeepTheirPlacesThoughItsColumnsHaveAnotherOrder() {
    Pca rule = new Pca(List.of(ONE_HOT), 2, 0, false);
    Rows twin = new Rows(rule);
    for (int i = 0; i < 300; i++) {
      twin.categories("" + i % 3, "" + i % 5).observed();
    }
    Rows empty = new Rows(rule);
    empty.merge(twin);
    Rows once = new Rows(rule);
    once.categories("2", "4").observed(); // gives them the first columns
    once.merge(twin);

    for (int i = 0; i < 5; i++) {
      double[] wanted = coordinates(twin.categories("" + i % 3, "" + i));
      assertThat(coordinates(empty.categories("" + i % 3, "" + i)))
          .containsExactly(wanted, within(1e-12));
      double[] merged = coordinates(once.categories("" + i % 3, "" + i));
      for (int j = 0; j < 2; j++) {
        assertThat(merged[j]).as("%d of %d", j, i).isCloseTo(wanted[j], within(0.02));
      }
    }
  }

  @Test
  void innerCategoriesAreNoneOfTheModels() {
    Rows rows = new Rows(new Pca(List.of(ONE_HOT), 2, 0, true));
    for (int i = 0; i < 50; i++) {
      assertThat(rows.categories("" + i, "x").observed()).containsOnlyKeys(1, 2);
    }

    assertThat(rows.dictionary.size()).isZero();
  }

  @Test
  void theSameStreamGivesTheSameBits() {
    assertThat(axes(seen(0), 3)).isDeepEqualTo(axes(seen(0), 3));
  }

  @Test
  void columnsAreNamedAndDescribed() {
    Pca rule = new Pca(List.of(new Standard(List.of("a"), Missing.MEAN), ONE_HOT), 3, 0, true);

    assertThat(rule.columns()).containsExactly("pc1", "pc2", "pc3");
    assertThat(rule.numbers()).containsExactly("a");
    assertThat(rule.categories()).containsExactly("c", "d");
    assertThat(rule.description())
        .isEqualTo("pca: 3 of {standard: [a], missing mean; one-hot: [c, d]}, scale standard");
    List<Feature> twice = new ArrayList<>(List.of(PLAIN, PLAIN));
    assertThat(new Pca(twice, 2, 0, true).numbers()).isEqualTo(FIELDS);
  }

  @Test
  void moreAxesThanColumnsAreRefused() {
    assertThatThrownBy(() -> new Pca(List.of(PLAIN), 9, 0, true))
        .hasMessage("components must be from 1 to the 8 columns of what it is of, was 9");
    assertThatThrownBy(() -> new Pca(List.of(PLAIN), 1, 1, true))
        .hasMessage("learning-rate must be in [0, 1), was 1.0");
  }
}
