package io.gradstream.cli;

import io.gradstream.client.CsvSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how the rows of a CSV file become records. */
final class RowOptions {

  @Option(names = "--key", paramLabel = "COL", description = "Column that is the record's key.")
  private @Nullable String key;

  @Option(
      names = "--time",
      paramLabel = "COL",
      description =
          "Column that is the record's time: ISO-8601 or epoch. Without one, records are of now.")
  private @Nullable String time;

  @Option(
      names = "--rate",
      paramLabel = "ROWS_PER_S",
      description = "Rows a second (default: as fast as possible).")
  private @Nullable Double rate;

  /**
   * Returns a source with the columns and the rate that are given.
   *
   * @param source has the columns where none are given
   * @param limit the most rows to send
   */
  CsvSource applyTo(CsvSource source, long limit) {
    if (rate != null) {
      Options.requirePositive("--rate", rate);
    }
    return source
        .withColumns(
            key == null ? source.keyColumn() : key, time == null ? source.timeColumn() : time)
        .limitedTo(limit, rate == null ? Double.POSITIVE_INFINITY : rate);
  }
}
