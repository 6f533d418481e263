package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The example in JSON does what its README says. */
@Timeout(120)
class JsonExampleIT {

  private static final String FOLDER = "examples/json/";

  @Test
  void theDemoPrintsTheFiguresOfTheReadme() throws IOException {
    List<String> readme = Files.readAllLines(Path.of(FOLDER + "README.md"));
    List<String> figures =
        readme.stream()
            .filter(line -> line.matches("    .*(0\\.\\d{4}|examples|dead letters|better).*"))
            .map(line -> line.substring(4))
            .filter(line -> line.startsWith("  "))
            .toList();
    String command =
        readme.stream()
            .filter(line -> line.contains("bin/gradstream demo"))
            .findFirst()
            .orElseThrow();

    CommandRun demo = CommandRun.of(command.strip().replace("bin/gradstream ", "").split(" "));

    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(figures).hasSize(6);
    assertThat(demo.out().lines().toList()).containsAll(figures);
  }
}
