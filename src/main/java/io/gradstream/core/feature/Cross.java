package io.gradstream.core.feature;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Encodes what several categories are together as one 0/1 column for each combination, growing as
 * new ones appear.
 *
 * <p>A combination is known by the hash of its categories' hashes, in order, and of the encoder's
 * name; its column is given out by the {@link Dictionary} when it is first observed and named
 * {@code carrier x dest=AA|LAX}. If any part is missing, one fixed column is active instead.
 *
 * @param fields the fields to cross, two or more
 */
public record Cross(List<String> fields) implements Feature {

  /** Copies the list. */
  public Cross {
    fields = List.copyOf(fields);
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
    return List.of(name() + " missing");
  }

  @Override
  public String description() {
    return kind() + ": " + fields;
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
    private final int missingRow;
    private final long seed;
    private final Dictionary dictionary;

    Lookup(Binding binding) {
      slots = binding.categorySlots(fields);
      missingRow = binding.firstRow();
      seed = Hashes.seed(binding.name());
      dictionary = binding.dictionary();
    }

    @Override
    public void observe(Row row) {
      long key = key(row);
      if (key != Row.MISSING && dictionary.find(key) < 0) {
        dictionary.admit(key, text(row));
      }
    }

    @Override
    public void transform(Row row, FeatureVector out) {
      long key = key(row);
      int at = key == Row.MISSING ? missingRow : dictionary.find(key);
      if (at >= 0) {
        out.add(at, 1);
      }
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
