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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Encodes texts as bags of words by hash: each word adds 1 to the column of its bucket.
 *
 * <p>Words are those of {@link Tokenizer}, lower-cased; a word's bucket is its XXH64, seeded by the
 * field, modulo the number of buckets. With {@link Norm#L2} the values of a field's text are
 * divided by the root of the sum of their squares. As scikit-learn's {@code HashingVectorizer} with
 * {@code alternate_sign=False}, with another hash and another rule of words. A bucket gets its
 * column, named {@code comment#17}, when it is first met. A missing text has a fixed column, one
 * without words activates nothing.
 *
 * @param fields the fields to encode
 * @param buckets of each field, 2 or more
 * @param norm how counts are normalised
 */
public record HashedText(List<String> fields, int buckets, Norm norm) implements Feature {

  /** How the counts of a text are normalised. */
  public enum Norm {
    /** Their squares add up to 1. */
    L2,
    /** They stay counts. */
    NONE
  }

  /** Copies the list and checks the range. */
  public HashedText {
    fields = List.copyOf(fields);
    HashBuckets.BUCKETS.check("buckets", buckets);
  }

  @Override
  public String kind() {
    return "text";
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
    return "text: %s, %d buckets, norm %s"
        .formatted(fields, buckets, norm.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public Encoder bind(Binding binding) {
    return new Bags(binding);
  }

  private final class Bags implements Encoder {

    private final int[] slots;
    private final long[] seeds;
    private final Tokenizer[] words;
    private final int firstRow;
    private final Dictionary dictionary;
    private final RowCounts counts = new RowCounts();

    Bags(Binding binding) {
      slots = binding.categorySlots(fields);
      seeds = new long[slots.length];
      words = new Tokenizer[slots.length];
      for (int i = 0; i < slots.length; i++) {
        seeds[i] = Hashes.seed(binding.name() + "." + i);
        words[i] = new Tokenizer(Hashes.seed(fields.get(i)));
      }
      firstRow = binding.firstRow();
      dictionary = binding.dictionary();
    }

    @Override
    public void observe(Row row) {
      for (int field = 0; field < slots.length; field++) {
        Tokenizer text = words[field].of(row, slots[field]);
        for (int i = 0; i < text.size(); i++) {
          long bucket = bucket(text.hash(i));
          long key = Hashes.combine(seeds[field], bucket);
          if (dictionary.find(key) < 0) {
            String name = fields.get(field) + "#" + bucket;
            dictionary.admit(key, name.getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      for (int field = 0; field < slots.length; field++) {
        if (row.category(slots[field]) == Row.MISSING) {
          out.add(firstRow + field, 1);
        } else {
          count(words[field].of(row, slots[field]), seeds[field]);
          double length = norm == Norm.L2 ? length() : 1;
          for (int i = 0; i < counts.size(); i++) {
            out.add(counts.row(i), counts.count(i) / length);
          }
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

    private void count(Tokenizer text, long seed) {
      counts.clear();
      for (int i = 0; i < text.size(); i++) {
        counts.add(dictionary.find(Hashes.combine(seed, bucket(text.hash(i)))));
      }
      counts.sort();
    }

    private double length() {
      double squares = 0;
      for (int i = 0; i < counts.size(); i++) {
        squares += (double) counts.count(i) * counts.count(i);
      }
      return Math.sqrt(squares);
    }

    private long bucket(long hash) {
      return Long.remainderUnsigned(hash, buckets);
    }
  }
}
