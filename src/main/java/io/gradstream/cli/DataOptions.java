package io.gradstream.cli;

import io.gradstream.csv.CsvFile;
import io.gradstream.csv.CsvOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a file of rows is written. */
final class DataOptions {

  /** What a description says of a file of rows. */
  static final String FORMS =
      "A file of rows, gzipped or not: CSV, its first line naming the columns, or a JSON object a"
          + " line; - for standard input.";

  /** The names of the options. */
  static final List<String> ALL = List.of("--delimiter", "--decimal", "--missing", "--strict");

  private static final Path STANDARD_INPUT = Path.of("-");
  private static final Map<String, Character> NAMES =
      Map.of("tab", '\t', "\\t", '\t', "comma", ',', "semicolon", ';', "bar", '|', "pipe", '|');

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description =
          "What separates cells, a character or tab (default: comma, semicolon, tab or bar, by the"
              + " file).")
  private @Nullable String delimiter;

  @Option(
      names = "--decimal",
      paramLabel = "CHAR",
      description =
          "The mark before decimals, a comma or a point (default: a comma in columns whose numbers"
              + " have one).")
  private @Nullable String decimal;

  @Option(
      names = "--missing",
      paramLabel = "TEXT,TEXT",
      split = ",",
      description =
          "Cells that hold nothing, beside blank ones (default: NA N/A NaN null None ? - \\N, and"
              + " among numbers more of the kind).")
  private String @Nullable [] missing;

  @Option(
      names = "--strict",
      description =
          "End at the first line that cannot be used; by default it is counted and named.")
  private boolean strict;

  /** Returns what the options say. */
  CsvOptions options() {
    CsvOptions options = CsvOptions.NONE;
    if (delimiter != null) {
      options = options.withDelimiter(delimiter(delimiter));
    }
    if (decimal != null) {
      options = options.withDecimal(decimal(decimal));
    }
    if (missing != null) {
      options = options.withMissing(List.of(missing));
    }
    return strict ? options.strictly() : options;
  }

  private static char delimiter(String text) {
    Character named = NAMES.get(text.toLowerCase(Locale.ROOT));
    if (named != null) {
      return named;
    }
    if (text.length() != 1 || "\"\r\n".contains(text)) {
      throw new UsageException(
          "--delimiter must be one character other than a quote, or tab, was '%s'".formatted(text));
    }
    return text.charAt(0);
  }

  private static char decimal(String text) {
    if (!text.equals(",") && !text.equals(".")) {
      throw new UsageException("--decimal must be a comma or a point, was '%s'".formatted(text));
    }
    return text.charAt(0);
  }

  /**
   * Returns a file that can be read twice: for {@code -} one to which standard input is written,
   * and which goes when the program ends.
   */
  static Path file(Path given) throws IOException {
    return given.equals(STANDARD_INPUT) ? copy(System.in) : given;
  }

  private static Path copy(InputStream in) throws IOException {
    Path folder = Files.createTempDirectory("gradstream-");
    Path file = folder.resolve(CsvFile.STANDARD_INPUT);
    folder.toFile().deleteOnExit();
    file.toFile().deleteOnExit(); // the last one named goes first
    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }
}
