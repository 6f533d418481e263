package io.gradstream.core.feature.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.ShortText;
import io.gradstream.core.feature.Rows;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.state.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTest {

  private static final OneHot RULE = new OneHot(List.of("c"));

  // Parameter rows: 0 bias, 1 for missing, categories from 2.
  private final Rows rows = new Rows(RULE);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 64, 1000, 1023, 1024, 1025, 20_000})
  void rowsAndNamesAreTheSameAfterARestoreHoweverMany(int count) {
    admit(count);

    Rows restored = rows.restored(RULE);

    assertThat(restored.dictionary.size()).isEqualTo(count);
    assertThat(restored.dictionary.names()).isEqualTo(rows.dictionary.names());
    for (int i = 0; i < count; i++) {
      assertThat(restored.categories("c" + i).transformed()).isEqualTo(Map.of(2 + i, 1.0));
    }
    assertThat(restored.categories("new").transformed()).isEmpty();
    assertThat(restored.observed()).isEqualTo(Map.of(2 + count, 1.0));
  }

  @Test
  void rowsStayWhereTheyAreWhileTheDictionaryGrows() {
    admit(20_000);

    for (int i = 0; i < 20_000; i++) {
      assertThat(rows.categories("c" + i).transformed()).isEqualTo(Map.of(2 + i, 1.0));
    }
  }

  @Test
  void admittingACategoryDirtiesOnlyTheEndOfTheState() {
    admit(5000);
    drained();

    rows.categories("new").observed();

    assertThat(drained())
        .containsExactlyInAnyOrder(
            "categories.hashes/4:248", "categories.names/5", "categories.one-hot.0.0/0");
    rows.categories("c7").observed();
    assertThat(drained()).isEmpty();
  }

  @Test
  void whoseACategoryIsIsStoredOnlyWhereCategoriesExpire() {
    assertThat(arrays(new Limits(2, 5, true, true, true, 0)))
        .contains("categories.hashes")
        .doesNotContain("categories.owners");
    assertThat(arrays(new Limits(1, 5, true, true, true, 1000))).contains("categories.owners");
  }

  @Test
  void aDictionaryThatKeepsNoOwnersIsNotMerged() {
    Dictionary plain = new Dictionary(new State(), 1);
    Dictionary mergeable = Dictionary.mergeable(new State(), 1);
    assertThatThrownBy(() -> mergeable.merge(plain)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> plain.merge(mergeable)).isInstanceOf(IllegalStateException.class);
  }

  /** Returns the arrays of a dictionary of one category under limits. */
  private static Set<String> arrays(Limits limits) {
    State state = new State();
    Dictionary dictionary = new Dictionary(state, 1);
    Vocabulary vocabulary = dictionary.vocabulary("one-hot.0.0", "x", limits, -1, -1);
    dictionary.admit(vocabulary, 7, "c=x".getBytes(StandardCharsets.UTF_8));
    Set<String> names = new TreeSet<>();
    state.drain((key, block) -> names.add(key.substring(0, key.indexOf('/'))));
    return names;
  }

  @Test
  void aLongNameIsCutAndStaysDifferentFromOthers() {
    String text = "x".repeat(64);
    rows.categories(text + "1").observed();
    rows.categories(text + "2").observed();

    assertThat(rows.dictionary.names())
        .containsExactly("c=" + ShortText.of(text + "1", 64), "c=" + ShortText.of(text + "2", 64))
        .doesNotHaveDuplicates();
    assertThat(rows.categories(text + "2").transformed()).isEqualTo(Map.of(3, 1.0));
  }

  @Test
  void aNameOfExactlyTheLimitIsKeptWhole() {
    String text = "ü".repeat(32);
    rows.categories(text).observed();

    assertThat(rows.dictionary.names()).containsExactly("c=" + text);
  }

  @Test
  void aLongFieldNameComesBackToo() {
    String field = "f".repeat(300);
    Rows wide = new Rows(new OneHot(List.of(field)));
    wide.categories("a").observed();
    wide.categories("b").observed();

    assertThat(wide.dictionary.names()).containsExactly(field + "=a", field + "=b");
  }

  private void admit(int count) {
    for (int i = 0; i < count; i++) {
      rows.categories("c" + i).observed();
    }
  }

  private List<String> drained() {
    List<String> keys = new ArrayList<>();
    rows.state.drain((key, block) -> keys.add(key));
    return keys;
  }
}
