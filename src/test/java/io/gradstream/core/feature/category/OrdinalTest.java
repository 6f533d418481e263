package io.gradstream.core.feature.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.feature.Learners;
import io.gradstream.core.feature.Rows;
import io.gradstream.core.feature.category.Ordinal.Unknown;
import io.gradstream.core.learn.Learner;
import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.learn.RowProblem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Against scikit-learn 1.2.1.
 *
 * <pre>
 * x = np.array(['L','M','XL','M','L','L','XL','M']).reshape(-1, 1)
 * o = OrdinalEncoder(categories=[['M','L','XL']]).fit_transform(x).ravel()
 * [((o[:i+1] - o[:i+1].mean()) / (o[:i+1].std() or np.inf))[-1] for i in range(len(o))]
 * </pre>
 */
class OrdinalTest {

  private static final List<String> ORDER = List.of("M", "L", "XL");
  private static final String[] STREAM = {"L", "M", "XL", "M", "L", "L", "XL", "M"};
  private static final double[] PLACES = {1, 0, 2, 0, 1, 1, 2, 0};
  private static final double[] STANDARDISED = {
    0.0,
    -1.0,
    1.224744871391589,
    -0.9045340337332909,
    0.2672612419124243,
    0.2425356250363329,
    1.3228756555322954,
    -1.12089707663561
  };

  // Parameter rows: 0 bias, 1 the place, 2 missing, 3 other if there is one.
  @Test
  void aCategoryIsItsPlaceInTheOrder() {
    Rows rows = rows(Unknown.ERROR, CategoryScale.NONE);
    for (int i = 0; i < STREAM.length; i++) {
      assertThat(rows.categories(STREAM[i]).observed()).isEqualTo(Map.of(1, PLACES[i], 2, 0.0));
    }
  }

  @Test
  void placesAreStandardised() {
    Rows rows = rows(Unknown.ERROR, CategoryScale.STANDARD);
    for (int i = 0; i < STREAM.length; i++) {
      assertThat(rows.categories(STREAM[i]).observed().get(1))
          .isCloseTo(STANDARDISED[i], within(1e-12));
    }
  }

  @ParameterizedTest
  @EnumSource(CategoryScale.class)
  void aMissingCategoryHasAColumnAndDoesNotCount(CategoryScale scaling) {
    Rows rows = rows(Unknown.ERROR, scaling);
    rows.categories("M").observed();
    rows.categories("L").observed();
    Map<Integer, Double> before = rows.transformed();
    assertThat(rows.categories("").observed()).isEqualTo(Map.of(1, 0.0, 2, 1.0));
    assertThat(rows.categories("L").transformed()).isEqualTo(before);
  }

  @Test
  void anotherCategoryIsMissingOrHasAColumnIfSoConfigured() {
    assertThat(rows(Unknown.MISSING, CategoryScale.NONE).categories("S").observed())
        .isEqualTo(Map.of(1, 0.0, 2, 1.0));
    Rows other = rows(Unknown.OTHER, CategoryScale.NONE);
    assertThat(other.categories("S").observed()).isEqualTo(Map.of(1, 0.0, 2, 0.0, 3, 1.0));
    assertThat(other.categories("").observed()).isEqualTo(Map.of(1, 0.0, 2, 1.0, 3, 0.0));
    assertThat(other.categories("XL").observed()).isEqualTo(Map.of(1, 2.0, 2, 0.0, 3, 0.0));
  }

  @Test
  void aNumberIsTheCategoryOfItsText() {
    Rows rows = new Rows(new Ordinal("size", List.of("3", "1"), Unknown.ERROR, CategoryScale.NONE));
    rows.row.setCategory(0, 1.0);
    assertThat(rows.transformed()).isEqualTo(Map.of(1, 1.0, 2, 0.0));
  }

  @Test
  void aRowWithAnotherCategoryIsRefusedWithTheReason() {
    LearnerRule rule = Learners.of(new Ordinal("size", ORDER, Unknown.ERROR, CategoryScale.NONE));
    Learner learner = new Learner(rule);
    Rows rows = rows(Unknown.ERROR, CategoryScale.NONE);

    assertThat(learner.problem(rows.categories("S").row))
        .contains(
            new RowProblem(
                RowProblem.Kind.BAD_CATEGORY,
                "size is 'S', which the order of ordinal does not have: [M, L, XL]"));
    assertThat(learner.problem(rows.categories("L").row)).isEmpty();
    assertThat(learner.problem(rows.categories("").row)).isEmpty();
    Learner lenient =
        new Learner(Learners.of(new Ordinal("size", ORDER, Unknown.OTHER, CategoryScale.NONE)));
    assertThat(lenient.problem(rows.categories("S").row)).isEmpty();
  }

  @Test
  void columnsAreNamed() {
    assertThat(new Ordinal("size", ORDER, Unknown.OTHER, CategoryScale.NONE).columns())
        .containsExactly("size", "size missing", "size other");
    assertThat(new Ordinal("size", ORDER, Unknown.ERROR, CategoryScale.STANDARD).description())
        .isEqualTo("ordinal: size of [M, L, XL], unknown error, scale standard");
  }

  private static Rows rows(Unknown unknown, CategoryScale scaling) {
    return new Rows(new Ordinal("size", ORDER, unknown, scaling));
  }
}
