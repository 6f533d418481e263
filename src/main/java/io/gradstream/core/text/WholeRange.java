package io.gradstream.core.text;

/**
 * The whole numbers that a setting may have; stated here once, where the setting is used.
 *
 * @param min least value; there is no greatest
 */
public record WholeRange(int min) {

  /** Returns the range of numbers from {@code min} on. */
  public static WholeRange atLeast(int min) {
    return new WholeRange(min);
  }

  /**
   * Refuses a value outside the range.
   *
   * @param name of the setting, as the YAML has it
   * @throws IllegalArgumentException that says what is allowed
   */
  public void check(String name, long value) {
    if (value < min) {
      throw new IllegalArgumentException(
          "%s must be a whole number of at least %d, was %d".formatted(name, min, value));
    }
  }
}
