package io.gradstream.csv;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What is said about a file of rows; what is not is found out from the file.
 *
 * @param delimiter what separates cells; else comma, semicolon, tab or bar, whichever fits
 * @param decimal the mark between a number and its decimals, a comma or a point; else a comma in
 *     columns in which every number has one
 * @param missing the cells that hold nothing, beside blank ones; else the usual ones
 * @param strict whether a row that cannot be used ends the file; else it is passed over and counted
 */
public record CsvOptions(
    OptionalInt delimiter, OptionalInt decimal, Optional<Set<String>> missing, boolean strict) {

  /** Nothing is said. */
  public static final CsvOptions NONE =
      new CsvOptions(OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), false);

  /** Copies the set. */
  public CsvOptions {
    missing = missing.map(Set::copyOf);
  }

  /** Returns the same with a delimiter of the file's own. */
  public CsvOptions withDelimiter(char character) {
    return new CsvOptions(OptionalInt.of(character), decimal, missing, strict);
  }

  /** Returns the same with a decimal mark. */
  public CsvOptions withDecimal(char character) {
    return new CsvOptions(delimiter, OptionalInt.of(character), missing, strict);
  }

  /** Returns the same with cells that hold nothing. */
  public CsvOptions withMissing(List<String> cells) {
    return new CsvOptions(delimiter, decimal, Optional.of(Set.copyOf(cells)), strict);
  }

  /** Returns the same, by which a row that cannot be used ends the file. */
  public CsvOptions strictly() {
    return new CsvOptions(delimiter, decimal, missing, true);
  }
}
