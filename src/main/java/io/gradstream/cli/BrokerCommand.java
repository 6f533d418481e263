package io.gradstream.cli;

import io.gradstream.embedded.EmbeddedCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs an embedded broker and registry in a process of their own, for work on one machine. */
@Command(
    name = "broker",
    description = {
      "Run a broker and a schema registry on this machine until Ctrl-C.",
      "",
      "They listen on 127.0.0.1. What is in them goes with them, unless --data-dir keeps it."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  gradstream broker --port 9092 --registry-port 8081 --data-dir ~/kafka"
    })
final class BrokerCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Broker's port (default: free).")
  private int port;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Schema registry's port (default: free).")
  private int registryPort;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where topics and schemas stay (default: a temporary directory).")
  private @Nullable Path dataDir;

  @Option(
      names = "--until-input-ends",
      hidden = true,
      description = "End with the standard input, so as not to outlive who started it.")
  private boolean untilInputEnds;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Options.requirePortOrFree("--port", port);
    Options.requirePortOrFree("--registry-port", registryPort);
    try (EmbeddedCluster cluster =
        EmbeddedCluster.start(
            optional(port), optional(registryPort), Optional.ofNullable(dataDir))) {
      PrintWriter out = spec.commandLine().getOut();
      if (untilInputEnds) {
        serveOwner(cluster, out);
      } else {
        sayWhere(cluster, out);
        new CountDownLatch(1).await(); // until Ctrl-C
      }
    }
    return 0;
  }

  private void sayWhere(EmbeddedCluster cluster, PrintWriter out) {
    out.println("Broker and schema registry are up until Ctrl-C. In another terminal:");
    out.println("  export KAFKA_BOOTSTRAP_SERVERS=" + cluster.bootstrapServers());
    out.println("  export SCHEMA_REGISTRY_URL=" + cluster.registryUrl());
    out.println(
        dataDir == null
            ? "What is in them goes with them (--data-dir DIR keeps it)."
            : "Topics and schemas stay in %s.".formatted(dataDir));
    out.flush();
  }

  private static void serveOwner(EmbeddedCluster cluster, PrintWriter out) throws IOException {
    cluster.kafka().forEach((name, value) -> out.println(name + "=" + value));
    out.println("ready");
    out.flush();
    while (System.in.read() >= 0) {
      // what is typed is ignored
    }
  }

  private static OptionalInt optional(int port) {
    return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
  }
}
