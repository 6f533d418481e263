package io.gradstream.containers;

import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** Apicurio Registry as its project publishes it, with what it is told kept in memory. */
public final class RegistryContainer extends GenericContainer<RegistryContainer> {

  private static final String IMAGE =
      "apicurio/apicurio-registry-mem:" + DockerEngine.version("apicurio.version");
  private static final String API = "/apis/ccompat/v7";
  private static final int PORT = 8080;

  RegistryContainer() {
    super(IMAGE);
    DockerEngine.labelled(this).withExposedPorts(PORT).waitingFor(Wait.forHttp(API + "/subjects"));
  }

  /** Starts one alone; the test is skipped where no Docker engine answers. */
  public static RegistryContainer started() {
    DockerEngine.require();
    RegistryContainer registry = new RegistryContainer();
    registry.start();
    return registry;
  }

  /** Returns the URL for {@code schema.registry.url} on this machine. */
  public String url() {
    return "http://%s:%d%s".formatted(getHost(), getMappedPort(PORT), API);
  }

  /** Returns the URL of one with a name in a network of containers. */
  static String urlAt(String host) {
    return "http://%s:%d%s".formatted(host, PORT, API);
  }
}
