package io.gradstream.core.model;

/**
 * How a model takes labels that are numbers.
 *
 * @param scaled whether it learns them in units of their own spread, by a {@link LabelScale}
 * @param bounded whether its predictions stay within the labels seen
 * @param transform what labels are put through first
 */
public record LabelHandling(boolean scaled, boolean bounded, LabelTransform transform) {

  /** Labels as they are, predictions of any size. */
  public static final LabelHandling PLAIN = new LabelHandling(false, false);

  /** Creates a way to take labels without a transform. */
  public LabelHandling(boolean scaled, boolean bounded) {
    this(scaled, bounded, LabelTransform.NONE);
  }
}
