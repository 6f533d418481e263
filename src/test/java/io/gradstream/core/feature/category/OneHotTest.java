package io.gradstream.core.feature.category;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.feature.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OneHotTest {

  private static final OneHot RULE = new OneHot(List.of("origin", "dest"));

  // Parameter rows: 0 bias, 1 and 2 for missing, categories from 3.
  private final Rows rows = new Rows(RULE);

  @Test
  void categoriesGetRowsInOrderOfAppearance() {
    assertThat(rows.categories("EWR", "IAH").observed()).isEqualTo(Map.of(3, 1.0, 4, 1.0));
    assertThat(rows.categories("LGA", "IAH").observed()).isEqualTo(Map.of(5, 1.0, 4, 1.0));
    assertThat(rows.categories("EWR", "MIA").observed()).isEqualTo(Map.of(3, 1.0, 6, 1.0));

    assertThat(rows.dictionary.names())
        .containsExactly("origin=EWR", "dest=IAH", "origin=LGA", "dest=MIA");
    assertThat(rows.dictionary.rowCount()).isEqualTo(7);
  }

  @Test
  void oneTextInTwoFieldsIsTwoCategories() {
    assertThat(rows.categories("JFK", "JFK").observed()).isEqualTo(Map.of(3, 1.0, 4, 1.0));
  }

  @Test
  void aMissingCategoryHasTheColumnOfItsField() {
    assertThat(rows.categories("", "IAH").observed()).isEqualTo(Map.of(1, 1.0, 3, 1.0));
    assertThat(rows.categories("EWR", "").observed()).isEqualTo(Map.of(4, 1.0, 2, 1.0));
    assertThat(RULE.columns()).containsExactly("origin missing", "dest missing");
  }

  @Test
  void aCategoryThatWasNeverObservedActivatesNothingAndIsNotAdmitted() {
    rows.categories("EWR", "IAH").observed();

    assertThat(rows.categories("LGA", "IAH").transformed()).isEqualTo(Map.of(4, 1.0));
    assertThat(rows.dictionary.size()).isEqualTo(2);
  }

  @Test
  void aNumberIsTheCategoryOfItsText() {
    rows.categories("7", "x").observed();

    rows.row.setCategory(0, 7L);
    assertThat(rows.transformed()).containsKey(3);
    rows.row.setCategory(0, 7.0);
    assertThat(rows.transformed()).containsKey(3);
    rows.row.setCategory(0, Double.NaN);
    assertThat(rows.transformed()).containsKey(1).doesNotContainKey(3);
  }

  @Test
  void aMissingHashHasNoRow() {
    rows.row.clear();
    assertThat(rows.dictionary.row(rows.row, 0)).isEqualTo(-1);
  }
}
