package io.gradstream.client;

import io.gradstream.csv.CsvRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a CSV file become records, and how.
 *
 * @param file the file, gzipped or not
 * @param schema the records' schema; inferred from the file if empty
 * @param keyColumn the column whose text is the key; no key if empty
 * @param timeColumn the column that is the record's timestamp; the clock if empty
 * @param limit the most rows to send
 * @param rowsPerSecond the rate, infinite for as fast as possible
 */
public record CsvSource(
    Path file,
    Optional<Schema> schema,
    Optional<String> keyColumn,
    Optional<String> timeColumn,
    long limit,
    double rowsPerSecond) {

  /** Returns all rows of a file without key and time, as fast as possible. */
  public static CsvSource of(Path file) {
    return new CsvSource(
        file,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Long.MAX_VALUE,
        Double.POSITIVE_INFINITY);
  }

  /** Returns this source with a key column and a time column. */
  public CsvSource withColumns(Optional<String> key, Optional<String> time) {
    return new CsvSource(file, schema, key, time, limit, rowsPerSecond);
  }

  /** Returns this source with given records. */
  public CsvSource withSchema(Optional<Schema> newSchema) {
    return new CsvSource(file, newSchema, keyColumn, timeColumn, limit, rowsPerSecond);
  }

  /** Returns this source with at most {@code newLimit} rows at {@code rate} rows a second. */
  public CsvSource limitedTo(long newLimit, double rate) {
    return new CsvSource(file, schema, keyColumn, timeColumn, newLimit, rate);
  }

  /**
   * Opens the rows.
   *
   * @param name what an inferred record is called
   * @throws IOException if the file cannot be read
   */
  public CsvRecords open(String name) throws IOException {
    CsvRecords rows =
        schema.isPresent() ? CsvRecords.open(file, schema.get()) : CsvRecords.open(file, name);
    for (String column :
        List.of(keyColumn, timeColumn).stream().flatMap(Optional::stream).toList()) {
      rows.column(column); // a misspelt one is reported before anything is sent
    }
    return rows;
  }

  /** Returns the time of the present row, null for the clock's. */
  public @Nullable Long time(CsvRecords rows) {
    return timeColumn.map(column -> rows.millis(rows.column(column))).orElse(null);
  }

  byte @Nullable [] key(CsvRecords rows) {
    return CsvProducer.bytes(
        keyColumn.flatMap(column -> rows.cell(rows.column(column))).orElse(null));
  }
}
