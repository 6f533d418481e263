package io.gradstream.core.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table of texts whose columns are as wide as what stands in them, at least two blanks apart.
 *
 * <p>Cells must be {@linkplain Printable printable}.
 */
public final class TextTable {

  private static final String GAP = "  ";

  private final List<Column> columns;
  private final int[] widths;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A column.
   *
   * @param heading what stands above it
   * @param right whether its cells are moved to its right side, as numbers are
   * @param least how wide it is at least
   */
  public record Column(String heading, boolean right, int least) {

    /** Returns a column of texts. */
    public static Column left(String heading) {
      return new Column(heading, false, 0);
    }

    /** Returns a column of numbers. */
    public static Column right(String heading) {
      return new Column(heading, true, 0);
    }

    /** Returns the same column, at least so wide. */
    public Column atLeast(int width) {
      return new Column(heading, right, width);
    }
  }

  /** Creates an empty table. */
  public TextTable(Column... columns) {
    this.columns = List.of(columns);
    widths =
        this.columns.stream()
            .mapToInt(it -> Math.max(it.least(), Printable.width(it.heading())))
            .toArray();
  }

  /** Adds a row: a cell for each column. */
  public TextTable add(String... cells) {
    if (cells.length != widths.length) {
      throw new IllegalArgumentException(Arrays.toString(cells) + " has not a cell a column");
    }
    rows.add(List.of(cells));
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], Printable.width(cells[i]));
    }
    return this;
  }

  /** Returns how wide a column is by now. */
  public int width(int column) {
    return widths[column];
  }

  /** Returns the line above the columns. */
  public String heading() {
    return line(columns.stream().map(Column::heading).toList());
  }

  /** Returns the rows as lines, without the heading. */
  public List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  /** Returns heading and rows, each line indented and with its newline. */
  public String text(String indent) {
    StringBuilder text = new StringBuilder(indent + heading() + "\n");
    lines().forEach(line -> text.append(indent).append(line).append('\n'));
    return text.toString();
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String blanks = " ".repeat(widths[i] - Printable.width(cells.get(i)));
      line.append(i == 0 ? "" : GAP);
      line.append(columns.get(i).right() ? blanks + cells.get(i) : cells.get(i) + blanks);
    }
    return line.toString().stripTrailing();
  }
}
