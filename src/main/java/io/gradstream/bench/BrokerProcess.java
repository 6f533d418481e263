package io.gradstream.bench;

import io.gradstream.client.ApplicationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An embedded broker and registry in a process of their own. */
final class BrokerProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;

  private final Process process;
  private final Map<String, String> kafka = new HashMap<>();

  private BrokerProcess(Process process) {
    this.process = process;
  }

  /** Starts the process with this one's classpath and waits until it says where it listens. */
  static BrokerProcess start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "io.gradstream.cli.Main",
                "broker")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BrokerProcess broker = new BrokerProcess(process);
    broker.readAddresses();
    return broker;
  }

  /** Returns the settings by which clients find broker and registry. */
  Map<String, String> kafka() {
    return kafka;
  }

  /** Ends the process: it stops when its standard input does. */
  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private void readAddresses() throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals("ready")) {
        return;
      }
      kafka.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    process.destroyForcibly();
    throw new ApplicationException("the broker's process ended before it was ready");
  }
}
