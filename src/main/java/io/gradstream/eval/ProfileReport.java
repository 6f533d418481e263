package io.gradstream.eval;

import io.gradstream.core.text.Figures;
import io.gradstream.core.text.Printable;
import io.gradstream.core.text.TextTable;
import io.gradstream.core.text.TextTable.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The profile of a sample as a table: types, missing shares, distinct values, ranges, suspicions.
 *
 * @param sample the sample
 * @param label the column that is to be predicted, if leaks are to be looked for
 * @param late what is to be told of labels that come later, a line each
 */
public record ProfileReport(Sample sample, Optional<String> label, List<String> late) {

  private static final int WIDEST = 48;
  private static final int LONGEST_NAME = 60;

  /** Creates the report of a sample whose labels, if any, are in its rows and known at once. */
  public ProfileReport(Sample sample, Optional<String> label) {
    this(sample, label, List.of());
  }

  /** Returns the report of a sample whose labels came later. */
  public static ProfileReport of(LateSample late) {
    return new ProfileReport(
        late.sample(), Optional.of(late.columns().label()), late.lateness().lines());
  }

  /** Returns the table and, below it, a line for each suspicious column. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%,d rows%n", sample.rows()));
    sample.notes().forEach(note -> text.append("%s%n".formatted(shown(note))));
    text.append('\n');
    TextTable table =
        new TextTable(
            Column.left("column"),
            Column.left("type"),
            Column.right("missing"),
            Column.right("distinct"),
            Column.left("values"));
    sample.columns().forEach(column -> table.add(row(column)));
    text.append(table.text(""));
    label.ifPresent(name -> label(text, sample.require(name)));
    if (!late.isEmpty()) {
      text.append("\nLabels come later\n");
      late.forEach(line -> text.append("  %s%n".formatted(shown(line))));
    }
    suspicions(text);
    return text.toString();
  }

  private static void section(StringBuilder text, String title, Map<String, String> lines) {
    if (!lines.isEmpty()) {
      text.append("%n%s%n".formatted(title));
      lines.forEach((name, line) -> text.append("  %s: %s%n".formatted(shown(name), shown(line))));
    }
  }

  /** Returns what becomes of the columns that are no plain numbers, categories of few values. */
  private Map<String, String> uses() {
    Map<String, String> lines = new LinkedHashMap<>();
    ColumnUse.of(sample, label)
        .forEach(
            (name, use) -> {
              switch (use.kind()) {
                case SKEWED -> lines.put(name, "a number that spans several sizes (hats, log1p)");
                case MANY -> lines.put(name, "a category of many values (hash, target-mean)");
                case TEXT -> lines.put(name, "words (text)");
                case TIME -> lines.put(name, "a time (cyclic: %s)".formatted(use.note()));
                default -> {}
              }
            });
    return lines;
  }

  /** Data may hold anything: what controls a terminal is not shown. */
  private static String shown(String text) {
    return Yaml.comment(text);
  }

  private static String[] row(SampleColumn column) {
    return new String[] {
      Printable.of(column.name(), LONGEST_NAME),
      column.type().name().toLowerCase(Locale.ROOT),
      String.format(Locale.ROOT, "%.1f %%", 100.0 * column.missing() / column.rows()),
      Figures.count(column.values().size()),
      Printable.of(column.range().orElse(""), WIDEST)
    };
  }

  private static void label(StringBuilder text, SampleColumn column) {
    LabelCheck check = LabelCheck.of(column);
    text.append("\nLabel\n  %s: %s%n".formatted(shown(column.name()), shown(check.balance())));
    check
        .guess()
        .positive()
        .ifPresent(positive -> text.append("  positive: %s%n".formatted(shown(positive))));
    check
        .problem()
        .ifPresent(
            problem -> text.append("  it cannot be learned: %s%n".formatted(shown(problem))));
    if (check.isRare()) {
      text.append("  rare: look at average-precision first, and see class-weights\n");
    }
  }

  private void suspicions(StringBuilder text) {
    Map<String, String> found = Suspicions.of(sample, label);
    boolean sound =
        label.isEmpty() || LabelCheck.of(sample.require(label.get())).problem().isEmpty();
    if (found.isEmpty() && sound) {
      text.append("\nNothing is suspicious.\n");
    }
    section(text, "Suspicious", found);
    section(text, "Texts that seem to be more", Lookalikes.of(sample));
    section(text, "Read as one number", Meetings.of(sample));
    section(text, "Would be read as", uses());
    if (label.isEmpty()) {
      text.append("\nWith --label COLUMN also columns that tell the label are looked for.\n");
    }
  }
}
