package io.gradstream.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The profile of a sample as a table: types, missing shares, distinct values, ranges, suspicions.
 *
 * @param sample the sample
 * @param label the column that is to be predicted, if leaks are to be looked for
 */
public record ProfileReport(Sample sample, Optional<String> label) {

  private static final int WIDEST = 48;

  /** Returns the table and, below it, a line for each suspicious column. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%,d rows%n%n", sample.rows()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("column", "type", "missing", "distinct", "values"));
    sample.columns().forEach(column -> rows.add(row(column)));
    int[] widths =
        IntStream.range(0, 4)
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    for (List<String> row : rows) {
      text.append(
          String.format(
                  Locale.ROOT,
                  "%-" + widths[0] + "s  %-" + widths[1] + "s  %" + widths[2] + "s  %" + widths[3]
                      + "s  %s",
                  row.toArray())
              .stripTrailing());
      text.append('\n');
    }
    suspicions(text);
    return text.toString();
  }

  private static List<String> row(SampleColumn column) {
    String range = column.range().orElse("");
    return List.of(
        column.name(),
        column.type().name().toLowerCase(Locale.ROOT),
        String.format(Locale.ROOT, "%.1f %%", 100.0 * column.missing() / column.rows()),
        String.format(Locale.ROOT, "%,d", column.values().size()),
        range.length() > WIDEST ? range.substring(0, WIDEST) + "..." : range);
  }

  private void suspicions(StringBuilder text) {
    Map<String, String> found = Suspicions.of(sample, label);
    text.append(found.isEmpty() ? "\nNothing is suspicious.\n" : "\nSuspicious\n");
    found.forEach((name, reason) -> text.append("  %s: %s%n".formatted(name, reason)));
    Map<String, String> meeting = Meetings.of(sample);
    if (!meeting.isEmpty()) {
      text.append("\nRead as one number\n");
      meeting.forEach((name, which) -> text.append("  %s: %s%n".formatted(name, which)));
    }
    if (label.isEmpty()) {
      text.append("\nWith --label COLUMN also columns that tell the label are looked for.\n");
    }
  }
}
