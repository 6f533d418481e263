package io.gradstream.core.feature.category;

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
import java.util.Map;

/**
 * Encodes what several categories are together as one 0/1 column for each combination, growing as
 * new ones appear.
 *
 * <p>A combination is known by the hash of its categories' hashes, in order, and of the encoder's
 * name; its column is given out by the {@link Dictionary} when it is first observed and named
 * {@code carrier x dest=AA|LAX}. If any part is missing, one fixed column is active instead.
 *
 * @param fields the fields to cross, two or more
 * @param limits which combinations get a column
 */
public record Cross(List<String> fields, Limits limits) implements Feature {

  /** Copies the list. */
  public Cross {
    fields = List.copyOf(fields);
  }

  /** Creates a rule with the default limits. */
  public Cross(List<String> fields) {
    this(fields, Limits.DEFAULT);
  }

  @Override
  public String kind() {
    return "cross";
  }

  @Override
  public List<String> categories() {
    return fields;
  }

  @Override
  public int activeCategories() {
    return 1;
  }

  @Override
  public List<String> columns() {
    return limits.columns(List.of(name()));
  }

  @Override
  public boolean forgets() {
    return limits.timeToLive() > 0;
  }

  @Override
  public String description() {
    return kind() + ": " + fields + limits.description();
  }

  @Override
  public Encoder bind(Binding binding) {
    return new Lookup(binding);
  }

  private String name() {
    return String.join(" x ", fields);
  }

  private final class Lookup implements Encoder {

    private final int[] slots;
    private final long seed;
    private final Vocabulary vocabulary;
    private final Dictionary dictionary;

    Lookup(Binding binding) {
      slots = binding.categorySlots(fields);
      seed = Hashes.seed(binding.name());
      vocabulary = binding.vocabularies(limits, List.of(name()))[0];
      dictionary = binding.dictionary();
    }

    @Override
    public void observe(Row row) {
      long key = key(row);
      if (key != Row.MISSING) {
        observed(row, key);
      }
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      long key = key(row);
      int at = key == Row.MISSING ? vocabulary.missing() : vocabulary.active(dictionary.find(key));
      if (at >= 0) {
        out.add(at, 1);
      }
    }

    @Override
    public void encode(Row row, FeatureVector out) {
      long key = key(row);
      int at = key == Row.MISSING ? vocabulary.missing() : vocabulary.active(observed(row, key));
      if (at >= 0) {
        out.add(at, 1);
      }
    }

    /** Counts a key that is there; returns its parameter row, -1 if it has none. */
    private int observed(Row row, long key) {
      int known = dictionary.find(key);
      if (vocabulary.observe(known, key)) {
        dictionary.admit(vocabulary, key, text(row));
        return dictionary.find(key);
      }
      return known;
    }

    @Override
    public void tell(Statistics to) {
      // the categories are those that have weights
    }

    @Override
    public void draw(Graph graph, Columns out) {
      KnownTexts known = new KnownTexts(graph, dictionary);
      Map<List<String>, Integer> rows = known.rows(kind(), fields, seed);
      int[] active = new int[rows.size() + 2];
      int at = 0;
      for (int row : rows.values()) {
        active[at++] = vocabulary.active(row);
      }
      active[at++] = vocabulary.active(-1);
      active[at] = vocabulary.missing();
      out.add(graph.place(fields, List.copyOf(rows.keySet())), active);
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

    private long key(Row row) {
      long key = seed;
      for (int slot : slots) {
        long hash = row.category(slot);
        if (hash == Row.MISSING) {
          return Row.MISSING;
        }
        key = Hashes.combine(key, hash);
      }
      return key;
    }

    private byte[] text(Row row) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      text.writeBytes((name() + "=").getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < slots.length; i++) {
        if (i > 0) {
          text.write('|');
        }
        text.writeBytes(row.categoryText(slots[i], Dictionary.NAME_LIMIT));
      }
      return text.toByteArray();
    }
  }
}
