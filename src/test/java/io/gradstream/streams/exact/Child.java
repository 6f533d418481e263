package io.gradstream.streams.exact;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code gradstream run} in a process of its own, to be killed. */
final class Child implements Trainer {

  private static final long PATIENCE_SECONDS = 60;

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  static Child run(Path pipeline, Map<String, String> environment, Path log) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
                java,
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.gradstream.cli.Main",
                "run",
                pipeline.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return new Child(builder.start());
  }

  @Override
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    await();
  }

  @Override
  public void stop() throws InterruptedException {
    process.destroy();
    await();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private void await() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " did not end");
    }
  }
}
