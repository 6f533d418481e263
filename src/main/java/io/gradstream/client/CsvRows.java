package io.gradstream.client;

import io.gradstream.csv.CsvRecords;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a {@link CsvSource}, one after the other, each with key, time and value.
 *
 * <p>Lifecycle: {@link #next} moves to a row; {@link #firstTime} may look at the first one before.
 * Not thread-safe.
 */
public final class CsvRows implements Closeable {

  private final CsvRecords records;
  private final OptionalInt key;
  private final OptionalInt time;
  private final long limit;
  private final double rowsPerSecond;
  private boolean ahead;
  private long count;
  private long timestamp; // of the row that was read last

  /** Finds the columns, so that a misspelt one is reported before anything is sent. */
  CsvRows(CsvSource source, CsvRecords records) {
    this.records = records;
    key = column(source.keyColumn());
    time = column(source.timeColumn());
    limit = source.limit();
    rowsPerSecond = source.rowsPerSecond();
  }

  private OptionalInt column(@Nullable String name) {
    return name == null ? OptionalInt.empty() : OptionalInt.of(records.column(name));
  }

  /**
   * Requires a column, by its name in the file or in the schema.
   *
   * @throws io.gradstream.csv.CsvException if there is none of that name
   */
  public void requireColumn(String name) {
    records.column(name);
  }

  /** Returns the schema of the records. */
  Schema schema() {
    return records.schema();
  }

  /** Returns a sentence for each column that the records call otherwise than the file does. */
  public List<String> notes() {
    return records.notes();
  }

  /** Returns the time of the first row, if there is a row and it says its time; stays before it. */
  public OptionalLong firstTime() throws IOException {
    ahead = ahead || records.next(this::requireTime);
    return ahead && time.isPresent() ? OptionalLong.of(timestamp) : OptionalLong.empty();
  }

  /**
   * Moves to the next row that can be sent; others are passed over.
   *
   * @return whether there is one, within the source's limit
   * @throws io.gradstream.csv.CsvException if no row can be
   */
  public boolean next() throws IOException {
    if (count == limit || !(ahead || records.next(this::requireTime))) {
      return false;
    }
    ahead = false;
    count++;
    return true;
  }

  private void requireTime(CsvRecords row) {
    time.ifPresent(column -> timestamp = row.timestamp(column));
  }

  /** Returns how many rows were passed over so far, since they cannot be sent. */
  public long skipped() {
    return records.skipped();
  }

  /** Returns what is wrong with the first of them. */
  public Optional<String> firstProblem() {
    return records.firstProblem();
  }

  /** Returns a sentence about the rows that were passed over, if there were any. */
  public Optional<String> leftOut() {
    return firstProblem()
        .map(
            problem ->
                skipped() == 1
                    ? "left out a row: " + problem
                    : "left out %,d rows; the first: %s".formatted(skipped(), problem));
  }

  /** Returns how many rows there were so far, the present one included. */
  public long count() {
    return count;
  }

  /** Returns how many rows are to be sent a second. */
  double rowsPerSecond() {
    return rowsPerSecond;
  }

  /** Returns the time of the present row, null for the clock's. */
  @Nullable Long time() {
    return time.isPresent() ? timestamp : null;
  }

  /** Returns the time of the present row, which has a column of its time. */
  long requireTime() {
    time.orElseThrow();
    return timestamp;
  }

  /** Tells whether the source's limit ended the rows, and not their file. */
  boolean isLimited() {
    return count == limit;
  }

  /** Returns the key of the present row as Kafka's string serializer writes it, null for none. */
  byte @Nullable [] key() {
    return key.isEmpty()
        ? null
        : records
            .cell(key.getAsInt())
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .orElse(null);
  }

  /** Returns the present row as the file has it, if it is a JSON object. */
  Optional<String> json() {
    return records.json();
  }

  /** Returns the present record's bytes in Avro's encoding. */
  byte[] value() {
    return records.value();
  }

  /** Appends the present record's bytes in Avro's encoding to {@code out}. */
  void writeTo(OutputStream out) throws IOException {
    records.writeTo(out);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
