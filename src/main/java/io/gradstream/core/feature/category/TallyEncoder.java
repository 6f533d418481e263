package io.gradstream.core.feature.category;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.state.DoubleArray;
import java.util.List;
import java.util.Map;

/**
 * Encodes each category as a number that is computed of what was counted with it and of what was
 * counted with all: a column for each field. What is counted, and when, is the rule's.
 */
abstract class TallyEncoder implements Encoder {

  private final Feature feature;
  private final String statistic;
  private final Dictionary dictionary; // for the texts of categories that it knows
  private final List<String> fields;
  private final List<String> columns;
  private final int[] slots;
  private final int firstRow;
  private final Tallies[] tallies;
  private final DoubleArray totals;
  private final ColumnScale scale;

  /**
   * Binds an encoder.
   *
   * @param feature the rule: a column for each of its categorical fields
   * @param statistic what the numbers are called, for people
   * @param most how many categories of a field are counted each
   * @param width how many sums stand with each category
   * @param totals of the sums of all records: their name, and how many there are
   */
  TallyEncoder(
      Binding binding,
      Feature feature,
      String statistic,
      int most,
      int width,
      Totals totals,
      CategoryScale scaling) {
    this.feature = feature;
    this.statistic = statistic;
    dictionary = binding.dictionary();
    fields = feature.categories();
    columns = feature.columns();
    slots = binding.categorySlots(fields);
    firstRow = binding.firstRow();
    tallies = new Tallies[slots.length];
    for (int i = 0; i < slots.length; i++) {
      tallies[i] = new Tallies(binding, i, width, most);
    }
    this.totals = binding.scope().doubles(binding.name() + "." + totals.name(), totals.count());
    scale = new ColumnScale(scaling, binding, slots.length);
  }

  /** Sums over all records, as they are stored. */
  record Totals(String name, int count) {}

  /** Returns the number of an entry of a field. */
  abstract double value(Tallies field, int entry);

  final double total(int sum) {
    return totals.get(sum);
  }

  /** Adds to a sum of all records. */
  final void addTotal(int sum, double amount) {
    totals.set(sum, totals.get(sum) + amount);
  }

  final int fields() {
    return slots.length;
  }

  final Tallies tallies(int field) {
    return tallies[field];
  }

  /** Returns the entry of a row's category, which gets one of its own if there is room. */
  final int admit(Row row, int field) {
    return tallies[field].admit(row.category(slots[field]));
  }

  /** Counts the number of a row into the column's scale. */
  final void observeScale(Row row, int field) {
    scale.observe(field, value(row, field));
  }

  @Override
  public final void transform(Row row, FeatureVector out) {
    for (int i = 0; i < slots.length; i++) {
      out.add(firstRow + i, scale.encoded(i, value(row, i)));
    }
  }

  @Override
  public final void tell(Statistics to) {
    for (int i = 0; i < slots.length; i++) {
      Tallies field = tallies[i];
      Map<Long, String> texts = KnownTexts.byHash(dictionary, fields.get(i));
      field.tell(fields.get(i), statistic, texts, entry -> value(field, entry), to);
      scale.tell(i, columns.get(i), to);
    }
  }

  @Override
  public final void draw(Graph graph, Columns out) {
    for (int i = 0; i < slots.length; i++) {
      int column = i;
      Tallies field = tallies[i];
      Map<Long, String> texts = KnownTexts.byHash(dictionary, fields.get(i));
      out.add(
          firstRow + i,
          1,
          field.draw(
              graph,
              feature.kind(),
              fields.get(i),
              texts,
              entry -> scale.encoded(column, value(field, entry))));
    }
  }

  @Override
  public final void refresh() {
    for (Tallies field : tallies) {
      field.refresh();
    }
  }

  @Override
  public final void merge(Encoder twin) {
    TallyEncoder other = (TallyEncoder) twin;
    for (int i = 0; i < tallies.length; i++) {
      tallies[i].merge(other.tallies[i]);
    }
    for (int i = 0; i < totals.size(); i++) {
      addTotal(i, other.total(i));
    }
    scale.merge(other.scale);
  }

  private double value(Row row, int field) {
    return value(tallies[field], tallies[field].find(row.category(slots[field])));
  }
}
