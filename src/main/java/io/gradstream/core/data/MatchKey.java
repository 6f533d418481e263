package io.gradstream.core.data;

import io.gradstream.core.data.Refusal.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key by which a label finds the record that it is of, as bytes: equal for both if and only if
 * they belong together.
 *
 * <p>Without fields it is the record's own key, bytes as they are. A field gives its text in UTF-8,
 * the same whatever type carried it (see {@link Categories}), and the same as a record's key that
 * is that text. Several fields give their texts one after the other, each with its length before
 * it, so that {@code [ab, c]} is not {@code [a, bc]}.
 */
public final class MatchKey {

  private static final byte[] NONE = {};
  private static final int WHOLE = Integer.MAX_VALUE;

  private final List<String> fields;
  private final int[] slots;
  private final byte[][] texts;

  /**
   * Creates the key of rows of a layout.
   *
   * @param fields categories of the layout; none for the key that a record has outside of its
   *     fields
   * @throws IllegalArgumentException if the layout lacks one of them
   */
  public MatchKey(RowLayout layout, List<String> fields) {
    this.fields = List.copyOf(fields);
    slots = fields.stream().mapToInt(layout.categories()::indexOf).toArray();
    texts = new byte[slots.length][];
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] < 0) {
        throw new IllegalArgumentException("the layout has no category " + fields.get(i));
      }
    }
  }

  /**
   * Returns the key of a record; empty if it has none, since its own key is null or empty, or one
   * of the fields is missing.
   *
   * @param recordKey the record's own key, which is returned as it is where it is the key
   * @param row what has been read of the record
   */
  public byte[] of(byte @Nullable [] recordKey, Row row) {
    if (slots.length == 0) {
      return recordKey == null ? NONE : recordKey;
    }
    int length = 0;
    for (int i = 0; i < slots.length; i++) {
      if (row.category(slots[i]) == Row.MISSING) {
        return NONE;
      }
      texts[i] = row.categoryText(slots[i], WHOLE);
      length += Integer.BYTES + texts[i].length;
    }
    return slots.length == 1 ? texts[0] : joined(length);
  }

  private byte[] joined(int length) {
    ByteBuffer key = ByteBuffer.allocate(length);
    for (byte[] text : texts) {
      key.putInt(text.length).put(text);
    }
    return key.array();
  }

  /**
   * Returns why a record is refused whose key is empty.
   *
   * @param section where the pipeline names the key: {@code input} or {@code labels}
   * @param row what has been read of the record
   */
  public Refusal refusal(String section, Row row) {
    if (slots.length == 0) {
      return new Refusal(
          Reason.NO_KEY,
          "the record has no key, and labels and records find each other by it; let the producer set"
              + " one, or name fields of the value: %s.key".formatted(section));
    }
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < slots.length; i++) {
      if (row.category(slots[i]) == Row.MISSING) {
        missing.add(fields.get(i));
      }
    }
    return new Refusal(
        Reason.NO_KEY,
        "%s is missing or empty, and labels and records find each other by it (%s.key)"
            .formatted(String.join(" and ", missing.isEmpty() ? fields : missing), section));
  }
}
