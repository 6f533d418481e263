package io.gradstream.bench;

import io.gradstream.csv.CsvRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The flights, already encoded for those who cannot do it themselves: numbers standardised by their
 * mean and deviation over the whole file (0 where missing), categories numbered. Peers that get
 * this are spared decoding, encoding, and not knowing what is yet to come.
 */
final class FlightTable {

  static final List<String> NUMBERS =
      List.of("distance", "temp", "dewp", "humid", "wind_speed", "precip", "pressure", "visib");
  static final List<String> CATEGORIES =
      List.of("month", "dow", "sched_hour", "carrier", "origin", "dest");

  private final List<double[]> numbers = new ArrayList<>();
  private final List<int[]> categories = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final List<Map<String, Integer>> values = new ArrayList<>();

  private final int[] firsts = new int[CATEGORIES.size() + 1]; // one-hot columns of the fields

  private FlightTable() {
    CATEGORIES.forEach(field -> values.add(new LinkedHashMap<>()));
  }

  static FlightTable read(Path file) throws IOException {
    FlightTable table = new FlightTable();
    try (CsvRecords rows = CsvRecords.open(file, "flights")) {
      while (rows.next()) {
        table.add(rows);
      }
    }
    for (int column = 0; column < NUMBERS.size(); column++) {
      table.standardise(column);
    }
    table.firsts[0] = NUMBERS.size();
    for (int field = 0; field < CATEGORIES.size(); field++) {
      table.firsts[field + 1] = table.firsts[field] + table.values.get(field).size();
    }
    return table;
  }

  int size() {
    return labels.size();
  }

  /** Returns the standardised numbers of a row. */
  double[] numbers(int row) {
    return numbers.get(row);
  }

  /** Returns the categories of a row, each as a number below that of its field's values. */
  int[] categories(int row) {
    return categories.get(row);
  }

  /** Returns the one-hot columns of a row's categories. */
  int[] activeColumns(int row) {
    int[] columns = categories.get(row).clone();
    for (int field = 0; field < columns.length; field++) {
      columns[field] += firsts[field];
    }
    return columns;
  }

  /** Returns 1 for a late flight, else 0. */
  int label(int row) {
    return labels.get(row);
  }

  /** Returns the texts of a field of {@link #CATEGORIES}, by number. */
  List<String> values(int field) {
    return List.copyOf(values.get(field).keySet());
  }

  /** Returns how many columns there are: numbers and one-hot categories. */
  int columns() {
    return firsts[CATEGORIES.size()];
  }

  private void add(CsvRecords row) {
    numbers.add(
        NUMBERS.stream()
            .mapToDouble(it -> row.cell(row.column(it)).map(Double::parseDouble).orElse(Double.NaN))
            .toArray());
    int[] codes = new int[CATEGORIES.size()];
    for (int field = 0; field < codes.length; field++) {
      String text = row.cell(row.column(CATEGORIES.get(field))).orElseThrow();
      Map<String, Integer> known = values.get(field);
      codes[field] = known.computeIfAbsent(text, it -> known.size());
    }
    categories.add(codes);
    labels.add(Integer.parseInt(row.cell(row.column("delayed")).orElseThrow()));
  }

  private void standardise(int column) {
    double[] known =
        numbers.stream().mapToDouble(row -> row[column]).filter(it -> !Double.isNaN(it)).toArray();
    double mean = Arrays.stream(known).average().orElseThrow();
    double variance =
        Arrays.stream(known).map(it -> (it - mean) * (it - mean)).average().orElseThrow();
    for (double[] row : numbers) {
      row[column] = Double.isNaN(row[column]) ? 0 : (row[column] - mean) / Math.sqrt(variance);
    }
  }
}
