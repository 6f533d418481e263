package io.gradstream.cli;

import io.gradstream.embedded.EmbeddedCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs an embedded broker and registry in a process of their own, until standard input ends: so it
 * never outlives the process that started it.
 */
@Command(
    name = "broker",
    hidden = true,
    description = "Run an embedded broker and schema registry until standard input ends.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  gradstream broker --port 9092 --registry-port 8081"})
final class BrokerCommand implements Callable<Integer> {

  @Option(names = "--port", defaultValue = "0", description = "Broker's port (default: free).")
  private int port;

  @Option(
      names = "--registry-port",
      defaultValue = "0",
      description = "Schema registry's port (default: free).")
  private int registryPort;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where the broker's data stay (default: a temporary directory).")
  private @Nullable Path dataDir;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (EmbeddedCluster cluster =
        EmbeddedCluster.start(
            optional(port), optional(registryPort), Optional.ofNullable(dataDir))) {
      PrintWriter out = spec.commandLine().getOut();
      cluster.kafka().forEach((name, value) -> out.println(name + "=" + value));
      out.println("ready");
      out.flush();
      while (System.in.read() >= 0) {
        // what is typed is ignored
      }
    }
    return 0;
  }

  private static OptionalInt optional(int port) {
    return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }
}
