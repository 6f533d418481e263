package io.gradstream.containers;

import java.io.Closeable;
import java.util.Locale;
import java.util.Map;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;

/** Kafka and Apicurio Registry as their projects publish them, in a network of their own. */
public final class ContainerCluster implements Closeable {

  private static final String KAFKA = "apache/kafka:" + DockerEngine.version("kafka.version");

  /** What the embedded broker has as well, for tests do not wait for what never comes. */
  private static final Map<String, String> BROKER =
      Map.of(
          "auto.create.topics.enable", "false",
          "group.initial.rebalance.delay.ms", "0",
          "group.min.session.timeout.ms", "1000",
          "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
          "log.retention.ms", "-1");

  private final Network network = DockerEngine.network();
  private final KafkaContainer kafka =
      DockerEngine.labelled(new KafkaContainer(KAFKA))
          .withNetwork(network)
          .withListener("kafka:19092");
  private final RegistryContainer registry =
      new RegistryContainer().withNetwork(network).withNetworkAliases("registry");

  private ContainerCluster() {
    BROKER.forEach((name, value) -> kafka.withEnv(variable(name), value));
  }

  /** Starts both; the test is skipped where no Docker engine answers. */
  public static ContainerCluster start() {
    DockerEngine.require();
    ContainerCluster cluster = new ContainerCluster();
    try {
      Startables.deepStart(cluster.kafka, cluster.registry).join();
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  /** Returns the settings by which clients on this machine find both. */
  public Map<String, String> kafka() {
    return Map.of(
        "bootstrap.servers", kafka.getBootstrapServers(), "schema.registry.url", registry.url());
  }

  /** Returns the variables by which a pipeline file in a container of the network finds both. */
  Map<String, String> environment() {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        "kafka:19092",
        "SCHEMA_REGISTRY_URL",
        RegistryContainer.urlAt("registry"));
  }

  Network network() {
    return network;
  }

  @Override
  public void close() {
    registry.stop();
    kafka.stop();
    network.close();
  }

  private static String variable(String property) {
    return "KAFKA_" + property.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
