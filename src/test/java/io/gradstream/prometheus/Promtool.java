package io.gradstream.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Debian's package prometheus, whose promtool says what Prometheus would. */
public final class Promtool {

  private Promtool() {}

  /**
   * Where a program of the package is not installed the test is skipped, but fails if CI is true.
   */
  public static void require(String program) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    String missing = program + " is not installed: apt-get install prometheus";
    if (Boolean.parseBoolean(System.getenv("CI"))) {
      assertThat(there).as(missing).isTrue();
    }
    assumeTrue(there, missing);
  }

  /** What a run of it said. */
  public record Answer(int code, String text) {}

  /** Runs it; {@code input} is what it reads. */
  public static Answer run(String input, String... arguments)
      throws IOException, InterruptedException {
    require("promtool");
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Path given = Files.createTempFile("promtool", ".in");
    try {
      Files.writeString(given, input);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(given.toFile())
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), text);
    } finally {
      Files.delete(given);
    }
  }
}
