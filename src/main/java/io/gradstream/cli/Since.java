package io.gradstream.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * From when on records count, by their own times: from a time, or for so long before the newest of
 * them, whenever that was.
 */
record Since(Optional<Instant> time, Optional<Duration> before) {

  /**
   * Reads what {@code --since} says.
   *
   * @throws UsageException if it is neither
   */
  static Since of(String text) {
    try {
      return text.startsWith("P")
          ? new Since(Optional.empty(), Optional.of(Duration.parse(text)))
          : new Since(Optional.of(Instant.parse(text)), Optional.empty());
    } catch (DateTimeException e) {
      throw new UsageException(
          "--since is '%s'; it must be a time in UTC, as 2013-03-01T00:00:00Z, or how long before the newest window, as PT24H or P7D"
              .formatted(text));
    }
  }

  /** Returns the first time that counts, in milliseconds, by the newest that there is. */
  long from(OptionalLong newest) {
    return time.map(Instant::toEpochMilli)
        .orElseGet(
            () ->
                newest.isEmpty()
                    ? Long.MIN_VALUE
                    : Instant.ofEpochMilli(newest.getAsLong())
                        .minus(before.orElseThrow())
                        .toEpochMilli());
  }
}
