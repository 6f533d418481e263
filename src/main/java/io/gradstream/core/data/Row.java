package io.gradstream.core.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One decoded record: numbers, categories and label by slot, filled anew for every record.
 *
 * <p>A missing number is NaN, a missing category {@link #MISSING}; {@link #clear} makes everything
 * missing. A category is held as the 64-bit hash of its field's name and its text, the same for any
 * type that carried it. Its text, for people to read, is cut out only when it is asked for: it is
 * valid until the next record is decoded, for the row does not copy the decoder's bytes.
 *
 * <p>Not thread-safe; one row per decoder.
 */
public final class Row {

  /** Hash of a category that is not there. */
  public static final long MISSING = 0;

  /** A point in time that is not there. */
  public static final long NO_INSTANT = Long.MIN_VALUE;

  /** The partition of a record of a file. */
  public static final int NO_PARTITION = -1;

  private static final byte[] NOTHING = {};

  /**
   * Stands for the record's bytes among the texts. A reference to the bytes themselves would be
   * another for every record, and storing one costs the garbage collector's bookkeeping.
   */
  private static final byte[] RECORD = {};

  /** Stands for the decimal digits of a whole number among the texts. */
  private static final byte[] DIGITS = {};

  private final RowLayout layout;
  private final double[] numbers;
  private final long[] instants;
  private final Bag[] bags;
  private final CategoryHashes[] known;
  private final long[] hashes;
  private final byte[][] texts;
  private final long[] slices; // of texts: start and length, or the whole number
  private final int labelSlot; // after those of the categories
  private byte[] record = NOTHING;
  private long time;
  private long believed;
  private long present;
  private int partition = NO_PARTITION;
  private long offset;
  private double label = LabelRule.NONE;

  /** Creates a row in which everything is missing. */
  public Row(RowLayout layout) {
    this.layout = layout;
    numbers = new double[layout.numbers().size()];
    instants = new long[layout.instants().size()];
    bags = layout.bags().stream().map(Bag::new).toArray(Bag[]::new);
    labelSlot = layout.categories().size();
    known = new CategoryHashes[labelSlot + 1];
    for (int slot = 0; slot < labelSlot; slot++) {
      known[slot] = new CategoryHashes(layout.categories().get(slot));
    }
    known[labelSlot] = new CategoryHashes(layout.label().field());
    hashes = new long[labelSlot + 1];
    slices = new long[labelSlot + 1];
    texts = new byte[labelSlot + 1][];
    Arrays.fill(texts, NOTHING);
    clear();
  }

  /** Returns the layout whose slots this row has. */
  public RowLayout layout() {
    return layout;
  }

  /** Makes every field and the label missing. */
  public void clear() {
    Arrays.fill(numbers, Double.NaN);
    Arrays.fill(hashes, MISSING);
    Arrays.fill(instants, NO_INSTANT);
    for (Bag bag : bags) {
      bag.clear();
    }
    label = LabelRule.NONE;
  }

  /**
   * Makes every field and the label missing, before a record is read whose texts are, most of them,
   * slices of {@code bytes}. Texts may still be elsewhere; those that are here cost less.
   */
  public void clear(byte[] bytes) {
    clear();
    record = bytes;
  }

  /**
   * Does what {@link #clear(byte[])} does for a row of which every number and every category is
   * going to be set, be it to a missing one, and which has neither points in time nor bags.
   */
  public void clearLabel(byte[] bytes) {
    clearLabel();
    record = bytes;
  }

  /** Sets a number; a non-finite one counts as missing. */
  public void setNumber(int slot, double value) {
    numbers[slot] = Double.isFinite(value) ? value : Double.NaN;
  }

  /** Returns a number, NaN if missing. */
  public double number(int slot) {
    return numbers[slot];
  }

  /** Sets a category to the UTF-8 text in {@code bytes[from, from + length)}, which is kept. */
  public void setCategory(int slot, byte[] bytes, int from, int length) {
    hashes[slot] = known[slot].ofText(bytes, from, length);
    slices[slot] = (long) from << Integer.SIZE | length;
    setText(slot, bytes == record ? RECORD : bytes);
  }

  /** Sets a category to a whole number's decimal text. */
  public void setCategory(int slot, long value) {
    hashes[slot] = known[slot].ofWhole(value);
    slices[slot] = value;
    setText(slot, DIGITS);
  }

  /**
   * Sets a category to a number's text (see {@link Categories#text}); a non-finite one is missing.
   */
  public void setCategory(int slot, double value) {
    if (Categories.isWhole(value)) {
      setCategory(slot, (long) value);
    } else if (Double.isFinite(value)) {
      byte[] text = Double.toString(value).getBytes(StandardCharsets.US_ASCII);
      setCategory(slot, text, 0, text.length);
    } else {
      hashes[slot] = MISSING;
    }
  }

  /** Makes a category missing. */
  public void clearCategory(int slot) {
    hashes[slot] = MISSING;
  }

  private void setText(int slot, byte[] text) {
    if (texts[slot] != text) {
      texts[slot] = text;
    }
  }

  /** Adds a category, if it is there, to a bag of the same field, which keeps its text. */
  public void addCategoryTo(Bag bag, int slot) {
    if (hashes[slot] == MISSING) {
      return;
    }
    if (texts[slot] == DIGITS) {
      byte[] text = digits(slot);
      bag.put(hashes[slot], text, 0, text.length);
    } else {
      bag.put(hashes[slot], bytes(slot), start(slot), length(slot));
    }
  }

  /** Returns the hash of a category, {@link #MISSING} if there is none. */
  public long category(int slot) {
    return hashes[slot];
  }

  /** Returns the UTF-8 text of a category that is there, cut as {@link ShortText} does. */
  public byte[] categoryText(int slot, int limit) {
    if (texts[slot] == DIGITS) {
      byte[] text = digits(slot);
      return ShortText.of(text, 0, text.length, limit);
    }
    return ShortText.of(bytes(slot), start(slot), length(slot), limit);
  }

  /** Returns the whole UTF-8 text of a category that is there. */
  public byte[] categoryText(int slot) {
    return categoryText(slot, Integer.MAX_VALUE);
  }

  private byte[] digits(int slot) {
    return Long.toString(slices[slot]).getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] bytes(int slot) {
    return texts[slot] == RECORD ? record : texts[slot];
  }

  private int start(int slot) {
    return (int) (slices[slot] >>> Integer.SIZE);
  }

  private int length(int slot) {
    return (int) slices[slot];
  }

  /** Sets a point in time, in milliseconds since the epoch. */
  public void setInstant(int slot, long millis) {
    instants[slot] = millis;
  }

  /** Returns a point in time in milliseconds since the epoch, {@link #NO_INSTANT} if missing. */
  public long instant(int slot) {
    return instants[slot];
  }

  /** Returns the field of several categories in a slot. */
  public Bag bag(int slot) {
    return bags[slot];
  }

  /** Sets the record's own time, in milliseconds since the epoch. */
  public void setTime(long millis) {
    time = millis;
    believed = millis;
    present = millis;
  }

  /** Returns the record's own time, in milliseconds since the epoch. */
  public long time() {
    return time;
  }

  /**
   * Sets what a clock made of the record's time.
   *
   * @param newBelieved its own time, or the present if that is not believed
   * @param newPresent by the times of many records
   */
  public void setClock(long newBelieved, long newPresent) {
    believed = newBelieved;
    present = newPresent;
  }

  /** Returns the time that the record counts as of: its own, unless a clock does not believe it. */
  public long believedTime() {
    return believed;
  }

  /** Returns the present by the times of many records; the record's own time without a clock. */
  public long present() {
    return present;
  }

  /**
   * Sets where the record is from, for people.
   *
   * @param newPartition of the topic, {@link #NO_PARTITION} for a record of a file
   * @param newOffset in the partition; the number of the record in the file, from 1
   */
  public void setOrigin(int newPartition, long newOffset) {
    partition = newPartition;
    offset = newOffset;
  }

  /** Returns the partition that the record is from. */
  public int partition() {
    return partition;
  }

  /** Returns its offset there. */
  public long offset() {
    return offset;
  }

  /** Returns an origin in words. */
  public static String origin(int partition, long offset) {
    return partition == NO_PARTITION
        ? "record " + offset
        : "partition %d, offset %d".formatted(partition, offset);
  }

  /** Sets the label to one of several classes, by its UTF-8 text, which is kept. */
  public void setLabelText(byte[] bytes, int from, int length) {
    setCategory(labelSlot, bytes, from, length);
  }

  /** Sets the label to one of several classes, by a finite number that has its text. */
  public void setLabelText(double value) {
    setCategory(labelSlot, value);
  }

  /** Returns the hash by which a class of the label is known. */
  public long labelHash(byte[] bytes, int from, int length) {
    return known[labelSlot].ofText(bytes, from, length);
  }

  /** Returns the hash of the label's class, {@link #MISSING} if there is none. */
  public long labelHash() {
    return hashes[labelSlot];
  }

  /** Returns the UTF-8 text of a class that is there, cut as {@link ShortText} does. */
  public byte[] labelText(int limit) {
    return categoryText(labelSlot, limit);
  }

  /** Makes the label missing. */
  public void clearLabel() {
    label = LabelRule.NONE;
    hashes[labelSlot] = MISSING;
  }

  /** Sets the label: a number of the task, or {@link LabelRule#NONE}. */
  public void setLabel(double value) {
    label = value;
  }

  /** Returns the label, NaN if the record has none or it is one of several classes. */
  public double label() {
    return label;
  }

  /** Tells whether the record has a label. */
  public boolean hasLabel() {
    return !Double.isNaN(label) || hashes[labelSlot] != MISSING;
  }
}
