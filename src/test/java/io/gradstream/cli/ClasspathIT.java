package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the jars that bin/gradstream gives to {@code run}, and no others, nothing is missing. */
@Timeout(60)
class ClasspathIT {

  private static final Path LIB = Path.of("target/dist/lib");
  private static final String FLIGHTS = "examples/flights/pipeline.yaml";

  @TempDir private Path directory;

  @Test
  void noJarOfTheBrokerIsAmongThem() throws IOException {
    try (Stream<Path> jars = Files.list(LIB).filter(Files::isRegularFile)) {
      List<String> names = jars.map(jar -> jar.getFileName().toString()).toList();
      assertThat(names)
          .anyMatch(name -> name.startsWith("kafka-streams-"))
          .noneMatch(name -> name.matches("(kafka_2|scala).*"))
          .noneMatch(name -> name.matches("kafka-(server|metadata|storage|raft|group|tools).*"))
          .noneMatch(name -> name.matches("(junit|assertj|awaitility|archunit|jqwik).*"));
    }
  }

  @Test
  void commandsThatNeedNoClusterRun() throws Exception {
    assertThat(gradstream("--help").output()).contains("Usage: gradstream", "demo");
    assertThat(gradstream("demo", "--help").output()).contains("Usage: gradstream demo");
    assertThat(gradstream("validate", FLIGHTS).output()).contains("is valid");
    assertThat(gradstream("describe", FLIGHTS).output()).contains("Processor: trainer");
  }

  @Test
  void runComesAsFarAsItsBroker() throws Exception {
    Path file = directory.resolve("pipeline.yaml");
    Files.writeString(
        file, Files.readString(Path.of(FLIGHTS)).replaceAll("\\$.*:9092}", "127.0.0.1:1"));
    Files.writeString(file, Files.readString(file) + "  default.api.timeout.ms: 2000\n");
    JavaRun run = gradstream("run", file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.output())
        .contains("error: no Kafka broker answers at 127.0.0.1:1;")
        .doesNotContain("NoClassDefFoundError", "\tat ");
  }

  private static JavaRun gradstream(String... arguments) throws Exception {
    String[] all =
        Stream.concat(Stream.of("io.gradstream.cli.Main"), Stream.of(arguments))
            .toArray(String[]::new);
    return JavaRun.of("target/classes" + File.pathSeparator + LIB + "/*", all);
  }
}
