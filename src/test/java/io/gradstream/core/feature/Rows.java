package io.gradstream.core.feature;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.state.State;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One feature rule bound to state of its own, with a row to fill, for tests. */
final class Rows {

  final Row row;
  final Dictionary dictionary;
  final State state = new State();
  private final FeaturePlan plan;
  private final FeatureVector out = new FeatureVector();

  Rows(Feature feature) {
    List<Feature> features = List.of(feature);
    RowLayout layout = RowLayout.of(feature.numbers(), feature.categories(), LabelRule.binary("y"));
    row = new Row(layout);
    dictionary = new Dictionary(state, 8, FeaturePlan.fixedRows(features));
    plan = new FeaturePlan(features, layout, state.scope("live"), dictionary);
  }

  /** Fills the row with numbers, slot by slot. */
  Rows numbers(double... values) {
    row.clear();
    for (int slot = 0; slot < values.length; slot++) {
      row.setNumber(slot, values[slot]);
    }
    return this;
  }

  /** Fills the row with categories, slot by slot; an empty text is a missing one. */
  Rows categories(String... texts) {
    row.clear();
    for (int slot = 0; slot < texts.length; slot++) {
      byte[] text = texts[slot].getBytes(StandardCharsets.UTF_8);
      if (text.length > 0) {
        row.setCategory(slot, text, 0, text.length);
      }
    }
    return this;
  }

  /** Counts the row, then returns its encoding. */
  Map<Integer, Double> observed() {
    plan.observe(row);
    return transformed();
  }

  /** Returns the encoding of the row, value by parameter row, the bias left out. */
  Map<Integer, Double> transformed() {
    plan.transform(row, out);
    Map<Integer, Double> values = new TreeMap<>();
    for (int i = 1; i < out.size(); i++) {
      values.put(out.row(i), out.value(i));
    }
    return values;
  }

  /** Returns an equal rule that continues from what this one has in its state. */
  Rows restored(Feature feature) {
    Rows copy = new Rows(feature);
    state.drain(copy.state::load);
    copy.dictionary.restored();
    copy.plan.refresh();
    return copy;
  }
}
