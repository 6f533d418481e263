package io.gradstream.csv;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.avro.Schema;

/**
 * Which cells hold nothing: blank ones, and those that say so as pandas, R, databases and old files
 * do.
 *
 * <p>Among numbers, and among true and false, these are many, in any case of letters. Among texts
 * they are those that hardly any text is; {@code None} and {@code -} are texts where a field cannot
 * be null, and what is a symbol of an enumeration is that.
 */
final class MissingCells {

  private static final Set<String> AMONG_TEXTS =
      Set.of(
          "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "null", "NULL", "None", "?", "-",
          "\\N");

  private static final Set<String> PLACEHOLDERS = Set.of("None", "-");

  private static final int LONGEST = 16;

  private static final Set<String> AMONG_NUMBERS =
      Set.of(
          "?",
          "-",
          "--",
          ".",
          "na",
          "n/a",
          "#n/a",
          "<na>",
          "#na",
          "nan",
          "-nan",
          "+nan",
          "null",
          "(null)",
          "nil",
          "none",
          "nat",
          "\\n",
          "inf",
          "-inf",
          "+inf",
          "infinity",
          "-infinity",
          "+infinity",
          "#div/0!",
          "#value!",
          "#num!",
          "#ref!",
          "missing");

  private final Optional<Set<String>> said;

  /**
   * Creates the rule.
   *
   * @param said the cells that hold nothing, in the place of the usual ones
   */
  MissingCells(Optional<Set<String>> said) {
    this.said = said;
  }

  /** Tells whether a cell holds nothing, whatever its column is. */
  boolean isMissing(String cell) {
    return cell.isBlank() || said.orElse(AMONG_TEXTS).contains(cell.strip());
  }

  /** Tells whether a cell of a column of numbers, or of true and false, holds none. */
  boolean isUnknown(String cell) {
    return isMissing(cell)
        || said.isEmpty()
            && cell.length() <= LONGEST
            && AMONG_NUMBERS.contains(cell.strip().toLowerCase(Locale.ROOT));
  }

  /** Tells whether a cell holds nothing only where something can be missing. */
  boolean isPlaceholder(String cell) {
    return said.isEmpty() && PLACEHOLDERS.contains(cell.strip());
  }

  /** Returns which cells hold nothing where a column is of a type, which may be null, too. */
  Predicate<String> of(Schema type) {
    List<Schema> types = type.isUnion() ? type.getTypes() : List.of(type);
    Set<String> symbols = new HashSet<>();
    boolean text = false;
    boolean nullable = false;
    for (Schema each : types) {
      text |= each.getType() == Schema.Type.STRING || each.getType() == Schema.Type.ENUM;
      nullable |= each.getType() == Schema.Type.NULL;
      if (each.getType() == Schema.Type.ENUM) {
        symbols.addAll(each.getEnumSymbols());
      }
    }
    if (!text) {
      return this::isUnknown;
    }
    boolean required = !nullable;
    return cell -> isMissing(cell) && !symbols.contains(cell) && !(required && isPlaceholder(cell));
  }
}
