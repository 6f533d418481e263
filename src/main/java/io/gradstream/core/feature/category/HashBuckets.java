package io.gradstream.core.feature.category;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.feature.dictionary.Hashes;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.text.WholeRange;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Encodes categories by hash into a fixed number of columns for each field.
 *
 * <p>A category's bucket is its 64-bit hash, unsigned, modulo the number of buckets; categories
 * that collide share a column. A bucket gets its column, named {@code dest#17}, when it is first
 * met, so memory is that of the buckets in use. Source: K. Weinberger et al., "Feature hashing for
 * large scale multitask learning", ICML 2009; with {@code signed} half of the categories count as
 * -1, so that collisions cancel on average.
 *
 * @param fields the fields to encode
 * @param buckets of each field, 2 or more
 * @param signed whether a second hash gives each category a sign
 */
public record HashBuckets(List<String> fields, int buckets, boolean signed) implements Feature {

  /** How many columns a field may have. */
  public static final WholeRange BUCKETS = WholeRange.atLeast(2);

  /** Copies the list and checks the range. */
  public HashBuckets {
    fields = List.copyOf(fields);
    BUCKETS.check("buckets", buckets);
  }

  @Override
  public String kind() {
    return "hash";
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
    return fields.stream().map(field -> field + " missing").toList();
  }

  @Override
  public String source(int column) {
    return fields.get(column);
  }

  @Override
  public String description() {
    return "hash: %s, %d buckets%s".formatted(fields, buckets, signed ? ", signed" : "");
  }

  @Override
  public Encoder bind(Binding binding) {
    return new Buckets(binding);
  }

  private final class Buckets implements Encoder {

    private final int[] slots;
    private final long[] seeds;
    private final int firstRow;
    private final Dictionary dictionary;

    Buckets(Binding binding) {
      slots = binding.categorySlots(fields);
      seeds = new long[slots.length];
      for (int i = 0; i < seeds.length; i++) {
        seeds[i] = Hashes.seed(binding.name() + "." + i);
      }
      firstRow = binding.firstRow();
      dictionary = binding.dictionary();
    }

    @Override
    public void observe(Row row) {
      for (int i = 0; i < slots.length; i++) {
        long hash = row.category(slots[i]);
        long key = key(i, hash);
        if (hash != Row.MISSING && dictionary.find(key) < 0) {
          String name = fields.get(i) + "#" + bucket(hash);
          dictionary.admit(key, name.getBytes(StandardCharsets.UTF_8));
        }
      }
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      for (int i = 0; i < slots.length; i++) {
        long hash = row.category(slots[i]);
        int at = hash == Row.MISSING ? firstRow + i : dictionary.find(key(i, hash));
        if (at >= 0) {
          out.add(at, signed && hash != Row.MISSING && (Hashes.mix(hash) & 1) == 0 ? -1 : 1);
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
          "a graph has no operation that hashes texts; use one-hot, or leave the encoder out");
    }

    @Override
    public void refresh() {
      // the dictionary, shared by all encoders, rebuilds its table itself
    }

    @Override
    public void merge(Encoder twin) {
      // the dictionary, shared by all encoders, is merged itself
    }

    private long key(int field, long hash) {
      return Hashes.combine(seeds[field], bucket(hash));
    }

    private long bucket(long hash) {
      return Long.remainderUnsigned(hash, buckets);
    }
  }
}
