package io.gradstream.csv;

import io.gradstream.core.data.OriginalName;
import io.gradstream.core.data.PointInTime;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * The rows of a CSV file as Avro records in binary encoding, without any header.
 *
 * <p>Lifecycle: {@link #next} moves to a row and encodes it; its bytes and its cells can then be
 * taken. A cell is a field's value by the field's type; a missing one, as {@link MissingCells}
 * says, is null. The same file and schema give the same bytes. Not thread-safe.
 */
public final class CsvRecords implements Closeable {

  private static final long LEAST = 100_000;

  private final CsvFile file;
  private final Schema schema;
  private final GoodRows rows;
  private final RowWriter writer;
  private final List<Predicate<String>> missing = new ArrayList<>(); // by column
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);

  private CsvRecords(CsvFile file, Schema schema, boolean inferred) throws IOException {
    this.file = file;
    this.schema = schema;
    rows = new GoodRows(file);
    writer = new RowWriter(file, schema, inferred);
    for (int i = 0; i < file.columns().size(); i++) {
      Schema.Field field = RowWriter.field(schema, file, i);
      MissingCells cells = file.missing();
      missing.add(field == null ? cells::isMissing : cells.of(field.schema()));
    }
  }

  /**
   * Opens a file whose rows are records of {@code schema}.
   *
   * @param schema a record; each field is the column of its name, or has a default
   * @throws CsvException if file and schema do not fit
   */
  public static CsvRecords open(Path path, Schema schema) throws IOException {
    return open(path, CsvOptions.NONE, schema);
  }

  /** Does the same with a file of which something is said. */
  public static CsvRecords open(Path path, CsvOptions options, Schema schema) throws IOException {
    return open(path, options, schema, false);
  }

  /**
   * Opens a file whose schema is inferred from its rows, see {@link CsvSchema}.
   *
   * @param name what the record is called, such as the topic; made a valid Avro name
   */
  public static CsvRecords open(Path path, String name) throws IOException {
    return open(path, name, Set.of());
  }

  /**
   * Opens a file whose schema is inferred from its rows.
   *
   * @param numbers columns that are read as numbers, even if their cells look like codes
   */
  public static CsvRecords open(Path path, String name, Set<String> numbers) throws IOException {
    return open(path, name, numbers, Long.MAX_VALUE);
  }

  /**
   * Opens a file of which only so many rows are wanted. Of those, and of {@value #LEAST} at least,
   * the schema is inferred: it should be the same whether a few rows are taken or a few more.
   */
  public static CsvRecords open(Path path, String name, Set<String> numbers, long most)
      throws IOException {
    return open(path, CsvOptions.NONE, name, numbers, most);
  }

  /** Does the same with a file of which something is said. */
  public static CsvRecords open(
      Path path, CsvOptions options, String name, Set<String> numbers, long most)
      throws IOException {
    Schema schema = CsvSchema.infer(path, options, name, Math.max(LEAST, most), numbers);
    return open(path, options, schema, true);
  }

  /**
   * Does the same with records that lack some columns.
   *
   * @param without names of columns in the file that the records are not to have
   */
  public static CsvRecords open(
      Path path,
      CsvOptions options,
      String name,
      Set<String> numbers,
      long most,
      Set<String> without)
      throws IOException {
    Schema all = CsvSchema.infer(path, options, name, Math.max(LEAST, most), numbers);
    List<Schema.Field> kept =
        all.getFields().stream()
            .filter(
                field ->
                    !without.contains(field.name())
                        && !without.contains(String.valueOf(field.getProp(OriginalName.PROPERTY))))
            .map(field -> new Schema.Field(field, field.schema()))
            .toList();
    Schema schema = Schema.createRecord(all.getName(), all.getDoc(), all.getNamespace(), false);
    schema.setFields(kept);
    all.getObjectProps().forEach(schema::addProp);
    return open(path, options, without.isEmpty() ? all : schema, true);
  }

  /** Opens a file again whose schema was inferred, as that of {@link #schema}. */
  public static CsvRecords openInferred(Path path, CsvOptions options, Schema schema)
      throws IOException {
    return open(path, options, schema, true);
  }

  private static CsvRecords open(Path path, CsvOptions options, Schema schema, boolean inferred)
      throws IOException {
    CsvFile file = CsvFile.open(path, options);
    try {
      return new CsvRecords(file, schema, inferred);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Returns the schema of the records. */
  public Schema schema() {
    return schema;
  }

  /** Returns the names of the columns as the file has them. */
  public List<String> columns() {
    return file.columns();
  }

  /** Tells whether a column holds texts, whatever they look like, as in JSON they may. */
  public boolean isText(int column) {
    return file.isText(column);
  }

  /** Returns the present row as the file has it, if it is a JSON object. */
  public Optional<String> json() {
    return file.json();
  }

  /** Returns a sentence for each column that is called otherwise than in the file. */
  public List<String> notes() {
    return file.notes();
  }

  /**
   * Returns the index of a column, given its name in the file or in the schema.
   *
   * @throws CsvException if there is none of that name
   */
  public int column(String name) {
    return file.column(name);
  }

  /**
   * Moves to the next row that can be used and encodes it. One with too few or too many cells, or
   * with a cell that does not fit its field, is passed over, see {@link #skipped}.
   *
   * @return whether there is one
   * @throws CsvException if no row fits, naming line, column and cell of the first
   */
  public boolean next() throws IOException {
    return next(records -> {});
  }

  /** Does the same with a further condition, which throws what is wrong with a row. */
  public boolean next(Consumer<CsvRecords> condition) throws IOException {
    return rows.next(
        row -> {
          encoder.flush(); // what a refused row may have left
          bytes.reset();
          writer.write(encoder);
          encoder.flush();
          condition.accept(this);
        });
  }

  /** Returns how many rows were passed over so far, since they could not be used. */
  public long skipped() {
    return rows.skipped();
  }

  /** Returns what is wrong with the first of them: line, column, cell. */
  public Optional<String> firstProblem() {
    return rows.firstProblem();
  }

  /** Returns the present record's bytes, in an array of their own. */
  public byte[] value() {
    return bytes.toByteArray();
  }

  /** Appends the present record's bytes to {@code out}. */
  public void writeTo(OutputStream out) throws IOException {
    bytes.writeTo(out);
  }

  /** Returns the text of a cell of the present row, if it is not missing. */
  public Optional<String> cell(int column) {
    return Optional.of(file.cell(column)).filter(cell -> !missing.get(column).test(cell));
  }

  /**
   * Returns a cell of the present row as a time in milliseconds since the epoch.
   *
   * @throws CsvException if it is not a time as {@link PointInTime} reads it
   */
  public long millis(int column) {
    String cell = file.cell(column);
    try {
      return PointInTime.ofText(cell);
    } catch (IllegalArgumentException e) {
      throw file.error(column, "has '%s', which is %s".formatted(cell, e.getMessage()));
    }
  }

  /**
   * Returns a cell of the present row as the timestamp of a record.
   *
   * @throws CsvException if it is no time, or one before 1970, which no record can have
   */
  public long timestamp(int column) {
    long millis = millis(column);
    if (millis < 0) {
      throw file.error(
          column,
          "has '%s', which is before 1970: records have timestamps from 1970-01-01T00:00:00Z on; leave --time out and read the column as a feature, or correct the cell"
              .formatted(file.cell(column)));
    }
    return millis;
  }

  /** Returns the line of the file on which the present row starts; the header's is 1. */
  public long line() {
    return file.line();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
