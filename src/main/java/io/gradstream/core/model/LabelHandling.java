package io.gradstream.core.model;

/**
 * How a model takes labels that are numbers.
 *
 * @param scaled whether it learns them in units of their own spread, by a {@link LabelScale}
 * @param bounded whether its predictions stay within the labels seen
 */
public record LabelHandling(boolean scaled, boolean bounded) {

  /** Labels as they are, predictions of any size. */
  public static final LabelHandling PLAIN = new LabelHandling(false, false);
}
