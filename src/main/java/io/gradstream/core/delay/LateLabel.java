package io.gradstream.core.delay;

import io.gradstream.core.data.Row;
import org.jspecify.annotations.Nullable;

/**
 * A label that comes in a record of its own, or that a record counts as having since none came.
 *
 * @param value the label if it is a number of the task, NaN otherwise
 * @param text the UTF-8 text of one of several classes, null otherwise
 * @param weight by how much its record is to count in learning, NaN if nothing says so
 * @param time record time in milliseconds since the epoch, as it is believed
 * @param partition of its record; {@link Row#NO_PARTITION} in a file
 * @param offset of its record
 * @param assumed whether none came
 */
public record LateLabel(
    double value,
    byte @Nullable [] text,
    double weight,
    long time,
    int partition,
    long offset,
    boolean assumed) {

  /**
   * Returns the label of a row that has one.
   *
   * @param weightSlot of the number that is its weight, negative if there is none
   */
  public static LateLabel of(Row row, int weightSlot) {
    return new LateLabel(
        row.label(),
        row.labelHash() == Row.MISSING ? null : row.labelText(Integer.MAX_VALUE),
        weightSlot < 0 ? Double.NaN : row.number(weightSlot),
        row.believedTime(),
        row.partition(),
        row.offset(),
        false);
  }

  /** Returns the label of a record for which none came. */
  public static LateLabel assumed(double value, long time) {
    return new LateLabel(value, null, Double.NaN, time, Row.NO_PARTITION, 0, true);
  }

  /** Gives the label to a row, which then is as of the label's time. */
  public void giveTo(Row row, long present) {
    row.setTime(time);
    row.setClock(time, present);
    if (!assumed) {
      row.setOrigin(partition, offset);
    }
    row.clearLabel();
    if (text != null) {
      row.setLabelText(text, 0, text.length);
    } else {
      row.setLabel(value);
    }
  }

  void write(Packed to) {
    to.putDouble(value);
    to.putOptional(text);
    to.putDouble(weight);
    to.putLong(time);
    to.putLong(partition);
    to.putLong(offset);
  }

  static LateLabel read(Packed from) {
    return new LateLabel(
        from.getDouble(),
        from.getOptional(),
        from.getDouble(),
        from.getLong(),
        (int) from.getLong(),
        from.getLong(),
        false);
  }
}
