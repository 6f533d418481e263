package io.gradstream.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a Kafka cluster whose failures are messages for people. */
public final class Cluster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  /** How long a first answer may take before the wait is said. */
  private static final int UNSAID_SECONDS = 2;

  /** Until a request has failed, where the settings have no {@code default.api.timeout.ms}. */
  private static final int TIMEOUT_MILLIS = 15_000;

  /** Kafka's client gives up first and knows more about why; this only bounds the wait. */
  private static final int MARGIN_SECONDS = 5;

  private final String servers;
  private final Admin admin;
  private final long patienceSeconds;

  private Cluster(String servers, Admin admin, long patienceSeconds) {
    this.servers = servers;
    this.admin = admin;
    this.patienceSeconds = patienceSeconds;
  }

  /**
   * Connects with Kafka's own settings.
   *
   * @throws ConfigException if {@code bootstrap.servers} is missing or a setting is not usable
   * @throws ApplicationException if nobody answers there
   */
  public static Cluster connect(Map<String, String> kafka) {
    String servers = kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    if (servers == null || servers.isBlank()) {
      throw new ConfigException(
          "bootstrap.servers is missing: give the brokers as host:port, host:port");
    }
    int timeout = timeoutMillis(kafka);
    try {
      Admin admin = Admin.create(settings(kafka, timeout));
      Cluster cluster = new Cluster(servers, admin, timeout / 1000 + MARGIN_SECONDS);
      cluster.check();
      return cluster;
    } catch (ConfigException e) {
      throw e;
    } catch (KafkaException e) {
      throw new ApplicationException(
          "cannot connect to Kafka at %s: %s".formatted(servers, rootMessage(e)), e);
    }
  }

  /** Returns the settings with shorter waits than Kafka's, and fewer warnings while waiting. */
  /** Returns settings of an admin client whose waits fit each other, whichever of them is given. */
  static Map<String, Object> settings(Map<String, String> kafka) {
    return settings(kafka, timeoutMillis(kafka));
  }

  private static Map<String, Object> settings(Map<String, String> kafka, int timeout) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 1000);
    settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 4000);
    settings.putAll(kafka);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 3);
    return settings;
  }

  private static int timeoutMillis(Map<String, String> kafka) {
    String given = kafka.get(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG);
    try {
      return given == null ? TIMEOUT_MILLIS : Integer.parseInt(given.strip());
    } catch (NumberFormatException e) {
      throw new ConfigException(
          AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG + " must be a whole number");
    }
  }

  /** Returns the names of the topics that the user may see. */
  public Set<String> topics() {
    return get("listing topics", admin.listTopics().names());
  }

  /**
   * Requires a topic.
   *
   * @param advice the end of the message
   * @throws ApplicationException if there is no such topic
   */
  public void requireTopic(String topic, String advice) {
    if (!topics().contains(topic)) {
      throw new ApplicationException(
          "topic '%s' does not exist at %s: %s".formatted(topic, servers, advice));
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

  /** Tells whether a failure goes back to an exception of some type. */
  public static boolean isCausedBy(Throwable thrown, Class<? extends Throwable> type) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** Waits for an answer, turning failure into a message that starts with {@code doing}. */
  public <T> T get(String doing, KafkaFuture<T> future) {
    try {
      return future.get(patienceSeconds, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new ApplicationException(
          "%s at %s failed: %s".formatted(doing, servers, rootMessage(e)), e);
    } catch (TimeoutException e) {
      throw new ApplicationException(
          "%s at %s took longer than %d s".formatted(doing, servers, patienceSeconds), e);
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
      KafkaFuture<?> nodes = admin.describeCluster().nodes();
      sayThatItWaits(nodes);
      get("connecting to Kafka", nodes);
    } catch (ApplicationException e) {
      admin.close(java.time.Duration.ZERO);
      throw new ApplicationException(
          "no Kafka broker answers at %s; check bootstrap.servers, that the broker runs, and the"
                  .formatted(servers)
              + " security settings under 'kafka:' or in --config ("
              + rootMessage(e)
              + ")",
          e);
    }
  }

  /** Whoever looks on is to know what it is that takes so long, and how long it may. */
  private void sayThatItWaits(KafkaFuture<?> nodes) {
    try {
      nodes.get(UNSAID_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn(
          "waiting up to {} s for a Kafka broker at {}", patienceSeconds - MARGIN_SECONDS, servers);
    } catch (ExecutionException e) {
      LOG.debug("no answer", e); // told by who asks next
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
