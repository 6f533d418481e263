package io.gradstream.core.feature;

import io.gradstream.core.data.Row;

/**
 * What encoders know of the stream's past records, such as the last values of a field.
 *
 * <p>Unlike statistics it is no part of the model: live model and checkpoint read the same one, and
 * it goes on while learning is stopped. A record becomes past only after it was predicted, so its
 * own label is never among its features.
 */
public interface Memory {

  /** Takes over a row that was predicted: its fields, its time and, if it has one, its label. */
  void remember(Row row);

  /**
   * Tells whether labels are all that is remembered, so that a row is taken over when its label is
   * known, be it long after it was predicted.
   */
  default boolean isOfLabels() {
    return false;
  }

  /** Returns how many numbers it tells of a row. */
  default int width() {
    return 0;
  }

  /** Writes what it tells of a row as of now, NaN for what is not known. */
  default void tell(Row row, double[] out, int from) {}

  /**
   * Makes it tell these numbers, whatever it is asked about, until {@link #present}: so that a row
   * that was predicted long ago is encoded with what was known then.
   */
  default void tellAs(double[] past, int from) {}

  /** Makes it tell what it knows now. */
  default void present() {}

  /** Recomputes what is derived from the state arrays, after they were loaded. */
  void refresh();

  /**
   * Recomputes what is needed to tell, after blocks that had changed were taken over into the state
   * arrays; nothing is remembered until {@link #refresh}.
   */
  default void applied() {
    refresh();
  }

  /**
   * Takes over what a twin remembers.
   *
   * @param twin a memory of the same rule on other state, which is left as it is; its rows come
   *     after those remembered here
   */
  void merge(Memory twin);
}
