package io.gradstream.score;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.text.ProgramVersion;
import io.gradstream.streams.JsonPipeline;
import io.gradstream.streams.PipelineCluster;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar by which a service of somebody's own scores, as it was packaged. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ScorerJarIT {

  private static final Path DIST = Path.of("target/dist");
  private static final Path JAR =
      DIST.resolve("scorer/gradstream-%s-scorer.jar".formatted(ProgramVersion.text()));
  private static final Pattern ARTIFACT = Pattern.compile("(?m)^ {4}[\\w.]+:([\\w.-]+)$");
  private static final Pattern DEPENDENCY =
      Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>\\s*</dep");

  /** What a user writes. */
  private static final String PROGRAM =
      """
      import io.gradstream.pipeline.Pipeline;
      import io.gradstream.pipeline.file.PipelineReader;
      import io.gradstream.score.Score;
      import io.gradstream.score.Scorer;
      import java.nio.file.Path;
      import java.time.Duration;
      import java.util.Map;
      import org.apache.avro.SchemaBuilder;
      import org.apache.avro.generic.GenericData;

      public class UserProgram {
        public static void main(String[] arguments) throws Exception {
          Pipeline pipeline = PipelineReader.read(Path.of(arguments[0]), System.getenv());
          try (Scorer scorer = Scorer.follow(Map.of("bootstrap.servers", arguments[1]), pipeline)) {
            if (!scorer.await(Duration.ofSeconds(30))) {
              throw new IllegalStateException(scorer.health().toString());
            }
            Score ofMap = scorer.score(Map.of("x", 3));
            var schema = SchemaBuilder.record("Row").fields().requiredInt("x").endRecord();
            var record = new GenericData.Record(schema);
            record.put("x", 3);
            Score ofRecord = scorer.score(record);
            System.out.println("map " + ofMap.value() + " by " + ofMap.version());
            System.out.println("record " + ofRecord.value() + " by " + ofRecord.version());
          }
        }
      }
      """;

  @TempDir private Path directory;

  @Test
  void aProgramScoresWithTheJarAndTheListedDependenciesAlone(TestInfo test) throws Exception {
    PipelineCluster cluster = PipelineCluster.shared();
    JsonPipeline usual = new JsonPipeline(cluster, PipelineCluster.nameOf(test), "");
    cluster.createTopic(usual.name, 1);
    usual.produce(0, 300);
    usual.learn(300);
    String expected;
    try (Scorer scorer = Scorer.follow(Map.of(), usual.pipeline())) {
      assertThat(scorer.await(Duration.ofSeconds(30))).isTrue();
      expected = scorer.score(Map.of("x", 3)).value() + " by 300";
    }
    Path program = Files.writeString(directory.resolve("UserProgram.java"), PROGRAM);
    String classpath = JAR + File.pathSeparator + dependencies();
    run("javac", "-cp", classpath, "-d", directory.toString(), program.toString());
    String output =
        run(
            "java",
            "-cp",
            classpath + File.pathSeparator + directory,
            "UserProgram",
            yaml(usual.name).toString(),
            cluster.kafka().get("bootstrap.servers"));
    assertThat(output).contains("map " + expected, "record " + expected);
  }

  @Test
  void nothingInItRefersToAClassThatIsNeitherInItNorInADependency() throws IOException {
    StringWriter found = new StringWriter();
    int code =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(found),
                new PrintWriter(found),
                "--multi-release",
                "17",
                "--missing-deps",
                "--class-path",
                dependencies(),
                JAR.toString());
    assertThat(found.toString()).isBlank();
    assertThat(code).isZero();
  }

  @Test
  void itHoldsNoCommandNoTrainerAndNoServer() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(
              jar.stream()
                  .map(JarEntry::getName)
                  .filter(name -> name.endsWith(".class"))
                  .map(name -> name.split("/")[2])
                  .distinct())
          .containsExactlyInAnyOrder("core", "pipeline", "schema", "client", "model", "score");
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class")).isNull();
    }
    assertThat(dependencies()).doesNotContain("streams", "rocksdb", "javalin", "jetty", "picocli");
  }

  @Test
  void itsPomHasTheVersionsThatWereTested() throws IOException {
    String pom = Files.readString(DIST.resolve("scorer/pom.xml"));
    Matcher dependency = DEPENDENCY.matcher(pom);
    List<String> found = new ArrayList<>();
    while (dependency.find()) {
      found.add(dependency.group(1));
      assertThat(DIST.resolve("lib/" + dependency.group(1) + "-" + dependency.group(2) + ".jar"))
          .exists();
    }
    assertThat(found).contains("kafka-clients", "avro", "jackson-databind", "slf4j-api");
    assertThat(pom)
        .contains("<version>" + ProgramVersion.text() + "</version>")
        .doesNotContain("${");
  }

  /** Returns the jars of the release that the list names. */
  private static String dependencies() throws IOException {
    List<String> names =
        ARTIFACT
            .matcher(Files.readString(DIST.resolve("scorer/DEPENDENCIES.txt")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(names).hasSizeGreaterThan(8);
    try (Stream<Path> jars = Files.list(DIST.resolve("lib"))) {
      List<String> named =
          jars.filter(
                  jar -> names.contains(jar.getFileName().toString().replaceFirst("-\\d.*", "")))
              .map(Path::toString)
              .sorted()
              .toList();
      assertThat(named).hasSameSizeAs(names);
      return named.stream().collect(Collectors.joining(File.pathSeparator));
    }
  }

  private Path yaml(String name) throws IOException {
    return Files.writeString(
        directory.resolve("p.yaml"),
        """
        pipeline: %1$s
        input: {topic: %1$s, label: y, format: json}
        features: [{standard: [x]}]
        model: logistic
        optimizer: {sgd: {learning-rate: 0.1}}
        """
            .formatted(name));
  }

  private static String run(String tool, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
