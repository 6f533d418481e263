package io.gradstream.ci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code .ci/slowest} makes of Maven's reports. */
class SlowestIT {

  @TempDir private Path directory;

  @Test
  void theTenSlowestClassesOfAllFoldersAreNamedSlowestFirst() throws Exception {
    Path units = Files.createDirectory(directory.resolve("units"));
    Path integration = Files.createDirectory(directory.resolve("integration"));
    for (int i = 0; i < 11; i++) {
      report(units, "Unit" + i, i + ".5");
    }
    report(integration, "SlowIT", "1,234.5");
    report(integration, "QuickIT", "7");

    assertThat(slowest(units, integration))
        .hasSize(11)
        .startsWith(
            "the ten slowest test classes:",
            "   1234.5 s     3 tests  io.gradstream.SlowIT",
            "     10.5 s     3 tests  io.gradstream.Unit10")
        .contains("      7.0 s     3 tests  io.gradstream.QuickIT")
        .endsWith("      3.5 s     3 tests  io.gradstream.Unit3");
  }

  @Test
  void whereNothingWasTestedNoneIsNamed() throws Exception {
    assertThat(slowest(directory.resolve("none"))).containsExactly("the ten slowest test classes:");
  }

  private static void report(Path folder, String name, String time) throws IOException {
    Files.writeString(
        folder.resolve("TEST-io.gradstream." + name + ".xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuite xsi:schemaLocation="x" version="3.0.2"
            name="io.gradstream.%s" time="%s" tests="3" errors="0">
          <properties><property name="user.name" value="time"/></properties>
          <testcase name="aTest" classname="io.gradstream.Other" time="9999"/>
        </testsuite>
        """
            .formatted(name, time));
  }

  private static List<String> slowest(Path... folders) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(".ci/slowest"));
    Stream.of(folders).map(Path::toString).forEach(command::add);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
