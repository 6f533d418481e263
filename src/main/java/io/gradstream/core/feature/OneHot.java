package io.gradstream.core.feature;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import java.util.List;

/**
 * Encodes categories as one 0/1 column each, growing as new ones appear.
 *
 * <p>Every field has a fixed column for records in which it is missing; the column of a category is
 * given out by the {@link Dictionary} when the category is first observed. A category that was
 * never observed activates no column.
 *
 * @param fields the fields to encode
 */
public record OneHot(List<String> fields) implements Feature {

  /** Copies the list. */
  public OneHot {
    fields = List.copyOf(fields);
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
    return fields.stream().map(field -> field + " missing").toList();
  }

  @Override
  public String description() {
    return kind() + ": " + fields;
  }

  @Override
  public Encoder bind(Binding binding) {
    return new Lookup(binding);
  }

  private final class Lookup implements Encoder {

    private final int[] slots;
    private final int firstRow;
    private final Dictionary dictionary;

    Lookup(Binding binding) {
      slots = binding.categorySlots(fields);
      firstRow = binding.firstRow();
      dictionary = binding.dictionary();
    }

    @Override
    public void observe(Row row) {
      for (int slot : slots) {
        if (row.category(slot) != Row.MISSING && dictionary.row(row, slot) < 0) {
          dictionary.admit(row, slot);
        }
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

    @Override
    public void transform(Row row, FeatureVector out) {
      for (int i = 0; i < slots.length; i++) {
        boolean missing = row.category(slots[i]) == Row.MISSING;
        int at = missing ? firstRow + i : dictionary.row(row, slots[i]);
        if (at >= 0) {
          out.add(at, 1);
        }
      }
    }
  }
}
