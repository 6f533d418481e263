package io.gradstream.core.feature.category;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.data.ShortText;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.FeaturePlan;
import io.gradstream.core.feature.Memories;
import io.gradstream.core.feature.Rows;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.state.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrossTest {

  private static final Cross RULE = new Cross(List.of("carrier", "dest"));

  // Parameter rows: 0 bias, 1 for missing, combinations from 2.
  private final Rows rows = new Rows(RULE);

  /**
   * The columns are those of pandas 1.5.3.
   *
   * <pre>
   * d = pd.DataFrame({'c': ['AA','AA','B6','AA'], 'd': ['LAX','MIA','LAX','LAX']})
   * pd.factorize(d.c + '|' + d.d)  # codes 0 1 2 0; AA|LAX, AA|MIA, B6|LAX
   * </pre>
   */
  @Test
  void combinationsGetRowsInOrderOfAppearance() {
    assertThat(rows.categories("AA", "LAX").observed()).isEqualTo(Map.of(2, 1.0));
    assertThat(rows.categories("AA", "MIA").observed()).isEqualTo(Map.of(3, 1.0));
    assertThat(rows.categories("B6", "LAX").observed()).isEqualTo(Map.of(4, 1.0));
    assertThat(rows.categories("AA", "LAX").observed()).isEqualTo(Map.of(2, 1.0));
    assertThat(rows.dictionary.names())
        .containsExactly("carrier x dest=AA|LAX", "carrier x dest=AA|MIA", "carrier x dest=B6|LAX");
  }

  @Test
  void aCombinationThatLacksAPartHasTheMissingColumn() {
    assertThat(RULE.columns()).containsExactly("carrier x dest missing");
    assertThat(rows.categories("AA", "").observed()).isEqualTo(Map.of(1, 1.0));
    assertThat(rows.categories("", "LAX").observed()).isEqualTo(Map.of(1, 1.0));
    assertThat(rows.dictionary.size()).isZero();
  }

  @Test
  void whatIsLeftAndWhatIsRightMatters() {
    rows.categories("AA", "BB").observed();
    assertThat(rows.categories("BB", "AA").transformed()).isEmpty();
    Rows alike = new Rows(new Cross(List.of("a", "b")));
    alike.categories("x", "x").observed();
    assertThat(alike.categories("y", "y").observed()).isEqualTo(Map.of(3, 1.0));
  }

  @Test
  void aCombinationThatWasNeverObservedActivatesNothing() {
    rows.categories("AA", "LAX").observed();
    assertThat(rows.categories("AA", "MIA").transformed()).isEmpty();
    assertThat(rows.dictionary.size()).isEqualTo(1);
  }

  @Test
  void twoCrossesOfTheSameFieldsDoNotShareRows() {
    State state = new State();
    List<Feature> features = List.of(RULE, RULE);
    RowLayout layout = RowLayout.of(List.of(), RULE.fields(), LabelRule.binary("y"));
    Dictionary dictionary = new Dictionary(state, FeaturePlan.fixedRows(features));
    FeaturePlan plan =
        new FeaturePlan(features, layout, state.scope("m"), dictionary, new Memories(state));
    plan.observe(rows.categories("AA", "LAX").row);

    assertThat(dictionary.size()).isEqualTo(2);
  }

  @Test
  void eachPartOfANameIsCut() {
    String text = "x".repeat(70);
    rows.categories(text, text).observed();

    String cut = ShortText.of(text, 64);
    assertThat(rows.dictionary.names()).containsExactly("carrier x dest=" + cut + "|" + cut);
  }
}
