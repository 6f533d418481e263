package io.gradstream.bench;

import io.gradstream.csv.CsvOptions;
import io.gradstream.csv.CsvRecords;
import io.gradstream.schema.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * The rows of a CSV file in memory, as the values of the records that {@code produce} makes of
 * them: Avro in the registry's wire format.
 *
 * @param schema the schema of the records
 * @param values the records, header included, in the file's order
 */
record AvroRows(Schema schema, byte[][] values) {

  /** The schema's id in the headers. */
  static final int SCHEMA_ID = 0;

  /** Rows that do not fit into a cache: scattered among garbage, each of them is waited for. */
  private static final int MANY = 100_000;

  /** Which rows of a file are taken. */
  private interface Choice {
    boolean takes(CsvRecords row) throws IOException;
  }

  /**
   * Reads a file.
   *
   * @param name what the record is called
   * @param most the most rows to take
   */
  static AvroRows read(Path file, String name, int most) throws IOException {
    return read(file, CsvOptions.NONE, name, most);
  }

  /** Reads a file of which something is said. */
  static AvroRows read(Path file, CsvOptions options, String name, int most) throws IOException {
    return read(file, options, name, most, row -> true);
  }

  /**
   * Reads the rows that have one of the commonest texts in a column.
   *
   * @param column name of the column
   * @param texts how many texts count
   */
  static AvroRows readCommonest(
      Path file, CsvOptions options, String name, int most, String column, int texts)
      throws IOException {
    Set<String> common = commonest(file, options, name, column, texts);
    return read(
        file,
        options,
        name,
        most,
        row -> row.cell(row.column(column)).filter(common::contains).isPresent());
  }

  /** Returns the number of rows. */
  int size() {
    return values.length;
  }

  private static AvroRows read(Path file, CsvOptions options, String name, int most, Choice choice)
      throws IOException {
    List<byte[]> values = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (CsvRecords rows = CsvRecords.open(file, options, name, Set.of(), Long.MAX_VALUE)) {
      while (values.size() < most && rows.next()) {
        if (choice.takes(rows)) {
          bytes.reset();
          bytes.write(WireFormat.header(SCHEMA_ID));
          rows.writeTo(bytes);
          values.add(bytes.toByteArray());
        }
      }
      AvroRows all = new AvroRows(rows.schema(), values.toArray(byte[][]::new));
      if (all.size() >= MANY) {
        System.gc(); // lays them side by side, as those of a fetched batch are
      }
      return all;
    }
  }

  private static Set<String> commonest(
      Path file, CsvOptions options, String name, String column, int texts) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    try (CsvRecords rows = CsvRecords.open(file, options, name, Set.of(), Long.MAX_VALUE)) {
      int at = rows.column(column);
      while (rows.next()) {
        rows.cell(at).ifPresent(text -> counts.merge(text, 1, Integer::sum));
      }
    }
    return new HashSet<>(
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
            .limit(texts)
            .map(Map.Entry::getKey)
            .toList());
  }
}
