package io.gradstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterIT {

  @TempDir private Path temporary;

  @Test
  void aProcessThatIsToldToStopLeavesNoDirectoryBehind() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                "io.gradstream.cli.Main",
                "broker")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      assertThat(lines.lines().limit(4))
          .anyMatch(line -> line.startsWith("  export KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:"))
          .anyMatch(line -> line.startsWith("  export SCHEMA_REGISTRY_URL=http://"));
      assertThat(brokers()).isNotEmpty();
      process.destroy();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(brokers()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  private String[] brokers() {
    return temporary.toFile().list((directory, name) -> name.startsWith("gradstream-broker"));
  }
}
