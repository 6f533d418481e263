package io.gradstream.eval;

import io.gradstream.core.data.Categories;
import io.gradstream.core.data.PointInTime;
import io.gradstream.core.metric.Ages;
import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the rows of a sample and their labels together, as a pipeline would that waits for as long
 * as it takes: a label is of the oldest row of its key that has none. One that is before all rows
 * of its key came early, and is of the first.
 */
final class LateJoin {

  /** The time of what never was. */
  static final long NEVER = Long.MIN_VALUE;

  private static final char BETWEEN = '\0'; // of the texts of a key

  private final int rows;
  private final long[] times;
  private final long[] known;
  private final @Nullable String[] cells;
  private final Map<String, OfKey> keys = new LinkedHashMap<>();
  private long again; // rows whose key an earlier one has
  private long unusable;
  private long last = NEVER;
  private long lastLabel = NEVER;
  private final List<Long> strangers = new ArrayList<>(); // times of labels without a row
  private long second;
  private long bad;
  private @Nullable String firstBad;
  private @Nullable String firstStranger;

  private record Label(long time, String value) {}

  private record OfKey(List<Integer> rows, List<Label> labels) {}

  /**
   * Looks at the rows.
   *
   * @param time the column that is their time
   * @param key the columns that are their key, none if labels are in the rows
   */
  LateJoin(Sample sample, String time, List<String> key) {
    rows = sample.rows();
    times = times(sample.require(time));
    known = new long[rows];
    Arrays.fill(known, NEVER);
    cells = new String[rows];
    List<SampleColumn> columns = key.stream().map(sample::require).toList();
    for (int row = 0; row < rows; row++) {
      int at = row;
      Optional<String> ofRow = key(columns.stream().map(column -> cell(column, at)).toList());
      if (ofRow.isEmpty()) {
        times[row] = NEVER;
      }
      if (times[row] == NEVER) {
        unusable++;
      } else {
        last = Math.max(last, times[row]);
        keys.computeIfAbsent(
                ofRow.orElseThrow(), it -> new OfKey(new ArrayList<>(), new ArrayList<>()))
            .rows()
            .add(row);
      }
    }
    again = key.isEmpty() ? 0 : rows - unusable - keys.size();
  }

  private static long[] times(SampleColumn column) {
    long[] ofValues = column.values().stream().mapToLong(LateJoin::millis).toArray();
    if (Arrays.stream(ofValues).allMatch(time -> time == NEVER)) {
      throw new CsvException(
          "column '%s' has no time: %s"
              .formatted(
                  column.name(),
                  column.values().isEmpty()
                      ? "it is empty"
                      : "'%s' is none; times are ISO-8601 or since the epoch, or name another column with --time"
                          .formatted(column.values().get(0))));
    }
    return IntStream.range(0, column.rows())
        .mapToLong(
            row -> column.code(row) == SampleColumn.MISSING ? NEVER : ofValues[column.code(row)])
        .toArray();
  }

  private static long millis(String text) {
    try {
      return PointInTime.ofText(text);
    } catch (IllegalArgumentException e) {
      return NEVER;
    }
  }

  private static Optional<String> cell(SampleColumn column, int row) {
    int code = column.code(row);
    return code == SampleColumn.MISSING ? Optional.empty() : Optional.of(column.values().get(code));
  }

  /** Returns the texts as one, numbers as categories have them; empty if one is missing. */
  private static Optional<String> key(List<Optional<String>> parts) {
    return parts.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : Optional.of(
            parts.stream()
                .map(part -> plain(part.orElseThrow().strip()))
                .collect(Collectors.joining(String.valueOf(BETWEEN))));
  }

  private static String plain(String text) {
    return SampleColumn.isNumber(text) ? Categories.text(Double.parseDouble(text)) : text;
  }

  /** Reads labels that are in a file of their own. */
  void readAll(CsvRecords labels, LateSample.Columns columns) throws IOException {
    int time;
    int value;
    int[] key;
    try {
      time = labels.column(columns.labelTime());
      value = labels.column(columns.label());
      key = columns.labelKey().stream().mapToInt(labels::column).toArray();
    } catch (CsvException e) {
      throw new CsvException("labels: " + e.getMessage());
    }
    while (labels.next()) {
      try {
        read(labels, time, value, key);
      } catch (CsvException e) {
        reject(String.valueOf(e.getMessage()));
      }
    }
    labels.firstProblem().ifPresent(this::reject);
    bad += Math.max(0, labels.skipped() - 1);
    keys.values().forEach(this::meet);
  }

  private void reject(String problem) {
    bad++;
    firstBad = firstBad == null ? problem : firstBad;
  }

  private void read(CsvRecords labels, int timeColumn, int valueColumn, int[] keyColumns) {
    Optional<String> key = key(Arrays.stream(keyColumns).mapToObj(labels::cell).toList());
    Optional<String> value = labels.cell(valueColumn).map(String::strip);
    if (key.isEmpty() || value.isEmpty()) {
      reject(
          "line %,d has no %s"
              .formatted(labels.line(), key.isEmpty() ? "key" : "value of the label"));
      return;
    }
    long time = labels.millis(timeColumn);
    lastLabel = Math.max(lastLabel, time);
    OfKey ofKey = keys.get(key.get());
    if (ofKey == null) {
      strangers.add(time);
      firstStranger = firstStranger == null ? key.get() : firstStranger;
    } else {
      ofKey.labels().add(new Label(time, value.get()));
    }
  }

  private void meet(OfKey key) {
    key.rows().sort(Comparator.comparingLong(row -> times[row]));
    key.labels().sort(Comparator.comparingLong(Label::time));
    int next = 0; // of the rows that have none
    for (Label label : key.labels()) {
      boolean isThere = next < key.rows().size();
      if (isThere && (next == 0 || times[key.rows().get(next)] <= label.time())) {
        settle(key.rows().get(next++), label.time(), label.value());
      } else {
        second++;
      }
    }
  }

  private void settle(int row, long time, String value) {
    known[row] = time;
    cells[row] = value;
  }

  /** Takes labels that are in the rows. */
  void takeFrom(SampleColumn label, SampleColumn labelTime) {
    long[] ofLabels = times(labelTime);
    for (int row = 0; row < rows; row++) {
      Optional<String> value = cell(label, row);
      if (times[row] != NEVER && ofLabels[row] != NEVER && value.isPresent()) {
        settle(row, ofLabels[row], value.get());
        lastLabel = Math.max(lastLabel, ofLabels[row]);
      }
    }
  }

  /** Refuses labels of which none has a row. */
  void requireMet(LateSample.Columns columns) {
    if (Arrays.stream(known).anyMatch(time -> time != NEVER)) {
      return;
    }
    if (firstStranger == null || keys.isEmpty()) {
      throw new CsvException(
          "no row has a label that is ever known: look at the columns %s and %s%s"
              .formatted(
                  columns.label(), columns.labelTime(), firstBad == null ? "" : ", " + firstBad));
    }
    throw new CsvException(
        "no label has a row of the sample: labels have keys such as %s (%s), rows such as %s (%s); name the columns that are equal in both with --key and --labels-key, or give a greater sample (--rows)"
            .formatted(
                shown(firstStranger),
                String.join(", ", columns.labelKey()),
                shown(keys.keySet().iterator().next()),
                String.join(", ", columns.key())));
  }

  private static String shown(String key) {
    return "'" + Yaml.comment(key.replace(String.valueOf(BETWEEN), "', '")) + "'";
  }

  /**
   * Returns how late labels were.
   *
   * @param whole whether the rows are all that there are; else labels may be of rows beyond
   */
  Lateness lateness(boolean whole) {
    Ages ages = new Ages();
    IntStream.range(0, rows)
        .filter(row -> known[row] != NEVER)
        .forEach(row -> ages.add(known[row] - times[row]));
    long wait = Lateness.patience(ages);
    double least = ages.quantile(0);
    long none = IntStream.range(0, rows).filter(row -> hasNone(row, wait)).count();
    return new Lateness(
        rows,
        ages,
        wait,
        least > 0 ? 0 : Lengths.up(-least),
        none,
        rows - unusable - ages.size() - none,
        again,
        unusable,
        strangers.stream().filter(time -> whole || time <= last).count(),
        second,
        bad,
        Optional.ofNullable(firstBad),
        atOnce(wait));
  }

  private boolean hasNone(int row, long wait) {
    return times[row] != NEVER
        && known[row] == NEVER
        && times[row] + wait <= Math.max(last, lastLabel);
  }

  /** Returns how many rows come within a time at most, at the usual rate if it is beyond all. */
  private long atOnce(long wait) {
    long[] sorted = Arrays.stream(times).filter(time -> time != NEVER).sorted().toArray();
    int from = 0;
    int most = 0;
    for (int to = 0; to < sorted.length; to++) {
      while (sorted[to] - sorted[from] > wait) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    long span = Math.max(1, sorted[sorted.length - 1] - sorted[0]);
    return wait > span ? (long) ((double) wait / span * most) : most;
  }

  /** Returns the label of each row that has one. */
  @Nullable String[] labels() {
    return cells.clone();
  }

  /** Returns the label of all rows that have one, if it is the same. */
  Optional<String> onlyLabel() {
    List<String> values =
        Arrays.stream(cells).filter(Objects::nonNull).distinct().limit(2).toList();
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** Gives a label to the rows whose time for one was over without. */
  void fill(@Nullable String[] labels, long wait, String value) {
    for (int row = 0; row < rows; row++) {
      if (hasNone(row, wait)) {
        labels[row] = value;
      }
    }
  }

  long time(int row) {
    return times[row];
  }

  long known(int row) {
    return known[row];
  }
}
