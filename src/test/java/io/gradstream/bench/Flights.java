package io.gradstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A part of the flights: of the whole file the types of its columns alone take seconds to infer.
 */
final class Flights {

  private static final Path ALL = Path.of("examples/flights/flights.csv.gz");

  private Flights() {}

  /** Returns a file of the header and the first rows. */
  static Path first(int rows, Path directory) throws IOException {
    Path file = directory.resolve("first-" + rows + ".csv");
    try (BufferedReader all =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(ALL)), UTF_8))) {
      Files.write(file, all.lines().limit(1 + rows).toList());
    }
    return file;
  }
}
