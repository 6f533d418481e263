package io.gradstream.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;

/** What our image is and has, without a cluster. */
@ExtendWith(OneAtATime.class)
class ImageContainerIT {

  private static final String BASE = "eclipse-temurin:17-jre";
  private static final long MOST_BYTES = 150_000_000;

  /** Prints the classes it loads and where they come from. */
  private static final String LOADING = "-Xlog:class+load:file=/tmp/classes.log";

  @BeforeAll
  static void build() {
    OwnImage.tag();
  }

  @Test
  void itIsOfItsVersionAndAtMost150MbAboveItsBase() {
    DockerClient docker = DockerClientFactory.instance().client();
    long base = docker.inspectImageCmd(BASE).exec().getSize();
    assertThat(docker.inspectImageCmd(OwnImage.tag()).exec().getSize() - base)
        .isBetween(0L, MOST_BYTES);
    assertThat(docker.inspectImageCmd(OwnImage.tag()).exec().getConfig().getLabels())
        .containsEntry("org.opencontainers.image.version", System.getProperty("project.version"));
    assertThat(printedBy(OwnImage.strict("--version")))
        .isEqualToIgnoringNewLines("gradstream " + System.getProperty("project.version"));
  }

  @Test
  void itIsNotRootAndWritesOnlyWhereItMay() {
    assertThat(printedBy(shell("id -u; id -g"))).isEqualToIgnoringNewLines("1000110001");
    assertThat(
            printedBy(
                shell(
                    "for d in / /opt/gradstream /tmp /var/lib/gradstream; do [ -w $d ] && echo $d; done; true")))
        .hasLineCount(2)
        .contains("/tmp\n", "/var/lib/gradstream\n");
  }

  @Test
  void noJarOfTheEmbeddedBrokerIsInIt() {
    List<String> jars = printedBy(shell("find / -name '*.jar' 2>/dev/null; true")).lines().toList();
    assertThat(jars)
        .anyMatch(jar -> jar.startsWith("/opt/gradstream/lib/kafka-streams-"))
        .noneMatch(jar -> jar.matches(".*/(kafka_2|scala|kafka-server)[^/]*"));
    assertThat(printedBy(shell("/opt/gradstream/bin/gradstream demo 2>&1; true")))
        .contains("error: 'demo' needs the jars of the embedded servers");
  }

  @Test
  void theHeapIsAPartOfTheContainersMemoryUnlessGivenOtherwise() {
    assertThat(maxHeap("")).isBetween(300L << 20, 400L << 20); // of the 512 MiB it is given
    assertThat(maxHeap("-Xmx100m")).isBetween(90L << 20, 110L << 20);
  }

  private static long maxHeap(String options) {
    String flags =
        printedBy(
            OwnImage.strict("--version")
                .withEnv("GRADSTREAM_OPTS", "-XX:+PrintFlagsFinal " + options));
    assertThat(flags).containsPattern("ExitOnOutOfMemoryError += true");
    return flags
        .lines()
        .filter(line -> line.contains(" MaxHeapSize "))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*= (\\d+).*", "$1")))
        .findFirst()
        .orElseThrow();
  }

  /** The archive must fit the jars, their times and their order; else it is silently left aside. */
  @Test
  void itsOwnClassesComeFromTheArchive() {
    String describe = "GRADSTREAM_OPTS=%s /opt/gradstream/bin/gradstream --help > /dev/null; ";
    String loaded = printedBy(shell(describe.formatted(LOADING) + "cat /tmp/classes.log"));
    assertThat(loaded.lines().filter(line -> line.contains(" io.gradstream.cli.Main ")))
        .singleElement()
        .asString()
        .contains("shared objects file (top)");
  }

  private static OwnImage shell(String script) {
    OwnImage container = OwnImage.strict("-c", script);
    return container.withCreateContainerCmdModifier(create -> create.withEntrypoint("bash"));
  }

  private static String printedBy(OwnImage container) {
    try (container) {
      container.withStartupCheckStrategy(new OneShotStartupCheckStrategy()).start();
      return container.getLogs();
    }
  }
}
