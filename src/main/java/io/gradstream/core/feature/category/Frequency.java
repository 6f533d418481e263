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
import io.gradstream.core.text.WholeRange;
import java.util.List;
import java.util.Map;

/**
 * Encodes a category as its share of the records so far, the current one included: {@code count /
 * n}. A missing value is a category like any other.
 *
 * @param fields the fields to encode, one column each
 * @param maxCategories how many categories of a field are counted each; the rest together
 * @param scaling what is done with the share
 */
public record Frequency(List<String> fields, int maxCategories, CategoryScale scaling)
    implements Feature {

  /** How many categories of a field may be counted each. */
  public static final WholeRange MAX_CATEGORIES = WholeRange.atLeast(1);

  /** Copies the list and checks the range. */
  public Frequency {
    fields = List.copyOf(fields);
    MAX_CATEGORIES.check("max-categories", maxCategories);
  }

  @Override
  public String kind() {
    return "frequency";
  }

  @Override
  public List<String> categories() {
    return fields;
  }

  @Override
  public List<String> columns() {
    return fields.stream().map(field -> field + " frequency").toList();
  }

  @Override
  public String source(int column) {
    return fields.get(column);
  }

  @Override
  public String description() {
    return "frequency: %s, max-categories %d".formatted(fields, maxCategories)
        + ColumnScale.description(scaling);
  }

  @Override
  public Encoder bind(Binding binding) {
    return new Shares(binding);
  }

  private final class Shares implements Encoder {

    private final Dictionary dictionary; // for the texts of categories that it knows
    private final int[] slots;
    private final int firstRow;
    private final Tallies[] counts;
    private final DoubleArray records;
    private final ColumnScale scale;

    Shares(Binding binding) {
      dictionary = binding.dictionary();
      slots = binding.categorySlots(fields);
      firstRow = binding.firstRow();
      counts = new Tallies[slots.length];
      for (int i = 0; i < slots.length; i++) {
        counts[i] = new Tallies(binding, i, 1, maxCategories);
      }
      records = binding.scope().doubles(binding.name() + ".records", 1);
      scale = new ColumnScale(scaling, binding, slots.length);
    }

    @Override
    public void observe(Row row) {
      records.set(0, records.get(0) + 1);
      for (int i = 0; i < slots.length; i++) {
        counts[i].add(counts[i].admit(row.category(slots[i])), 0, 1);
        scale.observe(i, share(row, i));
      }
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      for (int i = 0; i < slots.length; i++) {
        out.add(firstRow + i, scale.encoded(i, share(row, i)));
      }
    }

    @Override
    public void tell(Statistics to) {
      for (int i = 0; i < slots.length; i++) {
        int column = i;
        String field = fields.get(i);
        Map<Long, String> texts = KnownTexts.byHash(dictionary, field);
        counts[i].tell(field, "share", texts, entry -> share(entry, column), to);
        scale.tell(i, columns().get(i), to);
      }
    }

    @Override
    public void draw(Graph graph, Columns out) {
      for (int i = 0; i < slots.length; i++) {
        int column = i;
        String field = fields.get(i);
        out.add(
            firstRow + i,
            1,
            counts[i].draw(
                graph,
                kind(),
                field,
                KnownTexts.byHash(dictionary, field),
                entry -> scale.encoded(column, share(entry, column))));
      }
    }

    @Override
    public void refresh() {
      for (Tallies field : counts) {
        field.refresh();
      }
    }

    @Override
    public void merge(Encoder twin) {
      Shares other = (Shares) twin;
      for (int i = 0; i < counts.length; i++) {
        counts[i].merge(other.counts[i]);
      }
      records.set(0, records.get(0) + other.records.get(0));
      scale.merge(other.scale);
    }

    private double share(Row row, int i) {
      return share(counts[i].find(row.category(slots[i])), i);
    }

    private double share(int entry, int i) {
      double n = records.get(0);
      return n == 0 ? 0 : counts[i].get(entry, 0) / n;
    }
  }
}
