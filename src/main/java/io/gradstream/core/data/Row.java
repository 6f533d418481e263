package io.gradstream.core.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One decoded record: numbers, categories and label by slot, filled anew for every record.
 *
 * <p>A missing number is NaN, a missing category {@link #MISSING}; {@link #clear} makes everything
 * missing. A category is held as the 64-bit hash of its field's name and its text, the same for any
 * type that carried it, and as a slice of the decoder's bytes for people to read. The row does not
 * copy the slice: it is valid until the next record is decoded.
 *
 * <p>Not thread-safe; one row per decoder.
 */
public final class Row {

  /** Hash of a category that is not there. */
  public static final long MISSING = 0;

  /** A point in time that is not there. */
  public static final long NO_INSTANT = Long.MIN_VALUE;

  private static final int DIGITS = 20;
  private static final byte[] NOTHING = {};

  private final RowLayout layout;
  private final double[] numbers;
  private final long[] hashes;
  private final long[] seeds;
  private final byte[][] texts;
  private final int[] starts;
  private final int[] lengths;
  private final byte[][] digits;
  private final long[] instants;
  private final Bag[] bags;
  private long time;
  private final long labelSeed;
  private double label = LabelRule.NONE;
  private long labelHash = MISSING;
  private byte[] labelText = NOTHING;
  private int labelStart;
  private int labelLength;

  /** Creates a row in which everything is missing. */
  public Row(RowLayout layout) {
    this.layout = layout;
    int categories = layout.categories().size();
    numbers = new double[layout.numbers().size()];
    hashes = new long[categories];
    seeds = new long[categories];
    texts = new byte[categories][];
    starts = new int[categories];
    lengths = new int[categories];
    digits = new byte[categories][DIGITS];
    for (int slot = 0; slot < categories; slot++) {
      byte[] name = layout.categories().get(slot).getBytes(StandardCharsets.UTF_8);
      seeds[slot] = XxHash64.hash(name, 0, name.length, 0);
    }
    Arrays.fill(texts, NOTHING);
    byte[] labelName = layout.label().field().getBytes(StandardCharsets.UTF_8);
    labelSeed = XxHash64.hash(labelName, 0, labelName.length, 0);
    instants = new long[layout.instants().size()];
    bags = layout.bags().stream().map(Bag::new).toArray(Bag[]::new);
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
    labelHash = MISSING;
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
    long hash = XxHash64.hash(bytes, from, length, seeds[slot]);
    hashes[slot] = hash == MISSING ? 1 : hash;
    texts[slot] = bytes;
    starts[slot] = from;
    lengths[slot] = length;
  }

  /** Sets a category to a whole number's decimal text. */
  public void setCategory(int slot, long value) {
    int from = Categories.digits(value, digits[slot]);
    setCategory(slot, digits[slot], from, DIGITS - from);
  }

  /**
   * Sets a category to a number's text (see {@link Categories#text}); a non-finite one is missing.
   */
  public void setCategory(int slot, double value) {
    if (!Double.isFinite(value)) {
      hashes[slot] = MISSING;
    } else {
      byte[] text = Categories.text(value).getBytes(StandardCharsets.UTF_8);
      setCategory(slot, text, 0, text.length);
    }
  }

  /** Adds a category, if it is there, to a bag of the same field, which keeps its text. */
  public void addCategoryTo(Bag bag, int slot) {
    byte[] text = texts[slot];
    if (hashes[slot] == MISSING) {
      return;
    }
    if (text == digits[slot]) { // which the next one overwrites
      byte[] copy = Arrays.copyOfRange(text, starts[slot], starts[slot] + lengths[slot]);
      bag.put(hashes[slot], copy, 0, copy.length);
    } else {
      bag.put(hashes[slot], text, starts[slot], lengths[slot]);
    }
  }

  /** Returns the hash of a category, {@link #MISSING} if there is none. */
  public long category(int slot) {
    return hashes[slot];
  }

  /** Returns the UTF-8 text of a category that is there, cut as {@link ShortText} does. */
  public byte[] categoryText(int slot, int limit) {
    return ShortText.of(texts[slot], starts[slot], lengths[slot], limit);
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
  }

  /** Returns the record's own time, in milliseconds since the epoch. */
  public long time() {
    return time;
  }

  /** Sets the label to one of several classes, by its UTF-8 text, which is kept. */
  public void setLabelText(byte[] bytes, int from, int length) {
    labelHash = labelHash(bytes, from, length);
    labelText = bytes;
    labelStart = from;
    labelLength = length;
  }

  /** Returns the hash by which a class of the label is known. */
  public long labelHash(byte[] bytes, int from, int length) {
    long hash = XxHash64.hash(bytes, from, length, labelSeed);
    return hash == MISSING ? 1 : hash;
  }

  /** Returns the hash of the label's class, {@link #MISSING} if there is none. */
  public long labelHash() {
    return labelHash;
  }

  /** Returns the UTF-8 text of a class that is there, cut as {@link ShortText} does. */
  public byte[] labelText(int limit) {
    return ShortText.of(labelText, labelStart, labelLength, limit);
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
    return !Double.isNaN(label) || labelHash != MISSING;
  }
}
