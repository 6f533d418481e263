package io.gradstream.core.feature.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.feature.Rows;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.state.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {

  // Parameter rows: 0 bias, 1 missing, 2 other, categories from 3.
  private static final int OTHER = 2;

  @Test
  void rareCategoriesShareAColumnUntilTheyHaveOccurredOftenEnough() {
    Rows rows = rows(new Limits(3, Integer.MAX_VALUE, true, true, false, 0));

    assertThat(rows.categories("a").observed()).isEqualTo(Map.of(OTHER, 1.0));
    assertThat(rows.categories("b").observed()).isEqualTo(Map.of(OTHER, 1.0));
    assertThat(rows.categories("a").observed()).isEqualTo(Map.of(OTHER, 1.0));
    assertThat(rows.categories("a").observed()).isEqualTo(Map.of(3, 1.0));
    assertThat(rows.categories("b").transformed()).isEqualTo(Map.of(OTHER, 1.0));
    assertThat(rows.dictionary.names()).containsExactly("c=a");
  }

  /**
   * scikit-learn 1.2.1 gives the same columns, where it is told to ignore rare ones:
   *
   * <pre>
   * x = [['a']] * 5 + [['b']] * 2 + [['d']] * 4
   * OneHotEncoder(min_frequency=3).fit(x).get_feature_names_out()
   * # x0_a, x0_d, x0_infrequent_sklearn
   * </pre>
   */
  @Test
  void whatOccursOftenEnoughHasAColumnAsInScikitLearn() {
    Rows rows = rows(new Limits(3, Integer.MAX_VALUE, true, true, false, 0));
    for (String text : "a a a a a b b d d d d".split(" ")) {
      rows.categories(text).observed();
    }

    assertThat(rows.dictionary.names()).containsExactly("c=a", "c=d");
  }

  @Test
  void thereAreNoMoreColumnsThanAllowed() {
    Rows rows = rows(Limits.atMost(2));
    rows.categories("a").observed();
    rows.categories("b").observed();

    assertThat(rows.categories("d").observed()).isEqualTo(Map.of(OTHER, 1.0));
    assertThat(rows.categories("b").observed()).isEqualTo(Map.of(4, 1.0));
    assertThat(rows.dictionary.size()).isEqualTo(2);
  }

  @Test
  void whereNobodySaidHowManyThereIsABoundAndNoColumnOfTheOthers() {
    Rows rows = rows(new Limits(1, Limits.BY_DEFAULT, false, true, false, 0));
    for (int i = 0; i < Limits.DEFAULT_MOST; i++) {
      rows.categories("c" + i).observed();
    }
    assertThat(rows.dictionary.full()).isEmpty();
    assertThat(rows.categories("one more").observed()).isEmpty();
    assertThat(rows.categories("c7").observed()).isEqualTo(Map.of(9, 1.0));
    assertThat(rows.dictionary.size()).isEqualTo(Limits.DEFAULT_MOST);
  }

  @Test
  void thatAFieldIsFullIsSaidOnce() {
    Rows rows = rows(Limits.atMost(2));
    rows.categories("a").observed();
    rows.categories("b").observed();
    assertThat(rows.dictionary.full()).isEmpty();
    rows.categories("d").observed();
    rows.categories("e").observed();
    assertThat(rows.dictionary.full()).containsExactly(new Vocabulary.Full("c", 2, 2));
    rows.categories("f").observed();
    assertThat(rows.dictionary.full()).isEmpty();
  }

  @Test
  void thatAnotherDictionarysFieldIsFullIsSaidToo() {
    Rows rows = rows(Limits.atMost(2));
    Dictionary other = rows.dictionary.another(new State(), 1);
    Vocabulary vocabulary = other.vocabulary("inner", "of pca", Limits.atMost(1), -1, -1);
    other.admit(vocabulary, 7, new byte[] {'a'});
    vocabulary.observe(-1, 8);
    assertThat(rows.dictionary.full()).containsExactly(new Vocabulary.Full("of pca", 1, 1));
  }

  @Test
  void everyFieldHasItsOwnRoom() {
    Rows rows = new Rows(new OneHot(List.of("c", "d"), Limits.atMost(1)));
    assertThat(rows.categories("a", "x").observed()).isEqualTo(Map.of(5, 1.0, 6, 1.0));
    assertThat(rows.categories("b", "y").observed()).isEqualTo(Map.of(3, 1.0, 4, 1.0));
  }

  @Test
  void whatHasNoColumnActivatesNothingWithoutOne() {
    Rows rows = rows(new Limits(1, 1, false, false, false, 0));
    assertThat(rows.categories("a").observed()).isEqualTo(Map.of(1, 1.0));
    assertThat(rows.categories("b").observed()).isEmpty();
    assertThat(rows.categories("").observed()).isEmpty();
  }

  /** As OneHotEncoder(drop='first') of scikit-learn, whose first is that of the alphabet. */
  @Test
  void theFirstCategoryOfAFieldHasNoColumn() {
    Rows rows = new Rows(new OneHot(List.of("c", "d"), new Limits(1, 2, true, true, true, 0)));
    assertThat(rows.categories("a", "x").observed()).isEmpty();
    assertThat(rows.categories("b", "x").observed()).isEqualTo(Map.of(7, 1.0));
    assertThat(rows.categories("e", "y").observed()).isEqualTo(Map.of(8, 1.0, 9, 1.0));
    assertThat(rows.categories("f", "").observed()).isEqualTo(Map.of(3, 1.0, 2, 1.0));
    assertThat(rows.categories("a", "x").transformed()).isEmpty();
  }

  @Test
  void aCategoryThatWasNotSeenForLongIsForgottenAndItsRowUsedAgain() {
    Rows rows = rows(new Limits(1, 2, true, true, false, 1000));
    at(rows, 0, "a");
    at(rows, 600, "b");
    assertThat(at(rows, 1000, "d")).isEqualTo(Map.of(OTHER, 1.0)); // a is 1000 old: not longer

    assertThat(at(rows, 1001, "d")).isEqualTo(Map.of(3, 1.0));
    assertThat(rows.cleared).containsExactly(3);
    assertThat(rows.dictionary.names()).containsExactly("c=d", "c=b");
    assertThat(at(rows, 1100, "a")).isEqualTo(Map.of(OTHER, 1.0));
    assertThat(at(rows, 1601, "a")).isEqualTo(Map.of(4, 1.0));
    assertThat(rows.dictionary.rowCount()).isEqualTo(5);
  }

  @Test
  void beingSeenKeepsACategory() {
    Rows rows = rows(new Limits(1, 9, true, true, false, 1000));
    at(rows, 0, "a");
    at(rows, 10, "b");
    for (int time = 500; time <= 5000; time += 500) {
      assertThat(at(rows, time, "a")).isEqualTo(Map.of(3, 1.0));
    }
    assertThat(rows.cleared).containsExactly(4);
    assertThat(rows.dictionary.names()).containsExactly("c=a", "");
  }

  @Test
  void whatWasSeenAtATimeThatWasWrongWasSeenWhenThatIsKnown() {
    Rows rows = rows(new Limits(1, 9, true, true, false, 1000));
    at(rows, 5000, "a");
    at(rows, 100, "b"); // so it is 100, and was no more before
    at(rows, 1000, "b");
    assertThat(rows.cleared).isEmpty();
    at(rows, 1200, "b");
    assertThat(rows.cleared).containsExactly(3);
  }

  @Test
  void theFirstCategoryIsNotForgotten() {
    Rows rows = rows(new Limits(1, 9, true, true, true, 1000));
    at(rows, 0, "a");
    at(rows, 5000, "b");
    assertThat(at(rows, 9000, "a")).isEmpty();
    assertThat(rows.cleared).containsExactly(4);
  }

  @Test
  void namesDoNotPileUpWhileRowsAreUsedAgain() {
    Rows rows = rows(new Limits(1, 10, true, true, false, 5));
    for (int i = 0; i < 20_000; i++) {
      at(rows, i, "category " + i);
    }
    assertThat(rows.dictionary.size()).isEqualTo(6);
    assertThat(rows.dictionary.names()).contains("c=category 19999");
    int bytes = rows.stored().values().stream().mapToInt(block -> block.length).sum();
    assertThat(bytes).isLessThan(20_000);
  }

  @Test
  void aDescriptionNamesEveryLimitAndNothingByDefault() {
    assertThat(new OneHot(List.of("c")).description()).isEqualTo("one-hot: [c]");
    assertThat(new OneHot(List.of("c"), new Limits(2, 9, true, false, true, 1000)).description())
        .isEqualTo(
            "one-hot: [c], min-count 2, max-categories 9, other, missing ignored, first dropped,"
                + " time-to-live 1000 ms");
  }

  private static Rows rows(Limits limits) {
    return new Rows(new OneHot(List.of("c"), limits));
  }

  private static Map<Integer, Double> at(Rows rows, long time, String text) {
    rows.categories(text).row.setTime(time);
    return rows.observed();
  }
}
