package io.gradstream.eval;

import io.gradstream.core.text.NearestName;
import io.gradstream.csv.CsvException;
import io.gradstream.csv.CsvOptions;
import io.gradstream.csv.CsvRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The first rows of some data, column by column, to look at before a model is made of them. */
public final class Sample {

  private final Map<String, SampleColumn> columns = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private int rows;
  private boolean json;

  /** Creates an empty sample. */
  public Sample() {}

  /**
   * Reads a sample from a CSV file.
   *
   * @param most how many rows to read, 1 or more
   * @throws CsvException if the file is no CSV file with a header and a row
   */
  static Sample ofCsv(Path file, int most) throws IOException {
    return ofCsv(file, CsvOptions.NONE, most);
  }

  /** Does the same with a file of which something is said. */
  public static Sample ofCsv(Path file, CsvOptions options, int most) throws IOException {
    Sample sample = new Sample();
    try (CsvRecords records = CsvRecords.open(file, options, "sample", Set.of(), most)) {
      List<String> names = records.columns();
      while (sample.rows < most && records.next()) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
          Optional<String> cell = records.cell(i);
          String name = names.get(i);
          sample.column(name);
          cell.ifPresent(text -> row.put(name, text));
        }
        sample.add(row);
      }
      sample.json = records.json().isPresent();
      sample.setTexts(
          IntStream.range(0, names.size()).filter(records::isText).mapToObj(names::get).toList());
      sample.notes.addAll(records.notes().stream().filter(note -> !note.endsWith("Avro")).toList());
      records
          .firstProblem()
          .ifPresent(problem -> sample.notes.add(leftOut(records.skipped(), problem)));
    }
    return sample;
  }

  private static String leftOut(long rows, String problem) {
    return rows == 1
        ? "a row is left out: " + problem
        : "%,d rows are left out, the first: %s".formatted(rows, problem);
  }

  /** Tells whether it was read from JSON lines. */
  public boolean isJson() {
    return json;
  }

  /** Returns what is to be said of the file: rows and columns left out, names that were changed. */
  List<String> notes() {
    return notes;
  }

  /** Says which columns are texts where they come from, whatever they look like. */
  public void setTexts(Collection<String> names) {
    names.forEach(name -> column(name).setText());
  }

  /** Adds a row: texts by the names of their columns; what is not there is missing. */
  public void add(Map<String, String> row) {
    row.keySet().forEach(this::column);
    columns.values().forEach(column -> column.add(Optional.ofNullable(row.get(column.name()))));
    rows++;
  }

  /** Returns the same rows without a column, and with what is to be said of that. */
  Sample without(String name, String note) {
    Sample other = new Sample();
    other.columns.putAll(columns);
    other.columns.remove(name);
    other.notes.addAll(notes);
    other.notes.add(note);
    other.rows = rows;
    other.json = json;
    return other;
  }

  /**
   * Returns the same rows with one column more.
   *
   * @param cells one for each row, null for a missing one
   * @param isText whether its values are texts, whatever they look like
   */
  Sample with(String name, @Nullable String[] cells, boolean isText) {
    Sample other = new Sample();
    other.columns.putAll(columns);
    other.notes.addAll(notes);
    other.json = json;
    SampleColumn column = new SampleColumn(name);
    for (String cell : cells) {
      column.add(Optional.ofNullable(cell));
    }
    if (isText) {
      column.setText();
    }
    other.columns.put(name, column);
    other.rows = rows;
    return other;
  }

  /** Tells whether there is a column of a name. */
  boolean has(String name) {
    return columns.containsKey(name);
  }

  private SampleColumn column(String name) {
    return columns.computeIfAbsent(
        name,
        it -> {
          SampleColumn column = new SampleColumn(it);
          for (int row = 0; row < rows; row++) {
            column.add(Optional.empty());
          }
          return column;
        });
  }

  /** Returns the number of rows. */
  public int rows() {
    return rows;
  }

  /** Returns the columns, in order of appearance. */
  List<SampleColumn> columns() {
    return new ArrayList<>(columns.values());
  }

  /**
   * Returns a column.
   *
   * @throws CsvException if there is none of this name, naming those that there are
   */
  public SampleColumn require(String name) {
    return Optional.ofNullable(columns.get(name))
        .orElseThrow(
            () ->
                new CsvException(
                    "there is no column '%s'%s"
                        .formatted(
                            name, NearestName.orElseAll(name, columns.keySet(), "there are"))));
  }
}
