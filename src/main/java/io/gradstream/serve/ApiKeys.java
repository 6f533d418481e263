package io.gradstream.serve;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The keys that requests must bring, from a file that is read again when it has changed; they are
 * compared in constant time and never logged.
 */
final class ApiKeys {

  private static final int SHORTEST = 16;
  private static final String BEARER = "Bearer ";
  private static final int UNAUTHORIZED = 401;

  private final FreshFiles<List<byte[]>> keys;

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read, has no keys or one that is too short
   */
  ApiKeys(Path file) throws IOException {
    this(file, System::nanoTime);
  }

  ApiKeys(Path file, LongSupplier nanoTime) throws IOException {
    keys = new FreshFiles<>("API keys", List.of(file), () -> read(file), nanoTime);
  }

  /** Throws unless a request brings one of them. */
  void require(Context context) {
    String header = context.header("Authorization");
    String given =
        header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? header.substring(BEARER.length()).strip()
            : context.header("X-API-Key");
    if (given == null || !isKnown(given.getBytes(StandardCharsets.UTF_8))) {
      context.header("WWW-Authenticate", "Bearer");
      throw new RequestException(
          UNAUTHORIZED,
          (given == null ? "the request brings no API key" : "the API key is not known")
              + "; send Authorization: Bearer KEY, or X-API-Key: KEY");
    }
  }

  /** Tells whether a key is one of them. */
  boolean isKnown(byte[] given) {
    boolean known = false;
    for (byte[] key : keys.get()) {
      known |= MessageDigest.isEqual(key, given);
    }
    return known;
  }

  private static List<byte[]> read(Path file) throws IOException {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new IOException(
          "http.api-keys: %s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()), e);
    }
    List<String> keys =
        lines.stream().map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("#")).toList();
    if (keys.isEmpty()) {
      throw new IOException("http.api-keys: %s has no key; give one a line".formatted(file));
    }
    if (keys.stream().anyMatch(key -> key.length() < SHORTEST)) {
      throw new IOException(
          "http.api-keys: %s has a key of fewer than %d characters".formatted(file, SHORTEST));
    }
    return keys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
