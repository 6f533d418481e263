package io.gradstream.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows of cells between delimiters (RFC 4180), first line a header.
 *
 * <p>A row whose quotes are broken, or opened and never closed, costs the line on which it begins:
 * reading goes on with the line after it.
 */
final class CsvText implements RowText {

  private static final Pattern STARTED = Pattern.compile("started in line (\\d+)");
  private static final int MOST_RESTARTS = 1000;

  private final Path path;
  private final String shown;
  private final Dialect dialect;
  private final List<String> names;
  private CsvReader<CsvRecord> reader;
  private CloseableIterator<CsvRecord> rows;
  private Quotes quotes;
  private long before; // lines before what the reader reads
  private CsvRecord row;
  private int restarts;

  // reader, rows and quotes are set by start
  @SuppressWarnings("NullAway.Init")
  CsvText(Path path, String shown, Dialect dialect) throws IOException {
    this.path = path;
    this.shown = shown;
    this.dialect = dialect;
    start(dialect.firstLine());
    try {
      if (!rows.hasNext()) {
        throw new CsvException(shown + " is empty; its first line must name the columns");
      }
      row = rows.next();
    } catch (CsvParseException e) {
      throw new CsvException("%s: %s".formatted(shown, e.getMessage()));
    }
    names = row.getFields();
  }

  private void start(long line) throws IOException {
    before = line;
    quotes = new Quotes(DataText.open(path, line));
    reader =
        CsvReader.builder()
            .fieldSeparator(dialect.delimiter())
            .allowExtraFields(true) // so that the message about it can be our own
            .allowMissingFields(true)
            .ofCsvRecord(quotes);
    rows = reader.iterator();
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public boolean next() throws IOException {
    try {
      if (!rows.hasNext()) {
        return false;
      }
      row = rows.next();
      boolean last = spansLines() && !rows.hasNext();
      if (last && quotes.areOdd()) {
        throw skipLine(line(), "a quote is opened here and never closed");
      }
      return true;
    } catch (CsvParseException e) {
      Matcher started = STARTED.matcher(String.valueOf(e.getMessage()));
      if (!started.find()) {
        throw new CsvException("%s: %s".formatted(shown, e.getMessage()));
      }
      long line = before + Long.parseLong(started.group(1));
      throw skipLine(line, "broken quotes: a quote within a cell must be doubled");
    }
  }

  private boolean spansLines() {
    for (int i = 0; i < row.getFieldCount(); i++) {
      if (row.getField(i).indexOf('\n') >= 0) {
        return true;
      }
    }
    return false;
  }

  private CsvException skipLine(long line, String problem) throws IOException {
    String message = "%s:%d: %s".formatted(shown, line, problem);
    if (++restarts > MOST_RESTARTS) {
      return new CsvException(message + ", as in %,d lines before".formatted(MOST_RESTARTS));
    }
    reader.close();
    start(line);
    return new CsvException.OfRow(message);
  }

  @Override
  public int size() {
    return row.getFieldCount();
  }

  @Override
  public String cell(int column) {
    return row.getField(column);
  }

  @Override
  public long line() {
    return before + row.getStartingLineNumber();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** Counts the quotes that are read: at the end of a file an odd one is open. */
  private static final class Quotes extends FilterReader {

    private long count;

    Quotes(Reader in) {
      super(in);
    }

    boolean areOdd() {
      return count % 2 == 1;
    }

    @Override
    public int read() throws IOException {
      int c = super.read();
      count += c == '"' ? 1 : 0;
      return c;
    }

    @Override
    public int read(char[] buffer, int from, int length) throws IOException {
      int read = super.read(buffer, from, length);
      for (int i = from; i < from + read; i++) {
        count += buffer[i] == '"' ? 1 : 0;
      }
      return read;
    }
  }
}
