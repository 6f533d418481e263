package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The registry in a process of its own, as people start it. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class RegistryCommandIT {

  private static final Schema SCHEMA =
      SchemaBuilder.record("R").fields().requiredDouble("x").endRecord();

  @TempDir private Path directory;

  @Test
  void whatIsRegisteredSurvivesARestart() throws Exception {
    int id;
    try (Running first = Running.start("--data-dir", directory.toString())) {
      assertThat(first.holds).isEqualTo(directory + " holds 0 subjects");
      id = first.client().register("s-value", SCHEMA);
    }
    try (Running second = Running.start("--data-dir", directory.toString())) {
      assertThat(second.holds).isEqualTo(directory + " holds 1 subject");
      assertThat(second.client().byId(id)).isEqualTo(SCHEMA);
    }
  }

  @Test
  void aFolderIsForOneRegistryAtATime() throws Exception {
    try (Running first = Running.start("--data-dir", directory.toString())) {
      CommandRun second = CommandRun.of("registry", "--data-dir", directory.toString());
      assertThat(second.code()).isEqualTo(1);
      assertThat(second.err())
          .startsWith("error: " + directory.resolve("registry.jsonl") + " is in use by another");
      assertThat(first.client().subjects()).isEmpty();
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (Running first = Running.start()) {
      assertThat(first.holds).isEqualTo("nothing is kept; see --data-dir");
      String port = first.url.substring(first.url.lastIndexOf(':') + 1);
      CommandRun second = CommandRun.of("registry", "--port", port);
      assertThat(second.code()).isEqualTo(1);
      assertThat(second.err()).contains("cannot listen on 127.0.0.1:" + port);
    }
    CommandRun wrong = CommandRun.of("registry", "--port", "70000");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("--port must be in 1 to 65535, was 70000");
  }

  /** A registry's process; closed by SIGTERM, as by Kubernetes. */
  private record Running(Process process, String url, String holds) implements AutoCloseable {

    static Running start(String... options) throws IOException {
      Process process =
          new ProcessBuilder(command(options))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String url = out.readLine().replaceFirst("^schema.registry.url=", "");
      String holds = out.readLine();
      assertThat(out.readLine()).isEqualTo("ready; Ctrl-C ends it");
      return new Running(process, url, holds);
    }

    private static List<String> command(String... options) {
      List<String> command =
          JavaRun.command(
              System.getProperty("java.class.path"), "io.gradstream.cli.Main", "registry");
      command.addAll(List.of(options));
      return command;
    }

    SchemaRegistry client() {
      return SchemaRegistries.from(Map.of("schema.registry.url", url));
    }

    @Override
    public void close() throws Exception {
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }
}
