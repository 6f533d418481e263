package io.gradstream.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file (RFC 4180, comma, UTF-8, first line a header), read row by row, gzipped or not.
 *
 * <p>Lifecycle: {@link #open} reads the header; {@link #next} moves to a row, whose cells can then
 * be read. Not thread-safe.
 */
public final class CsvFile implements Closeable {

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_MAGIC = 0x1F8B;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final Path path;
  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> rows;
  private final Header header;
  private CsvRecord row;

  private CsvFile(Path path, Reader characters) throws IOException {
    this.path = path;
    reader =
        CsvReader.builder()
            .allowExtraFields(true) // so that the message about it can be our own
            .allowMissingFields(true)
            .ofCsvRecord(characters);
    rows = reader.iterator();
    if (!hasNext()) {
      throw new CsvException(path + " is empty; its first line must name the columns");
    }
    row = rows.next();
    header = Header.of(path, row.getFields());
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws IOException if the file does not exist or cannot be read
   * @throws CsvException if it is empty or its first line does not name the columns
   */
  public static CsvFile open(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new FileNotFoundException("there is no file " + path);
    }
    InputStream bytes = Files.newInputStream(path);
    try {
      // A fresh decoder reports what is not UTF-8; one made from the character set would replace
      // it.
      return new CsvFile(
          path,
          withoutMark(new InputStreamReader(plain(bytes), StandardCharsets.UTF_8.newDecoder())));
    } catch (CharacterCodingException e) {
      bytes.close();
      throw new CsvException(path + " is not UTF-8 text");
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /** Returns the names of the columns, made valid as names of Avro fields. */
  public List<String> columns() {
    return header.names();
  }

  /** Returns a sentence for each column that is called otherwise than in the file. */
  public List<String> notes() {
    return header.notes();
  }

  /**
   * Returns the index of a column, given its name in the file or in {@link #columns}.
   *
   * @throws CsvException if there is none of that name
   */
  public int column(String name) {
    return header
        .find(name)
        .orElseThrow(
            () ->
                new CsvException(
                    "%s has no column '%s'; it has: %s"
                        .formatted(path, name, String.join(", ", columns()))));
  }

  /**
   * Moves to the next row.
   *
   * @return whether there is one
   * @throws CsvException.OfRow if the row has not as many cells as the header; the next may be read
   * @throws CsvException if its quotes are broken, so that nobody knows where it ends
   */
  public boolean next() throws IOException {
    if (!hasNext()) {
      return false;
    }
    row = rows.next();
    int count = row.getFieldCount();
    if (count != header.names().size()) {
      throw error(
          "%d cells, but the header names %d columns".formatted(count, header.names().size()));
    }
    return true;
  }

  /** Returns the text of a cell of the present row, empty if nothing is there. */
  public String cell(int column) {
    return row.getField(column);
  }

  /** Returns the line on which the present row starts; the header's is 1. */
  public long line() {
    return row.getStartingLineNumber();
  }

  /** Returns an exception about the present row. */
  CsvException.OfRow error(String message) {
    return new CsvException.OfRow(path + ":" + line() + ": " + message);
  }

  /** Returns an exception about a cell of the present row. */
  CsvException.OfRow error(int column, String message) {
    return error("column '%s' %s".formatted(columns().get(column), message));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private boolean hasNext() throws IOException {
    try {
      return rows.hasNext();
    } catch (CsvParseException e) {
      throw new CsvException("%s: %s".formatted(path, e.getMessage()));
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException) {
        throw new CsvException(path + " is not UTF-8 text");
      }
      throw new IOException("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /** Leaves out a byte order mark, which would hide the quote of a first cell that has one. */
  private static Reader withoutMark(Reader characters) throws IOException {
    PushbackReader reader = new PushbackReader(characters);
    int first = reader.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      reader.unread(first);
    }
    return reader;
  }

  private static InputStream plain(InputStream file) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(file, BUFFER);
    bytes.mark(2);
    int magic = bytes.read() << 8 | bytes.read();
    bytes.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(bytes, BUFFER) : bytes;
  }
}
