package io.gradstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.text.ProgramVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/release} packs, unpacked elsewhere. */
class ReleaseIT {

  private static final String NAME = "gradstream-" + ProgramVersion.text();
  private static final Path ARCHIVE = Path.of("target", NAME + ".tar.gz").toAbsolutePath();

  @TempDir private static Path directory;

  @BeforeAll
  static void packAndUnpack() throws Exception {
    assertThat(run(Path.of("."), "bin/release")).contains("made target/" + NAME + ".tar.gz");
    run(directory, "tar", "-xzf", ARCHIVE.toString());
  }

  @Test
  void theSameSourcesGiveTheSameBytes() throws Exception {
    Path first = directory.resolve("first.tar.gz");
    Files.move(ARCHIVE, first, StandardCopyOption.REPLACE_EXISTING);
    run(Path.of("."), "bin/release");
    assertThat(Files.mismatch(first, ARCHIVE)).isEqualTo(-1);
  }

  @Test
  void itRunsWhereItWasUnpacked() throws Exception {
    Path home = directory.resolve(NAME);
    assertThat(run(home, "bin/gradstream", "--version"))
        .isEqualToIgnoringNewLines("gradstream " + ProgramVersion.text());
    assertThat(run(home, "bin/gradstream", "validate", "examples/flights/pipeline.yaml"))
        .contains("is valid");
    assertThat(run(home, "bin/gradstream", "demo", "--rows", "2000")).contains("examples", "2,000");
  }

  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)\\s]*)?\\)");
  private static final Pattern SHIPPED = Pattern.compile("(?:examples|schemas)/[\\w./-]*\\w");

  @Test
  void itsTextsLinkToNothingThatItHasNot() throws Exception {
    Path home = directory.resolve(NAME);
    for (Path text : texts(home)) {
      Matcher links = LINK.matcher(Files.readString(text));
      while (links.find()) {
        if (!links.group(1).contains("://")) {
          assertThat(text.resolveSibling(links.group(1)).normalize()).as("%s", text).exists();
        }
      }
    }
  }

  @Test
  void whatItsExamplesAndReadmeNameIsThere() throws Exception {
    Path home = directory.resolve(NAME);
    List<Path> texts =
        texts(home).stream()
            .filter(text -> text.endsWith("README.md") && !text.startsWith(home.resolve("deploy")))
            .toList();
    assertThat(texts).hasSizeGreaterThan(6);
    for (Path text : texts) {
      String commands =
          Files.readString(text)
              .lines()
              .filter(line -> line.startsWith("    "))
              .collect(Collectors.joining("\n"));
      assertThat(commands).as("%s", text).doesNotContain("target/", "src/test");
      Matcher named = SHIPPED.matcher(commands);
      while (named.find()) {
        assertThat(home.resolve(named.group())).as("%s", text).exists();
      }
    }
  }

  @Test
  void anExampleRunsAsPrintedAndAClientCompiles() throws Exception {
    Path home = directory.resolve(NAME);
    assertThat(
            run(
                home,
                "bin/gradstream",
                "eval",
                "--pipeline",
                "examples/bikes/pipeline.yaml",
                "--data",
                "examples/bikes/bike_sharing_hour.csv.gz"))
        .contains("MAE", "17,379");
    String compile =
        "javac -d '%s' -cp \"$(bin/gradstream classpath)\" examples/clients/FlightProducer.java"
            .formatted(directory.resolve("classes"));
    run(home, "bash", "-c", compile);
  }

  private static List<Path> texts(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  @Test
  void itListsWhatItShipsWithLicences() throws Exception {
    Path home = directory.resolve(NAME);
    try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
      String bill = Files.readString(home.resolve("sbom/gradstream.cdx.json"));
      String licences = Files.readString(home.resolve("THIRD-PARTY.txt"));
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .filteredOn(jar -> jar.endsWith(".jar") && !jar.startsWith("gradstream-"))
          .isNotEmpty()
          .allSatisfy(
              jar -> {
                String artifact = jar.replaceFirst("-[0-9].*", "");
                assertThat(bill).contains("/" + artifact + "@");
                assertThat(licences).contains(":" + artifact + ":");
              });
    }
    assertThat(home.resolve("sbom/gradstream-with-broker.cdx.json")).exists();
  }

  @Test
  void itHasTheJarOfTheScorerWithItsPomAndWhatItNeeds() throws Exception {
    Path home = directory.resolve(NAME);
    String scorer = "scorer/gradstream-scorer-" + ProgramVersion.text();
    assertThat(run(home, "jar", "--list", "--file", scorer + ".jar"))
        .contains("io/gradstream/score/Scorer.class")
        .doesNotContain("io/gradstream/cli/");
    assertThat(home.resolve(scorer + ".pom"))
        .content()
        .contains("<artifactId>gradstream-scorer</artifactId>");
    assertThat(home.resolve("scorer/DEPENDENCIES.txt")).content().contains("kafka-clients");
  }

  @Test
  void itsCompletionsKnowCommandsAndOptions() throws Exception {
    String complete =
        """
        . completions/gradstream.sh
        COMP_WORDS=(gradstream val) COMP_CWORD=1
        _complete_gradstream && echo "${COMPREPLY[@]}"
        COMP_WORDS=(gradstream produce --ra) COMP_CWORD=2
        _complete_gradstream && echo "${COMPREPLY[@]}"
        """;
    assertThat(run(directory.resolve(NAME), "bash", "-c", complete).lines())
        .contains("validate", "--rate");
  }

  private static String run(Path where, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
