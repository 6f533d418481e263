package io.gradstream.core.feature;

/** Takes what encoders have counted, by name, for people and scripts. */
@FunctionalInterface
public interface Statistics {

  /**
   * Takes a number.
   *
   * @param of the column, or the category, that it is of
   * @param name what it is, such as {@code mean}
   */
  void take(String of, String name, double value);
}
