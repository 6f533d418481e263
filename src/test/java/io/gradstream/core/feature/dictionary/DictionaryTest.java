package io.gradstream.core.feature.dictionary;

import io.gradstream.core.feature.Rows;
import io.gradstream.core.feature.category.OneHot;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.ShortText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    assertThat(drained()).hasSize(2).allMatch(key -> !key.endsWith("/0"));
    rows.categories("c7").observed();
    assertThat(drained()).isEmpty();
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
