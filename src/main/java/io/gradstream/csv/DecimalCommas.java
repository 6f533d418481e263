package io.gradstream.csv;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Which columns have numbers with a decimal comma, and these numbers with a point.
 *
 * <p>Every number of such a column is whole or has a comma before its decimals, and points only
 * between thousands ({@code 1.200,50}). Where cells are separated by commas {@code 1,814} is more
 * likely a number of thousands: there some number must have other than three decimals.
 */
final class DecimalCommas {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+|[0-9]{1,3}([. \u00a0'][0-9]{3})+)(,[0-9]+)?");
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?[0-9]{1,3},[0-9]{3}");
  private static final int ROWS = 10_000;

  private final boolean[] columns;

  private DecimalCommas(boolean[] columns) {
    this.columns = columns;
  }

  static DecimalCommas none(int columns) {
    return new DecimalCommas(new boolean[columns]);
  }

  /**
   * Looks at the first rows of a file.
   *
   * @param likely whether a number with a comma is more likely one with decimals than of thousands
   */
  static DecimalCommas of(RowText rows, MissingCells missing, boolean likely) throws IOException {
    int count = rows.names().size();
    boolean[] other = new boolean[count];
    boolean[] comma = new boolean[count];
    for (int row = 0; row < ROWS && next(rows); row++) {
      for (int i = 0; i < Math.min(count, rows.size()); i++) {
        String cell = rows.cell(i).strip();
        if (!other[i] && !missing.isUnknown(cell)) {
          other[i] = !NUMBER.matcher(cell).matches();
          comma[i] |= cell.indexOf(',') >= 0 && (likely || !THOUSANDS.matcher(cell).matches());
        }
      }
    }
    for (int i = 0; i < count; i++) {
      comma[i] &= !other[i];
    }
    return new DecimalCommas(comma);
  }

  private static boolean next(RowText rows) throws IOException {
    while (true) {
      try {
        return rows.next();
      } catch (CsvException.OfRow e) {
        // said when the row is read
      }
    }
  }

  /** Returns a cell as it is to be read. */
  String read(int column, String cell) {
    if (column >= columns.length || !columns[column]) {
      return cell;
    }
    String text = cell.strip();
    return NUMBER.matcher(text).matches()
        ? text.replaceAll("[. \u00a0']", "").replace(',', '.')
        : cell;
  }
}
