package io.gradstream.cli;

import io.gradstream.embedded.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the embedded registry alone, until Ctrl-C or SIGTERM. */
@Command(
    name = "registry",
    description = {
      "Run a schema registry with Confluent's REST API, on loopback, until Ctrl-C.",
      "One node, Avro only, no users and passwords: for development and tests."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  gradstream registry --port 8081 --data-dir registry",
    })
final class RegistryCommand implements Callable<Integer> {

  @Option(names = "--port", paramLabel = "PORT", description = "Port (default: free).")
  private @Nullable Integer port;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Folder that keeps what is registered, made if it is not there (default: nothing is"
              + " kept).")
  private @Nullable Path dataDir;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Path> folder = Optional.ofNullable(dataDir);
    EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(port(), folder);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  registry.close();
                  closed.countDown();
                },
                "close registry"));
    PrintWriter out = spec.commandLine().getOut();
    out.printf("schema.registry.url=%s%n", registry.url());
    out.println(
        folder.map(kept -> holds(registry, kept)).orElse("nothing is kept; see --data-dir"));
    out.println("ready; Ctrl-C ends it");
    out.flush();
    closed.await();
    return 0;
  }

  private OptionalInt port() {
    Options.requirePort("--port", port);
    return port == null ? OptionalInt.empty() : OptionalInt.of(port);
  }

  private static String holds(EmbeddedSchemaRegistry registry, Path folder) {
    List<String> subjects = registry.registry().subjects();
    return "%s holds %d subject%s"
        .formatted(folder, subjects.size(), subjects.size() == 1 ? "" : "s");
  }
}
