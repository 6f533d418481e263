package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/gradstream}, with a JVM that only says what it was called with. */
class LauncherIT {

  private static final String JAVA =
      """
      #!/usr/bin/env bash
      for argument in "$@"; do
        case $argument in
          -XX:ArchiveClassesAtExit=*) echo classes >"${argument#*=}"; exit 0 ;;
        esac
        printf '%s\\n' "$argument"
      done
      """;

  @TempDir private Path directory;
  private Path home;
  private Path jdk;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void install() throws IOException {
    home = directory.resolve("some where");
    jdk = directory.resolve("jdk");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib/ext"));
    Files.createDirectories(home.resolve("lib/embedded"));
    Files.copy(Path.of("bin/gradstream"), home.resolve("bin/gradstream"));
    Files.writeString(home.resolve("lib/gradstream-1.jar"), "");
    Files.writeString(home.resolve("lib/other.jar"), "");
    script(jdk.resolve("bin/java"), JAVA);
    environment.put("JAVA_HOME", jdk.toString());
    environment.put("GRADSTREAM_CACHE", "");
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private CommandRun run(Path launcher, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(name -> name.matches("GRADSTREAM.*|.*JAVA.*OPTIONS"));
    builder.environment().putAll(environment);
    Path err = directory.resolve("err");
    Process process = builder.redirectError(err.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new CommandRun(process.waitFor(), out, Files.readString(err));
  }

  private CommandRun run(String... arguments) throws IOException, InterruptedException {
    return run(home.resolve("bin/gradstream"), arguments);
  }

  @Test
  void itIsFoundBehindLinksWithoutReadlinksGnuOption() throws Exception {
    Path links = Files.createDirectory(directory.resolve("links"));
    script(
        links.resolve("readlink"),
        "#!/bin/sh\ncase $1 in -*) exit 1;; esac\nexec /usr/bin/env -i /bin/readlink \"$1\"\n");
    Files.createSymbolicLink(links.resolve("one"), home.resolve("bin/gradstream"));
    Files.createSymbolicLink(links.resolve("two"), Path.of("one"));
    environment.put("PATH", links + ":" + System.getenv("PATH"));

    CommandRun run = run(links.resolve("two"), "run", "a b.yaml");

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(home.toRealPath() + "/lib/gradstream-1.jar:" + home.toRealPath() + "/lib/")
        .contains("-Dgradstream.launcher=" + home.toRealPath() + "/bin/gradstream")
        .endsWith("run\na b.yaml\n");
  }

  @ParameterizedTest
  @CsvSource({"17.0.15, false", "23, false", "24.0.1, true", "25.0.3, true"})
  void whatKafkasClientsDoIsNoWarningOfNewerJvms(String version, boolean allowed) throws Exception {
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    String option = "--sun-misc-unsafe-memory-access=allow";
    assertThat(run("run", "p.yaml").out().contains(option)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GRADSTREAM_OPTS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"})
  void aCollectorThatIsGivenIsTheOnlyOne(String variable) throws Exception {
    assertThat(run("run", "p.yaml").out()).contains("-XX:+UseParallelGC");
    environment.put(variable, "-Xmx1g -XX:+UseG1GC");
    for (String command : new String[] {"run", "--version", "eval"}) {
      assertThat(run(command).out()).doesNotContain("UseParallelGC", "UseSerialGC");
    }
    environment.put(variable, "-XX:+UseStringDeduplication");
    assertThat(run("run").out()).contains("UseParallelGC");
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    environment.put("JAVA_HOME", "/nonexistent");
    CommandRun run = run("--version");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("JAVA_HOME is '/nonexistent', which has no bin/java")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "validate, true",
    "tail, true",
    "topics, true",
    "--version, true",
    "run, false",
    "demo, false",
    "bench, false",
    "crash-test, false",
    "score, false",
    "ui, false",
    "eval, true",
    "gradient-check, true"
  })
  void commandsThatEndSoonAreCompiledForTheStart(String command, boolean soon) throws Exception {
    assertThat(run(command).out().contains("-XX:TieredStopAtLevel=1")).isEqualTo(soon);
  }

  @ParameterizedTest
  @CsvSource({
    "small.csv, true",
    "large.csv, false",
    "half.csv, true",
    "half.csv.gz, false",
    "none.csv, true",
    "-, false"
  })
  void commandsThatComputeOnLittleAreToo(String file, boolean soon) throws Exception {
    Files.writeString(directory.resolve("small.csv"), "a,b\n");
    Files.write(directory.resolve("large.csv"), new byte[5_000_000]);
    Files.write(directory.resolve("half.csv"), new byte[1_000_000]);
    Files.write(directory.resolve("half.csv.gz"), new byte[1_000_000]);
    String path = file.equals("-") ? file : directory.resolve(file).toString();
    for (String[] command :
        new String[][] {
          {"init", "--data", path},
          {"eval", "p.yaml", "--file=" + path},
          {"produce", "--topic", "t", "--data=" + path},
          {"score", "p.yaml", "--once", path}
        }) {
      assertThat(run(command).out().contains("-XX:TieredStopAtLevel=1")).isEqualTo(soon);
    }
    assertThat(run("profile", "--topic", "t").out()).doesNotContain("-XX:TieredStopAtLevel=1");
  }

  @Test
  void anArchiveOfClassesIsMadeOnceUnheardAndUsedFromThenOnUntilAJarChanges() throws Exception {
    Path cache = directory.resolve("ca che/of mine");
    environment.put("GRADSTREAM_CACHE", cache.toString());
    CommandRun first = run("validate");
    assertThat(first.out()).doesNotContain("SharedArchiveFile");
    assertThat(first.err()).isEmpty();
    await().until(() -> archives(cache).size() == 1 && files(cache) == 1);

    assertThat(run("validate").out())
        .contains("-XX:SharedArchiveFile=" + archives(cache).get(0), "-Xshare:auto");
    assertThat(run("run").out()).doesNotContain("SharedArchiveFile");
    environment.put("GRADSTREAM_OPTS", "-javaagent:x.jar");
    assertThat(run("validate").out()).doesNotContain("SharedArchiveFile");
    environment.remove("GRADSTREAM_OPTS");

    Files.writeString(home.resolve("lib/other.jar"), "changed");
    assertThat(run("validate").out()).doesNotContain("SharedArchiveFile");
    await().until(() -> archives(cache).size() == 2 && files(cache) == 2);
  }

  @Test
  void itPrintsTheClasspathForClients() throws Exception {
    String home = this.home.toRealPath().toString();
    assertThat(run("classpath").out())
        .isEqualTo(
            home
                + "/lib/gradstream-1.jar:"
                + home
                + "/lib/gradstream-1.jar:"
                + home
                + "/lib/other.jar\n");
  }

  @Test
  void aCacheThatCannotBeWrittenIsDoneWithout() throws Exception {
    environment.put("GRADSTREAM_CACHE", home.resolve("lib/other.jar/cache").toString());
    CommandRun run = run("validate");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).doesNotContain("SharedArchiveFile").contains("TieredStopAtLevel");
  }

  @Test
  void anImageKeepsItsOwnArchive() throws Exception {
    Path cache = directory.resolve("cache");
    environment.put("GRADSTREAM_CACHE", cache.toString());
    Files.writeString(home.resolve("jvm.options"), "-Xshare:auto\n");
    assertThat(run("validate").out())
        .contains("@" + home.toRealPath() + "/jvm.options")
        .contains("-XX:+UseParallelGC")
        .doesNotContain("SharedArchiveFile", "TieredStop");
    assertThat(cache).doesNotExist();
  }

  @Test
  void aBuildSaysHowFarItIsAndWhatIsWrong() throws Exception {
    Files.writeString(home.resolve("pom.xml"), "");
    Files.createDirectories(home.resolve("src/main"));
    Files.createDirectories(home.resolve("schemas"));
    script(
        directory.resolve("maven/mvn"),
        """
        #!/bin/sh
        for i in $(seq 120); do echo "[INFO] Downloaded from central: https://x/$i.jar"; done
        echo "[INFO] --- compiler:3.14.1:compile (default-compile) @ gradstream ---"
        echo "[INFO] noise"
        echo "[WARNING] Main.java:[1,2] [Doubtful] something"
        echo "    (see https://x/bugpattern/Doubtful)"
        echo "  Did you mean 'anything'?"
        echo "[ERROR] Main.java:[3,4] cannot find symbol"
        echo "  symbol: class Nothing"
        exit 1
        """);
    environment.put("PATH", directory.resolve("maven") + ":" + System.getenv("PATH"));
    CommandRun run = run("--version");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("building gradstream", "50 files downloaded", "100 files downloaded")
        .contains("  compiler:3.14.1:compile\n", "cannot find symbol", "symbol: class Nothing")
        .endsWith("error: the build failed\n")
        .doesNotContain("noise", "bugpattern", "Did you mean");
  }

  private static List<Path> archives(Path cache) throws IOException {
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  /** Those besides, such as a lock, are gone at the end. */
  private static long files(Path cache) throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.count();
    }
  }
}
