package io.gradstream.core.feature.category;

import io.gradstream.core.data.Bag;
import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.feature.dictionary.Hashes;
import io.gradstream.core.feature.dictionary.Limits;
import io.gradstream.core.feature.dictionary.Vocabulary;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Encodes fields of several categories, such as arrays, as one column for each distinct category,
 * growing as new ones appear.
 *
 * <p>A column's value is 1 where the category is there, or how often it is there. A field that is
 * missing activates its fixed column, an empty one nothing.
 *
 * @param fields the fields to encode
 * @param count whether a value is how often the category is there
 * @param limits which categories of each field get a column
 */
public record BagOfCategories(List<String> fields, boolean count, Limits limits)
    implements Feature {

  /** Copies the list. */
  public BagOfCategories {
    fields = List.copyOf(fields);
  }

  @Override
  public String kind() {
    return "bag";
  }

  @Override
  public List<String> bags() {
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
  public String source(int column) {
    return fields.get(column % fields.size());
  }

  @Override
  public String description() {
    return "bag: " + fields + (count ? ", count" : "") + limits.description();
  }

  @Override
  public Encoder bind(Binding binding) {
    return new Lookup(binding);
  }

  private final class Lookup implements Encoder {

    private final int[] slots;
    private final long seed;
    private final Vocabulary[] vocabularies;
    private final Dictionary dictionary;
    private final RowCounts counts = new RowCounts();

    Lookup(Binding binding) {
      slots = binding.bagSlots(fields);
      seed = Hashes.seed(binding.name());
      vocabularies = binding.vocabularies(limits, fields);
      dictionary = binding.dictionary();
    }

    @Override
    public void observe(Row row) {
      for (int field = 0; field < slots.length; field++) {
        Bag bag = row.bag(slots[field]);
        for (int i = 0; i < bag.size(); i++) {
          long key = key(bag, i);
          if (vocabularies[field].observe(dictionary.find(key), key)) {
            dictionary.admit(
                vocabularies[field], key, name(field, bag.text(i, Dictionary.NAME_LIMIT)));
          }
        }
      }
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      for (int field = 0; field < slots.length; field++) {
        Bag bag = row.bag(slots[field]);
        counts.clear();
        if (bag.isMissing()) {
          counts.add(vocabularies[field].missing());
        }
        for (int i = 0; i < bag.size(); i++) {
          counts.add(vocabularies[field].active(dictionary.find(key(bag, i))));
        }
        counts.sort();
        for (int i = 0; i < counts.size(); i++) {
          out.add(counts.row(i), count ? counts.count(i) : 1);
        }
      }
    }

    @Override
    public void tell(Statistics to) {
      // the categories are those that have weights
    }

    @Override
    public void draw(Graph graph, Columns out) {
      graph.refuse(
          kind() + " of " + fields,
          "a field of several categories is no table of one column; leave the encoder out");
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

    /** Returns a key that is not that of the same text in a one-hot encoder of the field. */
    private long key(Bag bag, int i) {
      return Hashes.combine(seed, bag.hash(i));
    }

    private byte[] name(int field, byte[] text) {
      ByteArrayOutputStream name = new ByteArrayOutputStream();
      name.writeBytes((fields.get(field) + "=").getBytes(StandardCharsets.UTF_8));
      name.writeBytes(text);
      return name.toByteArray();
    }
  }
}
