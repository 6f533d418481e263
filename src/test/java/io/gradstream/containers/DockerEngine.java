package io.gradstream.containers;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/** The Docker engine that container tests need. */
public final class DockerEngine {

  /** Where it is true, a test without an engine fails; CI sets it where it has started one. */
  private static final String REQUIRED = "GRADSTREAM_DOCKER_REQUIRED";

  /** By which whoever runs the tests finds containers that a killed test left behind. */
  private static final String LABEL = "io.gradstream.test";

  private static final AtomicBoolean SAID = new AtomicBoolean();

  private DockerEngine() {}

  /** Skips the test where no engine answers. */
  public static void require() {
    if (DockerClientFactory.instance().isDockerAvailable()) {
      return;
    }
    String message = "the container tests lack a Docker engine: none answers ('docker info')";
    // Maven prints how many tests are skipped, and not why.
    if (SAID.compareAndSet(false, true)) {
      System.err.println(message);
    }
    if (Boolean.parseBoolean(System.getenv(REQUIRED))) {
      Assertions.fail(message);
    }
    Assumptions.abort(message);
  }

  /** Labels a container with the run that it belongs to. */
  static <T extends GenericContainer<T>> T labelled(T container) {
    return container.withLabel(LABEL, run());
  }

  /** Returns a new network, labelled so as well. */
  static Network network() {
    return Network.builder()
        .createNetworkCmdModifier(create -> create.withLabels(Map.of(LABEL, run())))
        .build();
  }

  private static String run() {
    return System.getenv().getOrDefault("GRADSTREAM_TEST_RUN", "local");
  }

  /** Returns the version of an image, which is that of the libraries. */
  static String version(String property) {
    return requireNonNull(System.getProperty(property), "run by 'mvn verify', which sets it");
  }
}
