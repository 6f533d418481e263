package io.gradstream.report;

import io.gradstream.core.text.Figures;
import io.gradstream.core.text.Printable;
import io.gradstream.core.text.TextTable;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table that is printed while its rows come: columns are as wide, and figures written, as the
 * first rows need it; the heading is printed again when later ones need more.
 */
public final class FlowingTable {

  private final List<Column> columns;
  private final PrintWriter out;
  private final @Nullable Figures[] figures;
  private int[] widths;
  private boolean begun;

  /** What stands in a column. */
  public enum Kind {
    /** Text of anybody. */
    TEXT,
    /** Whole numbers, as they are. */
    WHOLE,
    /** Numbers that all have the same decimals. */
    FIGURE,
    /** The same, without decimals where all are whole. */
    LABEL
  }

  /**
   * A column.
   *
   * @param heading what stands above it
   * @param kind what stands in it
   * @param least how wide it is at least
   * @param most how wide a text may be, the rest is cut
   */
  public record Column(String heading, Kind kind, int least, int most) {

    /** Returns a column of texts, cut where they are longer than {@code most}. */
    public static Column text(String heading, int least, int most) {
      return new Column(heading, Kind.TEXT, least, most);
    }

    /** Returns a column of numbers. */
    public static Column of(String heading, Kind kind) {
      return new Column(heading, kind, 0, Integer.MAX_VALUE / 16);
    }

    /** Returns the same column, at least so wide. */
    public Column atLeast(int width) {
      return new Column(heading, kind, width, most);
    }

    private TextTable.Column within(int width) {
      return new TextTable.Column(heading, kind != Kind.TEXT, width);
    }
  }

  /** Creates a table of which nothing is printed yet. */
  public FlowingTable(PrintWriter out, List<Column> columns) {
    this.out = out;
    this.columns = List.copyOf(columns);
    figures = new Figures[columns.size()];
    widths = columns.stream().mapToInt(Column::least).toArray();
  }

  /** Prints the heading, if it has not been yet. */
  public void begin() {
    if (!begun) {
      print(List.of());
    }
  }

  /** Tells whether anything was printed. */
  boolean isBegun() {
    return begun;
  }

  /** Prints rows, each with a value for each column: a number or a text, or null. */
  public void print(List<? extends List<?>> rows) {
    boolean changed = !begun;
    for (int i = 0; i < columns.size(); i++) {
      changed |= fit(i, rows);
    }
    TextTable table = table();
    rows.forEach(row -> table.add(cells(row)));
    int[] wider = widths(table);
    if (changed || !Arrays.equals(wider, widths)) {
      widths = wider;
      out.println((begun ? "\n" : "") + table.heading());
    }
    begun = true;
    table.lines().forEach(out::println);
    out.flush();
  }

  /** Settles how a column's figures are written; tells whether that is another way than before. */
  private boolean fit(int column, List<? extends List<?>> rows) {
    Kind kind = columns.get(column).kind();
    double[] values =
        rows.stream()
            .map(row -> row.get(column))
            .filter(Double.class::isInstance)
            .mapToDouble(value -> (Double) value)
            .filter(Double::isFinite)
            .toArray();
    if (values.length == 0 || kind == Kind.TEXT || kind == Kind.WHOLE) {
      return false;
    }
    Figures wanted = kind == Kind.LABEL ? Figures.ofLabels(values) : Figures.of(values);
    Figures now = figures[column];
    boolean fraction = kind == Kind.LABEL && wanted.decimals() > 0;
    if (now != null && now.holds(wanted) && !(fraction && now.decimals() == 0)) {
      return false;
    }
    figures[column] = wanted;
    return now != null;
  }

  private TextTable table() {
    TextTable.Column[] all = new TextTable.Column[columns.size()];
    Arrays.setAll(all, i -> columns.get(i).within(widths[i]));
    return new TextTable(all);
  }

  private int[] widths(TextTable table) {
    int[] all = new int[columns.size()];
    Arrays.setAll(all, table::width);
    return all;
  }

  private String[] cells(List<?> row) {
    String[] cells = new String[row.size()];
    Arrays.setAll(cells, i -> cell(i, row.get(i)));
    return cells;
  }

  private String cell(int column, @Nullable Object value) {
    Figures written = Objects.requireNonNullElseGet(figures[column], () -> Figures.of());
    if (value == null) {
      return "-";
    }
    return value instanceof Double number
        ? written.text(number)
        : Printable.of(value.toString(), columns.get(column).most());
  }
}
