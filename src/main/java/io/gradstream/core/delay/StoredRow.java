package io.gradstream.core.delay;

import io.gradstream.core.data.Bag;
import io.gradstream.core.data.Row;

/**
 * The features of a row as bytes: its numbers, the texts of its categories, its points in time.
 *
 * <p>Not the vector that it was encoded to: by the time that its label comes, running statistics
 * have moved on, the weights with them, and a category may have left, whose parameter row another
 * one has now. A text takes less than the hash that is made of it.
 */
public final class StoredRow {

  private static final int MISSING = 0;

  private final int numbers;
  private final int categories;

  /**
   * Stores the first slots of each kind, those of features; what else a row may have (a weight, the
   * fields of its key) comes after them.
   */
  public StoredRow(int numbers, int categories) {
    this.numbers = numbers;
    this.categories = categories;
  }

  /** Appends a row. */
  void write(Row row, Packed to) {
    for (int slot = 0; slot < numbers; slot++) {
      to.putDouble(row.number(slot));
    }
    for (int slot = 0; slot < categories; slot++) {
      boolean missing = row.category(slot) == Row.MISSING;
      to.putOptional(missing ? null : row.categoryText(slot));
    }
    for (int slot = 0; slot < row.layout().instants().size(); slot++) {
      to.putLong(row.instant(slot));
    }
    for (int slot = 0; slot < row.layout().bags().size(); slot++) {
      write(row.bag(slot), to);
    }
    to.putLong(row.time());
    to.putLong(row.believedTime() - row.time());
    to.putLong(row.partition());
    to.putLong(row.offset());
  }

  /** Reads a row back: without a label, as of its own time. */
  void read(Packed from, Row row) {
    row.clear();
    for (int slot = 0; slot < numbers; slot++) {
      row.setNumber(slot, from.getDouble());
    }
    for (int slot = 0; slot < categories; slot++) {
      byte[] text = from.getOptional();
      if (text != null) {
        row.setCategory(slot, text, 0, text.length);
      }
    }
    for (int slot = 0; slot < row.layout().instants().size(); slot++) {
      row.setInstant(slot, from.getLong());
    }
    for (int slot = 0; slot < row.layout().bags().size(); slot++) {
      read(from, row.bag(slot));
    }
    long time = from.getLong();
    row.setTime(time);
    row.setClock(time + from.getLong(), row.present());
    row.setOrigin((int) from.getLong(), from.getLong());
  }

  private static void write(Bag bag, Packed to) {
    to.putCount(bag.isMissing() ? MISSING : 1 + bag.size());
    for (int i = 0; i < bag.size(); i++) {
      to.putBytes(bag.text(i, Integer.MAX_VALUE));
    }
  }

  private static void read(Packed from, Bag bag) {
    int size = (int) from.getCount();
    if (size == MISSING) {
      return;
    }
    bag.begin();
    for (int i = 1; i < size; i++) {
      byte[] text = from.getBytes();
      bag.add(text, 0, text.length);
    }
  }
}
