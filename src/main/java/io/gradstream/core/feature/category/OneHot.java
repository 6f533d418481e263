package io.gradstream.core.feature.category;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.feature.dictionary.Limits;
import io.gradstream.core.feature.dictionary.Vocabulary;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import java.util.List;
import java.util.Map;

/**
 * Encodes categories as one 0/1 column each, growing as new ones appear.
 *
 * <p>Every field has a fixed column for records in which it is missing; the column of a category is
 * given out by the {@link Dictionary} when the category is first observed. A category that was
 * never observed activates no column, or that of the others if the limits say so.
 *
 * @param fields the fields to encode
 * @param limits which categories of each field get a column
 */
public record OneHot(List<String> fields, Limits limits) implements Feature {

  /** Copies the list. */
  public OneHot {
    fields = List.copyOf(fields);
  }

  /** Creates a rule with the default limits. */
  public OneHot(List<String> fields) {
    this(fields, Limits.DEFAULT);
  }

  @Override
  public String kind() {
    return "one-hot";
  }

  @Override
  public List<String> categories() {
    return fields;
  }

  @Override
  public int activeCategories() {
    return fields.size();
  }

  @Override
  public List<String> columns() {
    return limits.columns(fields);
  }

  @Override
  public boolean forgets() {
    return limits.timeToLive() > 0;
  }

  @Override
  public String source(int column) {
    return fields.get(column % fields.size());
  }

  @Override
  public String description() {
    return kind() + ": " + fields + limits.description();
  }

  @Override
  public Encoder bind(Binding binding) {
    return new Lookup(binding);
  }

  private final class Lookup implements Encoder {

    private final int[] slots;
    private final Vocabulary[] vocabularies;
    private final Dictionary dictionary;

    Lookup(Binding binding) {
      slots = binding.categorySlots(fields);
      vocabularies = binding.vocabularies(limits, fields);
      dictionary = binding.dictionary();
    }

    @Override
    public void observe(Row row) {
      for (int i = 0; i < slots.length; i++) {
        long hash = row.category(slots[i]);
        if (hash != Row.MISSING) {
          observed(row, i, hash);
        }
      }
    }

    @Override
    public void encode(Row row, FeatureVector out) {
      int at = out.extend(slots.length);
      for (int i = 0; i < slots.length; i++) {
        long hash = row.category(slots[i]);
        int active = dictionary.row(row, slots[i]);
        if (active < 0 || !vocabularies[i].isPlain()) {
          active = hash == Row.MISSING ? vocabularies[i].missing() : observed(row, i, hash);
        }
        if (active >= 0) {
          out.rows()[at] = active;
          out.values()[at++] = 1;
        }
      }
      out.truncate(at);
    }

    /** Counts a category that is there; returns its parameter row, -1 if it has none. */
    private int observed(Row row, int i, long hash) {
      int known = dictionary.row(row, slots[i]);
      if (vocabularies[i].observe(known, hash)) {
        dictionary.admit(vocabularies[i], row, slots[i]);
        known = dictionary.row(row, slots[i]);
      }
      return vocabularies[i].active(known);
    }

    @Override
    public void tell(Statistics to) {
      // the categories are those that have weights
    }

    @Override
    public void draw(Graph graph, Columns out) {
      KnownTexts known = new KnownTexts(graph, dictionary);
      for (int i = 0; i < slots.length; i++) {
        Vocabulary vocabulary = vocabularies[i];
        Map<String, Integer> rows = known.rows(kind(), fields.get(i));
        int[] active = new int[rows.size() + 2];
        int at = 0;
        for (int row : rows.values()) {
          active[at++] = vocabulary.active(row);
        }
        active[at++] = vocabulary.active(-1);
        active[at] = vocabulary.missing();
        out.add(graph.place(fields.get(i), List.copyOf(rows.keySet())), active);
      }
    }

    @Override
    public boolean isShared() {
      return true;
    }

    @Override
    public void refresh() {
      // the dictionary, shared by all encoders, rebuilds its table itself
    }

    @Override
    public void merge(Encoder twin) {
      // the dictionary, shared by all encoders, is merged itself
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      for (int i = 0; i < slots.length; i++) {
        boolean missing = row.category(slots[i]) == Row.MISSING;
        int at =
            missing
                ? vocabularies[i].missing()
                : vocabularies[i].active(dictionary.row(row, slots[i]));
        if (at >= 0) {
          out.add(at, 1);
        }
      }
    }
  }
}
