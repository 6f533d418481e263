package io.gradstream.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the rows of a file are written, by its beginning.
 *
 * @param json whether every line is a JSON object
 * @param delimiter what separates cells, if they are not
 * @param firstLine how many lines stand before the header: 1 where a spreadsheet says its separator
 */
record Dialect(boolean json, char delimiter, int firstLine) {

  private static final char[] DELIMITERS = {',', ';', '\t', '|'};
  private static final int LOOKED_AT = 1 << 16;
  private static final int ROWS = 100;
  private static final Pattern SEPARATOR = Pattern.compile("sep=(.)\\R", Pattern.CASE_INSENSITIVE);

  /**
   * Looks at a file.
   *
   * @param given the delimiter that the user names, if any
   */
  static Dialect of(Path path, OptionalInt given) throws IOException {
    String start;
    try (Reader text = DataText.open(path, 0)) {
      start = start(text);
    }
    Matcher separator = SEPARATOR.matcher(start);
    if (separator.lookingAt()) {
      char said = (char) given.orElse(separator.group(1).charAt(0));
      return new Dialect(false, said, 1);
    }
    if (given.isEmpty() && start.stripLeading().startsWith("{")) {
      return new Dialect(true, ',', 0);
    }
    return new Dialect(false, (char) given.orElseGet(() -> likeliest(start)), 0);
  }

  private static String start(Reader text) throws IOException {
    char[] buffer = new char[LOOKED_AT];
    int length = 0;
    int read = text.read(buffer, 0, buffer.length);
    while (read > 0) {
      length += read;
      read = length < buffer.length ? text.read(buffer, length, buffer.length - length) : 0;
    }
    return new String(buffer, 0, length);
  }

  /** Returns the one by which most rows have as many cells as the header, two at least. */
  private static int likeliest(String start) {
    char best = DELIMITERS[0];
    double most = 0;
    for (char delimiter : DELIMITERS) {
      double score = score(start, delimiter);
      if (score > most) {
        best = delimiter;
        most = score;
      }
    }
    return best;
  }

  /** Returns the share of rows that fit the header; of equal ones that of more cells is greater. */
  private static double score(String start, char delimiter) {
    List<Integer> counts = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
            CsvReader.builder()
                .fieldSeparator(delimiter)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(start);
        CloseableIterator<CsvRecord> rows = reader.iterator()) {
      while (counts.size() < ROWS && rows.hasNext()) {
        counts.add(rows.next().getFieldCount());
      }
    } catch (CsvParseException | IOException e) {
      // what was read so far tells enough
    }
    int header = counts.isEmpty() ? 0 : counts.get(0);
    if (header < 2) {
      return 0;
    }
    double fitting = counts.stream().filter(count -> count == header).count();
    return (fitting - (counts.size() > 1 ? 1 : 0)) / Math.max(1, counts.size() - 1)
        + 1e-4 * Math.min(header, 100);
  }
}
