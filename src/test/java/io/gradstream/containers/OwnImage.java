package io.gradstream.containers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import io.gradstream.streams.exact.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;

/** The image that {@code bin/image} builds, run as strictly as a cluster may run it. */
public final class OwnImage extends GenericContainer<OwnImage> implements Trainer {

  /** What the program may write to; native libraries of codecs are unpacked to /tmp. */
  private static final Map<String, String> WRITABLE =
      Map.of("/tmp", "exec", "/var/lib/gradstream", "uid=10001,gid=10001");

  private static final String TAG = "gradstream:it";
  private static final String PIPELINE = "/etc/gradstream/pipeline.yaml";
  private static final int PATIENCE_SECONDS = 60;
  private static final long MEMORY = 512L << 20;
  private static @Nullable String built;

  private OwnImage(String tag) {
    super(tag);
  }

  /** Builds the image of the distribution in target/, once; returns its tag. */
  static synchronized String tag() {
    if (built == null) {
      DockerEngine.require();
      try {
        Process build = new ProcessBuilder("bin/image", TAG).redirectErrorStream(true).start();
        String said = new String(build.getInputStream().readAllBytes(), UTF_8);
        assertThat(build.waitFor()).as(said).isZero();
      } catch (IOException | InterruptedException e) {
        throw new AssertionError("bin/image", e);
      }
      built = TAG;
    }
    return Objects.requireNonNull(built);
  }

  /** Returns a container that is not started: no user but its own, nothing to write to. */
  static OwnImage strict(String... command) {
    return DockerEngine.labelled(new OwnImage(tag()))
        .withCommand(command)
        .withCreateContainerCmdModifier(
            create ->
                Objects.requireNonNull(create.getHostConfig())
                    .withReadonlyRootfs(true)
                    .withTmpFs(WRITABLE)
                    .withMemory(MEMORY));
  }

  /** Starts {@code gradstream run} on a pipeline file beside the servers. */
  public static Trainer run(ContainerCluster servers, Path pipeline, Path log) {
    Bind file = new Bind(pipeline.toAbsolutePath().toString(), new Volume(PIPELINE), AccessMode.ro);
    OwnImage container =
        strict("run", PIPELINE)
            .withNetwork(servers.network())
            .withEnv(servers.environment())
            .withCreateContainerCmdModifier(
                create -> Objects.requireNonNull(create.getHostConfig()).withBinds(file))
            .withLogConsumer(frame -> append(log, frame.getUtf8String()));
    container.start();
    return container;
  }

  private static void append(Path log, String text) {
    try {
      Files.writeString(log, text, CREATE, APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void kill() {
    getDockerClient().killContainerCmd(getContainerId()).exec();
    assertThat(exitCode()).as("SIGKILL").isEqualTo(137);
    super.stop();
  }

  /** Waits for the end; the signal must reach the program, or Docker kills it in the end. */
  @Override
  public void stop() {
    if (isRunning()) {
      getDockerClient().stopContainerCmd(getContainerId()).withTimeout(PATIENCE_SECONDS).exec();
      assertThat(exitCode()).as("SIGTERM").isEqualTo(143);
    }
    super.stop();
  }

  /** Returns the exit code of a container that has ended or will do so by itself. */
  int exitCode() {
    return getDockerClient()
        .waitContainerCmd(getContainerId())
        .start()
        .awaitStatusCode(PATIENCE_SECONDS, java.util.concurrent.TimeUnit.SECONDS);
  }

  @Override
  public boolean isAlive() {
    return isRunning();
  }

  @Override
  public void close() {
    super.stop();
  }
}
