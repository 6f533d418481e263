package io.gradstream.csv;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a file that can be used; the others are passed over and counted, for one bad line
 * among many is no reason to lose the rest.
 */
final class GoodRows {

  /** After so many bad rows and no good one the file is not what it should be. */
  private static final int ENOUGH = 1000;

  private final CsvFile file;
  private long good;
  private long skipped;
  private CsvException.@Nullable OfRow first;

  /** Uses the present row; a {@link CsvException.OfRow} says that it cannot be used. */
  interface Use {
    void of(CsvFile row) throws IOException;
  }

  GoodRows(CsvFile file) {
    this.file = file;
  }

  /**
   * Moves to the next row that can be used, and uses it.
   *
   * @return whether there is one
   * @throws CsvException what is wrong with the first row, if none can be used
   */
  boolean next(Use use) throws IOException {
    while (true) {
      try {
        if (!file.next()) {
          requireGood();
          return false;
        }
        use.of(file);
        good++;
        return true;
      } catch (CsvException.OfRow e) {
        if (file.isStrict()) {
          throw e;
        }
        first = first == null ? e : first;
        skipped++;
        if (skipped >= ENOUGH) {
          requireGood();
        }
      }
    }
  }

  /** Returns how many rows were passed over. */
  long skipped() {
    return skipped;
  }

  /** Returns what is wrong with the first of them. */
  Optional<String> firstProblem() {
    return Optional.ofNullable(first).map(CsvException::getMessage);
  }

  private void requireGood() {
    if (good == 0 && first != null) {
      throw first;
    }
  }
}
