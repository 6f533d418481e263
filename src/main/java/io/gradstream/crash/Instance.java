package io.gradstream.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code gradstream run} in a process of its own, to be killed, stopped and frozen. */
final class Instance implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 40;

  private final int number;
  private final Process process;
  private final InstanceLog log = new InstanceLog();
  private final Thread reader;
  private volatile boolean ending;

  private Instance(int number, Process process, Path file) {
    this.number = number;
    this.process = process;
    reader = new Thread(() -> read(file), "instance-" + number);
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one with this process's classpath. */
  static Instance start(int number, Path pipeline, Path directory, int heapMegabytes)
      throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heapMegabytes + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.configurationFile=io/gradstream/crash/crash-logging.xml",
            "-cp",
            System.getProperty("java.class.path"),
            "io.gradstream.cli.Main",
            "run",
            pipeline.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new Instance(number, process, directory.resolve("instance-" + number + ".log"));
  }

  int number() {
    return number;
  }

  InstanceLog log() {
    return log;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Tells whether it has ended without being told to. */
  boolean endedByItself() {
    return !process.isAlive() && !ending;
  }

  int exitCode() {
    return process.exitValue();
  }

  /** SIGKILL: no hook runs, nothing is flushed. Returns what it was at. */
  InstanceLog.Phase kill() throws InterruptedException {
    ending = true;
    process.toHandle().destroyForcibly(); // that of Process closes its output unread
    process.waitFor();
    reader.join(); // to the last it said
    return log.phase();
  }

  /** SIGTERM: it commits and leaves; one that does not end is killed. */
  void terminate() throws InterruptedException {
    ending = true;
    process.toHandle().destroy();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.toHandle().destroyForcibly();
      throw new CrashTestException(
          "instance %d did not end within %d s of SIGTERM".formatted(number, PATIENCE_SECONDS));
    }
  }

  /** SIGSTOP: no thread of it moves, and its connections stay. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** SIGCONT: it goes on as if no time had passed. */
  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
    if (kill.waitFor() != 0) {
      throw new CrashTestException(
          "'kill %s %d' failed for instance %d".formatted(signal, process.pid(), number));
    }
  }

  /** Ends it at once, frozen or not. */
  @Override
  public void close() {
    ending = true;
    process.toHandle().destroyForcibly();
  }

  private void read(Path file) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        Writer out =
            Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.take(line);
        out.write(line + "\n");
        out.flush();
      }
    } catch (IOException e) {
      if (process.isAlive()) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
