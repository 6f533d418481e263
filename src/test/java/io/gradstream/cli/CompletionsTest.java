package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionsTest {

  @Test
  void theyAreOfEveryCommand(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("gradstream.sh");

    Completions.main(new String[] {file.toString()});

    String script = Files.readString(file);
    assertThat(Main.commandLine().getSubcommands().keySet())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            command ->
                assertThat(script)
                    .contains("_picocli_gradstream_" + command.replace("-", "") + "() {"));
  }
}
