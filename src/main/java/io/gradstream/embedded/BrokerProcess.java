package io.gradstream.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * An embedded broker and registry in a process of their own, which ends with the one that started
 * it.
 */
public final class BrokerProcess implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;

  private final Process process;
  private final Map<String, String> kafka = new HashMap<>();

  private BrokerProcess(Process process) {
    this.process = process;
  }

  /** Starts a broker on a free port whose data go with it; its errors are those of this process. */
  public static BrokerProcess start() throws IOException {
    return start(List.of("-Xmx1g"), List.of(), Redirect.INHERIT);
  }

  /**
   * Starts a small one, which can be killed and started again.
   *
   * @param port where it listens; a free one if empty
   * @param dataDir where its data stay; they go with it if empty
   * @param log where its errors go
   */
  public static BrokerProcess start(OptionalInt port, Optional<Path> dataDir, Path log)
      throws IOException {
    List<String> options = new ArrayList<>();
    port.ifPresent(it -> options.addAll(List.of("--port", Integer.toString(it))));
    dataDir.ifPresent(it -> options.addAll(List.of("--data-dir", it.toString())));
    return start(
        List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"), options, Redirect.appendTo(log.toFile()));
  }

  /** Starts the process with this one's classpath and waits until it says where it listens. */
  private static BrokerProcess start(List<String> jvm, List<String> options, Redirect errors)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.gradstream.cli.Main", "broker", "--until-input-ends"));
    command.addAll(options);
    BrokerProcess broker =
        new BrokerProcess(new ProcessBuilder(command).redirectError(errors).start());
    broker.readAddresses();
    return broker;
  }

  /** Returns the settings by which clients find broker and registry. */
  public Map<String, String> kafka() {
    return Map.copyOf(kafka);
  }

  /** Ends the process as SIGKILL does: nothing is flushed, and its data lie as they are. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
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
    throw new IOException("the broker's process ended before it was ready");
  }
}
