package io.gradstream.streams;

import static org.awaitility.Awaitility.await;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A broker of another version of Kafka, of one node, in a process of its own. */
final class OldBroker implements AutoCloseable {

  private static final Path HOME = Path.of("target/brokers");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Process process;
  private final Path log;
  private final int port;

  private OldBroker(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  /** Starts one; where its jars are missing the test is skipped, but fails if CI is true. */
  static OldBroker start(String version, Path directory) throws Exception {
    Path jars = HOME.resolve(version);
    if (!Files.isDirectory(jars)) {
      String lacking =
          "there is no broker %s in %s: run 'mvn -f src/test/brokers/pom.xml -Dbroker.version=%s dependency:copy-dependencies'"
              .formatted(version, HOME, version);
      return Boolean.parseBoolean(System.getenv("CI"))
          ? Assertions.fail(lacking)
          : Assumptions.abort(lacking);
    }
    int port = freePort();
    Path settings =
        Files.writeString(directory.resolve("server.properties"), settings(port, directory));
    Path log = directory.resolve("broker.log");
    List<String> format =
        command(jars, "kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString());
    format.addAll(List.of("-c", settings.toString()));
    int code = start(format, log).waitFor();
    if (code != 0) {
      throw new IOException("cannot format: " + Files.readString(log));
    }
    OldBroker broker =
        new OldBroker(start(command(jars, "kafka.Kafka", settings.toString()), log), log, port);
    await().atMost(PATIENCE).until(broker::answers);
    return broker;
  }

  String servers() {
    return "127.0.0.1:" + port;
  }

  private boolean answers() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("the broker ended: " + Files.readString(log));
    }
    Map<String, String> settings =
        Map.of("bootstrap.servers", servers(), "default.api.timeout.ms", "3000");
    try (Cluster cluster = Cluster.connect(settings)) {
      return cluster.topics().isEmpty();
    } catch (ApplicationException e) {
      return false;
    }
  }

  private static String settings(int port, Path directory) throws IOException {
    int controller = freePort();
    return """
        process.roles=broker,controller
        node.id=1
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
        inter.broker.listener.name=PLAINTEXT
        controller.listener.names=CONTROLLER
        controller.quorum.voters=1@127.0.0.1:%2$d
        log.dirs=%3$s
        offsets.topic.num.partitions=1
        offsets.topic.replication.factor=1
        transaction.state.log.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        log.cleaner.dedupe.buffer.size=8388608
        """
        .formatted(port, controller, directory.resolve("data"));
  }

  private static List<String> command(Path jars, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx400m", "-XX:TieredStopAtLevel=1", "-cp", jars + "/*"));
    command.addAll(List.of(arguments));
    return command;
  }

  private static Process start(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
