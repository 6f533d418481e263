package io.gradstream.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The settings of a cluster of one node, under Kafka's own names. */
final class BrokerProperties {

  /** Name of the listener on which the controller talks to the broker. */
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  /** Number of the only node. */
  static final int NODE_ID = 1;

  private static final String FOREVER = "-1";
  private static final String ANY_TIME = Long.toString(Long.MAX_VALUE);

  private BrokerProperties() {}

  /**
   * Returns the settings; {@code overrides} win.
   *
   * @param kept whether the data outlives the process, so that another may have to recover it
   */
  static Map<String, String> of(
      int port, int controllerPort, Path dataDir, boolean kept, Map<String, String> overrides) {
    Map<String, String> all = new TreeMap<>(oneNode());
    all.putAll(quick());
    if (!kept) {
      all.putAll(quickOnNewData());
    }
    all.putAll(anyEventTime());
    all.putAll(network(port, controllerPort));
    all.put("log.dirs", dataDir.toString());
    all.putAll(overrides);
    return all;
  }

  private static Map<String, String> network(int port, int controllerPort) {
    String clients = "PLAINTEXT://127.0.0.1:" + port;
    String controller = "127.0.0.1:" + controllerPort;
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        Integer.toString(NODE_ID),
        "listeners",
        clients + "," + CONTROLLER_LISTENER + "://" + controller,
        "advertised.listeners",
        clients,
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "inter.broker.listener.name",
        "PLAINTEXT",
        "controller.listener.names",
        CONTROLLER_LISTENER,
        "controller.quorum.voters",
        NODE_ID + "@" + controller);
  }

  /** Nothing can be replicated; few partitions, since each costs files at the first use. */
  private static Map<String, String> oneNode() {
    return Map.ofEntries(
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("default.replication.factor", "1"),
        Map.entry("min.insync.replicas", "1"),
        Map.entry("offsets.topic.num.partitions", "1"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("transaction.state.log.num.partitions", "1"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("share.coordinator.state.topic.num.partitions", "1"),
        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
        Map.entry("share.coordinator.state.topic.min.isr", "1"));
  }

  /** A demo or a test does not wait for members, brokers or processes that never come back. */
  private static Map<String, String> quick() {
    return Map.ofEntries(
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("group.min.session.timeout.ms", "1000"),
        Map.entry("broker.heartbeat.interval.ms", "500"),
        // The default of 128 MiB is taken from the heap at start.
        Map.entry("log.cleaner.dedupe.buffer.size", "8388608"));
  }

  /**
   * On data that a broker before this one has left, Kafka's own ten seconds stay: a broker that
   * aborts the open transactions of the dead one before it knows its own address forgets to write
   * their markers, and what they wrote is read as if it were committed.
   */
  private static Map<String, String> quickOnNewData() {
    return Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
  }

  /** Replayed records carry the time of their event, which may be years ago. */
  private static Map<String, String> anyEventTime() {
    return Map.of(
        "log.retention.ms", FOREVER,
        "log.message.timestamp.before.max.ms", ANY_TIME,
        "log.message.timestamp.after.max.ms", ANY_TIME);
  }
}
