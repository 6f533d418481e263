package io.gradstream.cli;

/** Checks of option values that picocli does not make. */
final class Options {

  private Options() {}

  static void requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new UsageException(name + " must be greater than 0, was " + value);
    }
  }
}
