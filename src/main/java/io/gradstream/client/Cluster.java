package io.gradstream.client;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** A connection to a Kafka cluster whose failures are messages for people. */
public final class Cluster implements AutoCloseable {

  private static final int TIMEOUT_SECONDS = 15;

  private final String servers;
  private final Admin admin;

  private Cluster(String servers, Admin admin) {
    this.servers = servers;
    this.admin = admin;
  }

  /**
   * Connects with Kafka's own settings.
   *
   * @throws ApplicationException if {@code bootstrap.servers} is missing or nobody answers there
   */
  public static Cluster connect(Map<String, String> kafka) {
    String servers = kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    if (servers == null || servers.isBlank()) {
      throw new ApplicationException(
          "kafka: bootstrap.servers is missing: give the brokers as host:port, host:port");
    }
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_SECONDS * 1000);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_SECONDS * 1000 / 3);
    try {
      Cluster cluster = new Cluster(servers, Admin.create(settings));
      cluster.check();
      return cluster;
    } catch (KafkaException e) {
      throw new ApplicationException(
          "cannot connect to Kafka at %s: %s".formatted(servers, rootMessage(e)), e);
    }
  }

  /** Returns Kafka's own client. */
  public Admin admin() {
    return admin;
  }

  /** Returns where the cluster is. */
  public String servers() {
    return servers;
  }

  /** Waits for an answer, turning failure into a message that starts with {@code doing}. */
  public <T> T get(String doing, KafkaFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new ApplicationException(
          "%s at %s failed: %s".formatted(doing, servers, rootMessage(e)), e);
    } catch (TimeoutException e) {
      throw new ApplicationException(
          "%s at %s took longer than %d s".formatted(doing, servers, TIMEOUT_SECONDS), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApplicationException(doing + " was interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }

  private void check() {
    try {
      get("connecting to Kafka", admin.describeCluster().nodes());
    } catch (ApplicationException e) {
      admin.close(java.time.Duration.ZERO);
      throw new ApplicationException(
          "no Kafka broker answers at %s; check bootstrap.servers, that the broker runs, and the"
                  .formatted(servers)
              + " security settings under 'kafka:' ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
