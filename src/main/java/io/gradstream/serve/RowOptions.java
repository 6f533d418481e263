package io.gradstream.serve;

import io.gradstream.score.ScoreOptions;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a request says of how its rows are scored: {@code key}, {@code partition}, {@code
 * time}.
 */
final class RowOptions {

  private RowOptions() {}

  static ScoreOptions of(
      @Nullable String key,
      @Nullable String partition,
      @Nullable String time,
      @Nullable String explain) {
    ScoreOptions options = ScoreOptions.NONE;
    if (key != null) {
      options = options.withKey(key.getBytes(StandardCharsets.UTF_8));
    }
    if (partition != null) {
      options = options.withPartition(number(partition));
    }
    if (time != null) {
      options = options.withTime(instant(time));
    }
    return isTrue(explain) ? options.withExplanation() : options;
  }

  private static boolean isTrue(@Nullable String explain) {
    if (explain == null || explain.equals("false")) {
      return false;
    }
    if (explain.equals("true")) {
      return true;
    }
    throw RequestException.bad("explain is '%s'; it must be true or false".formatted(explain));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw RequestException.bad("partition is '%s'; it must be a whole number".formatted(text));
    }
  }

  private static Instant instant(String text) {
    try {
      return text.matches("-?\\d{1,18}")
          ? Instant.ofEpochMilli(Long.parseLong(text))
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw RequestException.bad(
          "time is '%s'; it must be ISO 8601 in UTC, as in 2013-01-01T10:00:00Z, or milliseconds since 1970"
              .formatted(text));
    }
  }
}
