package io.gradstream.csv;

import io.gradstream.core.text.NearestName;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A file of rows, read row by row, UTF-8, gzipped or not: cells between delimiters (RFC 4180;
 * comma, semicolon, tab or bar; first line a header), or a JSON object a line.
 *
 * <p>Lifecycle: {@link #open} reads the header; {@link #next} moves to a row, whose cells can then
 * be read. Not thread-safe.
 */
public final class CsvFile implements Closeable {

  /** What a file is called to which standard input was written. */
  public static final String STANDARD_INPUT = "standard-input";

  private final String shown;
  private final CsvOptions options;
  private final MissingCells missing;
  private final RowText rows;
  private final Header header;
  private final DecimalCommas commas;

  private CsvFile(Path path, String shown, CsvOptions options) throws IOException {
    this.shown = shown;
    this.options = options;
    missing = new MissingCells(options.missing());
    Dialect dialect = Dialect.of(path, options.delimiter());
    commas = commas(path, dialect);
    rows = open(path, dialect);
    try {
      header = Header.of(shown, rows.names());
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  private RowText open(Path path, Dialect dialect) throws IOException {
    return dialect.json() ? new JsonLines(path, shown) : new CsvText(path, shown, dialect);
  }

  private DecimalCommas commas(Path path, Dialect dialect) throws IOException {
    if (dialect.json() || options.decimal().orElse(',') != ',') {
      return DecimalCommas.none(0);
    }
    boolean likely = dialect.delimiter() != ',' || options.decimal().isPresent();
    try (RowText first = open(path, dialect)) {
      return DecimalCommas.of(first, missing, likely);
    }
  }

  /** Opens a file of which nothing is said. */
  public static CsvFile open(Path path) throws IOException {
    return open(path, CsvOptions.NONE);
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws IOException if the file does not exist or cannot be read
   * @throws CsvException if it is empty or its first line does not name the columns
   */
  public static CsvFile open(Path path, CsvOptions options) throws IOException {
    boolean standardInput = path.endsWith(STANDARD_INPUT);
    String shown = standardInput ? "standard input" : path.toString();
    if (Files.isDirectory(path)) {
      throw new CsvException(path + " is a folder; name a file of rows in it");
    }
    try {
      return new CsvFile(path, shown, options);
    } catch (FileNotFoundException e) {
      throw e;
    } catch (AccessDeniedException e) {
      throw new CsvException("there is no permission to read " + shown);
    } catch (UncheckedIOException e) {
      throw unreadable(shown, Objects.requireNonNullElse(e.getCause(), new IOException(e)));
    } catch (IOException e) {
      throw unreadable(shown, e);
    }
  }

  private static IOException unreadable(String shown, IOException cause) {
    if (cause instanceof CharacterCodingException) {
      throw new CsvException(shown + " is not UTF-8 text");
    }
    return new IOException("cannot read " + shown + ": " + cause.getMessage(), cause);
  }

  /**
   * Returns the names of the columns as the file has them, those that are not distinct numbered.
   */
  public List<String> columns() {
    return header.originals();
  }

  /** Returns the names of the columns, made valid as names of Avro fields. */
  List<String> avroNames() {
    return header.names();
  }

  /** Returns a sentence for each column that is called otherwise than in the file, or left out. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(header.notes());
    notes.addAll(rows.notes());
    return notes;
  }

  /**
   * Returns the index of a column, given its name in the file or in Avro.
   *
   * @throws CsvException if there is none of that name
   */
  public int column(String name) {
    return header
        .find(name)
        .orElseThrow(
            () ->
                new CsvException(
                    "%s has no column '%s'%s"
                        .formatted(shown, name, NearestName.orElseAll(name, columns(), "it has"))));
  }

  /**
   * Moves to the next row.
   *
   * @return whether there is one
   * @throws CsvException.OfRow if the row cannot be read, or has not as many cells as the header;
   *     the next may be
   */
  public boolean next() throws IOException {
    try {
      if (!rows.next()) {
        return false;
      }
    } catch (UncheckedIOException e) {
      throw unreadable(shown, Objects.requireNonNullElse(e.getCause(), new IOException(e)));
    } catch (IOException e) {
      throw unreadable(shown, e);
    }
    if (rows.size() != header.names().size()) {
      throw error(
          "%d cells, but the header names %d columns"
              .formatted(rows.size(), header.names().size()));
    }
    return true;
  }

  /** Returns the text of a cell of the present row, empty if nothing is there. */
  public String cell(int column) {
    return commas.read(column, rows.cell(column));
  }

  /** Tells whether a column holds texts, whatever they look like. */
  boolean isText(int column) {
    return rows.isText(column);
  }

  /** Returns the present row as the file has it, if it is a JSON object. */
  Optional<String> json() {
    return rows.json();
  }

  /** Returns which cells hold nothing. */
  MissingCells missing() {
    return missing;
  }

  /** Tells whether a row that cannot be used ends the file. */
  boolean isStrict() {
    return options.strict();
  }

  /** Returns how messages name the file. */
  String shown() {
    return shown;
  }

  /** Returns the line on which the present row starts; the header's is 1. */
  long line() {
    return rows.line();
  }

  /** Returns an exception about the present row. */
  CsvException.OfRow error(String message) {
    return new CsvException.OfRow(shown + ":" + line() + ": " + message);
  }

  /** Returns an exception about a cell of the present row. */
  CsvException.OfRow error(int column, String message) {
    return error("column '%s' %s".formatted(columns().get(column), message));
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
