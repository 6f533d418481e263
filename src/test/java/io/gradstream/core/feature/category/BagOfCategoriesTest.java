package io.gradstream.core.feature.category;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.feature.Memories;
import io.gradstream.core.feature.Rows;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.feature.dictionary.Limits;
import io.gradstream.core.state.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Against scikit-learn 1.2.1, whose columns are in the order of the alphabet.
 *
 * <pre>
 * x = [['a','b','a'], ['b'], [], ['c','b']]
 * MultiLabelBinarizer().fit_transform(x)  # [[1,1,0],[0,1,0],[0,0,0],[0,1,1]]
 * CountVectorizer(analyzer=lambda t: t).fit_transform(x).toarray()
 * # [[2,1,0],[0,1,0],[0,0,0],[0,1,1]]
 * </pre>
 */
class BagOfCategoriesTest {

  private static final String[] STREAM = {"a b a", "b", "", "c b"};

  // Parameter rows: 0 bias, 1 missing, categories from 2.
  @Test
  void everyDistinctCategoryIsAColumn() {
    Rows rows = rows(false, Limits.NONE);
    List<Map<Integer, Double>> wanted =
        List.of(Map.of(2, 1.0, 3, 1.0), Map.of(3, 1.0), Map.of(), Map.of(3, 1.0, 4, 1.0));
    for (int i = 0; i < STREAM.length; i++) {
      assertThat(fill(rows, STREAM[i]).observed()).isEqualTo(wanted.get(i));
    }
    assertThat(rows.dictionary.names()).containsExactly("tags=a", "tags=b", "tags=c");
  }

  @Test
  void aColumnMayBeACount() {
    Rows rows = rows(true, Limits.NONE);
    List<Map<Integer, Double>> wanted =
        List.of(Map.of(2, 2.0, 3, 1.0), Map.of(3, 1.0), Map.of(), Map.of(3, 1.0, 4, 1.0));
    for (int i = 0; i < STREAM.length; i++) {
      assertThat(fill(rows, STREAM[i]).observed()).isEqualTo(wanted.get(i));
    }
  }

  @Test
  void aMissingBagIsNotAnEmptyOne() {
    Rows rows = rows(false, Limits.NONE);
    rows.row.clear();
    assertThat(rows.observed()).isEqualTo(Map.of(1, 1.0));
    assertThat(fill(rows, "").observed()).isEmpty();
  }

  @Test
  void whatHasNoColumnIsAddedUpInOneColumn() {
    Rows rows = rows(true, Limits.atMost(1));
    assertThat(fill(rows, "a b c b").observed()).isEqualTo(Map.of(3, 1.0, 2, 3.0));
    assertThat(fill(rows(false, Limits.atMost(1)), "a b c b").observed())
        .isEqualTo(Map.of(3, 1.0, 2, 1.0));
  }

  @Test
  void repeatsInOneRecordCountAsOccurrences() {
    Rows rows = rows(true, new Limits(3, 100, false, true, false, 0));
    assertThat(fill(rows, "a a b").observed()).isEmpty();
    assertThat(fill(rows, "a b").observed()).isEqualTo(Map.of(2, 1.0));
  }

  @Test
  void aFieldReadAsOneCategoryTooDoesNotShareColumns() {
    List<Feature> features =
        List.of(
            new OneHot(List.of("tags")),
            new BagOfCategories(List.of("tags"), false, Limits.DEFAULT));
    RowLayout layout =
        RowLayout.of(List.of(), List.of("tags"), List.of(), List.of("tags"), LabelRule.binary("y"));
    State state = new State();
    Dictionary dictionary = new Dictionary(state, FeaturePlan.fixedRows(features));
    FeaturePlan plan =
        new FeaturePlan(features, layout, state.scope("m"), dictionary, new Memories(state));
    Row row = new Row(layout);
    byte[] text = {'a'};
    row.setCategory(0, text, 0, 1);
    row.bag(0).add(text, 0, 1);
    plan.observe(row);

    assertThat(dictionary.size()).isEqualTo(2);
  }

  private static Rows rows(boolean count, Limits limits) {
    return new Rows(new BagOfCategories(List.of("tags"), count, limits));
  }

  private static Rows fill(Rows rows, String texts) {
    rows.row.clear();
    rows.row.bag(0).begin();
    for (String text : texts.isEmpty() ? new String[0] : texts.split(" ")) {
      rows.row.bag(0).add(text.getBytes(StandardCharsets.UTF_8), 0, text.length());
    }
    return rows;
  }
}
