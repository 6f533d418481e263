package io.gradstream.client;

import io.gradstream.csv.CsvOptions;
import io.gradstream.csv.CsvRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a CSV file become records, and how.
 *
 * @param file the file, gzipped or not
 * @param schema the records' schema; null to infer it from the file
 * @param keyColumn the column whose text is the key; null for no key
 * @param timeColumn the column that is the record's timestamp; null for the clock
 * @param limit the most rows to send
 * @param rowsPerSecond the rate, infinite for as fast as possible
 * @param numbers columns that are read as numbers, even if an inferred schema would make them texts
 * @param options what is said of the file
 * @param without columns that an inferred schema is not to have
 * @param inferred the schema that was inferred already, so that the file need not be read for it
 */
public record CsvSource(
    Path file,
    @Nullable Schema schema,
    @Nullable String keyColumn,
    @Nullable String timeColumn,
    long limit,
    double rowsPerSecond,
    Set<String> numbers,
    CsvOptions options,
    Set<String> without,
    @Nullable Schema inferred) {

  /** Returns all rows of a file without key and time, as fast as possible. */
  public static CsvSource of(Path file) {
    return new CsvSource(
        file,
        null,
        null,
        null,
        Long.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Set.of(),
        CsvOptions.NONE,
        Set.of(),
        null);
  }

  /** Returns this source with a key column and a time column, or without where they are null. */
  public CsvSource withColumns(@Nullable String key, @Nullable String time) {
    return new CsvSource(
        file, schema, key, time, limit, rowsPerSecond, numbers, options, without, inferred);
  }

  /** Returns this source with records of a schema, or of the inferred one where it is null. */
  public CsvSource withSchema(@Nullable Schema newSchema) {
    return readAs(newSchema, numbers, options, without);
  }

  /** Returns this source with columns that are read as numbers, even if they look like codes. */
  public CsvSource withNumbers(Set<String> columns) {
    return readAs(schema, Set.copyOf(columns), options, without);
  }

  /** Returns this source with what is said of the file. */
  public CsvSource withOptions(CsvOptions newOptions) {
    return readAs(schema, numbers, newOptions, without);
  }

  /** Returns this source without some columns: what is not to be known when a record is sent. */
  public CsvSource without(Set<String> columns) {
    return readAs(schema, numbers, options, columns);
  }

  /** Returns this source read in another way: what was inferred of it counts no more. */
  private CsvSource readAs(
      @Nullable Schema newSchema, Set<String> asNumbers, CsvOptions newOptions, Set<String> less) {
    return new CsvSource(
        file,
        newSchema,
        keyColumn,
        timeColumn,
        limit,
        rowsPerSecond,
        asNumbers,
        newOptions,
        less,
        null);
  }

  /** Returns this source with at most {@code newLimit} rows at {@code rate} rows a second. */
  public CsvSource limitedTo(long newLimit, double rate) {
    return new CsvSource(
        file, schema, keyColumn, timeColumn, newLimit, rate, numbers, options, without, null);
  }

  /**
   * Returns this source with its schema inferred, which takes a pass over the file, and is done
   * once then.
   *
   * @param name what an inferred record is called
   */
  public CsvSource inferred(String name) throws IOException {
    try (CsvRecords records = records(name)) {
      return new CsvSource(
          file,
          schema,
          keyColumn,
          timeColumn,
          limit,
          rowsPerSecond,
          numbers,
          options,
          without,
          schema == null ? records.schema() : null);
    }
  }

  /**
   * Reads all rows, so that what cannot be sent is known before anything is.
   *
   * @param name what an inferred record is called
   * @return the rows at their end, of which {@link CsvRows#skipped} and {@link CsvRows#count} tell
   */
  public CsvRows check(String name) throws IOException {
    try (CsvRows rows = open(name)) {
      while (rows.next()) {
        rows.key();
      }
      return rows;
    }
  }

  /**
   * Opens the rows.
   *
   * @param name what an inferred record is called
   * @throws IOException if the file cannot be read
   * @throws io.gradstream.csv.CsvException if it lacks a column, or does not fit the schema
   */
  public CsvRows open(String name) throws IOException {
    CsvRecords records = records(name);
    try {
      return new CsvRows(this, records);
    } catch (RuntimeException e) {
      records.close();
      throw e;
    }
  }

  private CsvRecords records(String name) throws IOException {
    if (schema != null) {
      return CsvRecords.open(file, options, schema);
    }
    return inferred == null
        ? CsvRecords.open(file, options, name, numbers, limit, without)
        : CsvRecords.openInferred(file, options, inferred);
  }
}
