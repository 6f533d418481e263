package io.gradstream.core.feature;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.state.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One feature rule bound to state of its own, as live model and checkpoint, with a row to fill. */
public final class Rows {

  public final Row row;
  public final Dictionary dictionary;
  public final List<Integer> cleared = new ArrayList<>(); // rows that were given up
  public final State state = new State();
  private final OutlierRule outliers;
  private final Memories memories;
  private final State.Scope live = state.scope("live");
  private final State.Scope best = state.scope("best");
  private final FeaturePlan plan;
  private final FeaturePlan checkpoint;
  private final Map<String, byte[]> stored = new HashMap<>();
  private final FeatureVector out = new FeatureVector();
  private final FeatureVector beside = new FeatureVector();

  public Rows(Feature feature) {
    this(feature, OutlierRule.USUAL);
  }

  /** Binds a rule that believes every number. */
  public static Rows believing(Feature feature) {
    return new Rows(feature, OutlierRule.NONE);
  }

  private Rows(Feature feature, OutlierRule outliers) {
    this.outliers = outliers;
    memories = new Memories(state, outliers);
    List<Feature> features = List.of(feature);
    RowLayout layout =
        RowLayout.of(
            feature.numbers(),
            feature.categories(),
            feature.instants(),
            feature.bags(),
            LabelRule.binary("y"));
    row = new Row(layout);
    dictionary = Dictionary.mergeable(state, FeaturePlan.fixedRows(features));
    plan = new FeaturePlan(features, layout, live, dictionary, memories);
    checkpoint = new FeaturePlan(features, layout, best, dictionary, memories);
  }

  /** Fills the row with numbers, slot by slot. */
  public Rows numbers(double... values) {
    row.clear();
    for (int slot = 0; slot < values.length; slot++) {
      row.setNumber(slot, values[slot]);
    }
    return this;
  }

  /** Fills the row with categories, slot by slot; an empty text is a missing one. */
  public Rows categories(String... texts) {
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
  public Map<Integer, Double> observed() {
    dictionary.tick(row.time());
    dictionary.expire(cleared::add);
    plan.observe(row);
    return transformed();
  }

  /** Counts the row and returns its encoding, in one pass. */
  Map<Integer, Double> encodedInOnePass() {
    dictionary.tick(row.time());
    dictionary.expire(cleared::add);
    plan.encode(row, out);
    return values();
  }

  /** Returns the row's encoding by the checkpoint's statistics, beside what the live plan made. */
  Map<Integer, Double> transformedByCheckpointBeside() {
    plan.transform(row, out);
    checkpoint.transform(row, beside, plan, out);
    out.copyFrom(beside);
    return values();
  }

  /** Notes the label of the row, if it has one, and remembers it. */
  void learned() {
    if (row.hasLabel()) {
      plan.learn(row);
    }
    memories.remember(row);
  }

  /** Does with the row what a learner does: observe, encode, learn the label, remember. */
  public Map<Integer, Double> taken() {
    Map<Integer, Double> encoded = observed();
    learned();
    return encoded;
  }

  /** Does with the row what a learner does that has stopped: it is only remembered. */
  public void remembered() {
    memories.remember(row);
  }

  /** Makes the checkpoint a copy of the live statistics. */
  public void keepCheckpoint() {
    best.copyFrom(live);
    checkpoint.refresh();
  }

  /** Adds what another one of the same rule has seen. */
  public void merge(Rows twin) {
    plan.merge(twin.plan);
    memories.merge(twin.memories);
  }

  /** Returns the encoding of the row, value by parameter row, the bias left out. */
  public Map<Integer, Double> transformed() {
    return transformed(plan);
  }

  /** Returns the encoding of the row by the names of categories, and fixed columns by number. */
  Map<String, Double> named() {
    List<String> categories = dictionary.names();
    int fixed = dictionary.rowCount() - categories.size();
    Map<String, Double> named = new TreeMap<>();
    transformed()
        .forEach(
            (row, value) ->
                named.put(row < fixed ? "column " + row : categories.get(row - fixed), value));
    return named;
  }

  /** Returns the row's encoding by the checkpoint's statistics. */
  public Map<Integer, Double> transformedByCheckpoint() {
    return transformed(checkpoint);
  }

  private Map<Integer, Double> transformed(FeaturePlan by) {
    by.transform(row, out);
    return values();
  }

  private Map<Integer, Double> values() {
    Map<Integer, Double> values = new TreeMap<>();
    for (int i = 1; i < out.size(); i++) {
      if (values.put(out.row(i), out.value(i)) != null) {
        throw new AssertionError("parameter row " + out.row(i) + " stands twice in " + out);
      }
    }
    return values;
  }

  /** Writes down the encoding with the statistics as they stand. */
  public void draw(Graph graph, Columns columns) {
    plan.draw(graph, columns);
  }

  /** Returns the number of parameter rows in use. */
  public int rowCount() {
    return dictionary.rowCount();
  }

  /** Stores what has changed since the last time; returns all that is stored, block by key. */
  public Map<String, byte[]> stored() {
    state.drain(
        (key, block) -> {
          if (block.length == 0) {
            stored.remove(key);
          } else {
            stored.put(key, block);
          }
        });
    return stored;
  }

  /** Returns an equal rule that continues from what this one has in its state. */
  public Rows restored(Feature feature) {
    Rows copy = new Rows(feature, outliers);
    stored().forEach(copy.state::load);
    copy.stored.putAll(stored);
    copy.dictionary.restored();
    copy.memories.refresh();
    copy.plan.refresh();
    copy.checkpoint.refresh();
    return copy;
  }
}
