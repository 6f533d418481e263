package io.gradstream.bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One of {@link SketchBenchmark}'s contestants in a JVM of its own, as a pipeline has: where
 * several share one, the compiler sees the types of all of them at every call, and makes slower
 * code than any of them would have. It works only while it is asked for a pass.
 */
final class OwnProcess implements Contestant, Closeable {

  private static final long PATIENCE_SECONDS = 10;

  private final String name;
  private final Process process;
  private final Writer to;
  private final BufferedReader from;

  /**
   * Starts it.
   *
   * @param name of the contestant
   * @param rows how many of the flights it takes, at most
   */
  OwnProcess(String name, int rows) throws IOException {
    this.name = name;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(OwnProcess.class.getName(), name, Integer.toString(rows)));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    to = process.outputWriter(StandardCharsets.US_ASCII);
    from = process.inputReader(StandardCharsets.US_ASCII);
  }

  /** Makes a pass for every line that comes, and answers what it cost. */
  public static void main(String[] arguments) throws IOException {
    AvroRows rows =
        AvroRows.read(
            SketchBenchmark.FLIGHTS, SketchBenchmark.TOPIC, Integer.parseInt(arguments[1]));
    Contestant contestant = SketchBenchmark.contestant(arguments[0], rows);
    BufferedReader asked =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    while (asked.readLine() != null) {
      Cost cost = contestant.pass();
      System.out.println(cost.nanos() + " " + cost.bytes());
    }
  }

  @Override
  public Cost pass() throws IOException {
    to.write('\n');
    to.flush();
    String answer = from.readLine();
    if (answer == null) {
      throw new IOException("the process of '" + name + "' ended; what it said is above");
    }
    String[] figures = answer.split(" ");
    return new Cost(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
  }

  /** Ends it. */
  @Override
  public void close() throws IOException {
    to.close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
