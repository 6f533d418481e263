package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.embedded.EmbeddedBroker;
import io.gradstream.embedded.EmbeddedSchemaRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command that connects reaches a cluster that asks for a password, by --config alone. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SecuredClusterIT {

  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ann\""
          + " password=\"secret\"";

  @TempDir private static Path directory;
  private static EmbeddedBroker broker;
  private static EmbeddedSchemaRegistry registry;

  @BeforeAll
  static void start() throws Exception {
    broker =
        EmbeddedBroker.start(
            EmbeddedBroker.Options.defaults()
                .withProperty(
                    "listener.security.protocol.map",
                    "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT")
                .withProperty("sasl.enabled.mechanisms", "PLAIN")
                .withProperty("sasl.mechanism.inter.broker.protocol", "PLAIN")
                .withProperty(
                    "listener.name.plaintext.plain.sasl.jaas.config",
                    LOGIN + " user_ann=\"secret\";"));
    registry = EmbeddedSchemaRegistry.start(OptionalInt.empty());
  }

  @AfterAll
  static void stop() throws Exception {
    registry.close();
    broker.close();
  }

  @Test
  void everyCommandThatConnectsCanLogIn() throws Exception {
    Path rows = Files.writeString(directory.resolve("rows.csv"), "x,y\n1,0\n2,1\n3,0\n");
    Path pipeline =
        Files.writeString(
            directory.resolve("p.yaml"),
            """
            pipeline: secured
            input: {topic: rows, label: y}
            features: [{standard: [x]}]
            model: logistic
            kafka: {default.api.timeout.ms: 5000}
            """);

    assertThat(run("topics create " + pipeline)).contains("rows", "created");
    assertThat(run("produce --file " + rows + " --pipeline " + pipeline)).contains("3 records");
    assertThat(run("produce --file " + rows + " --topic rows")).contains("3 records");
    assertThat(run("profile --topic rows")).startsWith("6 rows");
    assertThat(run("init --topic rows --label y")).contains("topic: rows");
    assertThat(run("tail predictions " + pipeline)).startsWith("time (UTC)");
    assertThat(run("schemas check " + pipeline)).contains("Nothing is wrong.");
    assertThat(run("validate --topic rows " + pipeline)).contains("is valid");
    assertThat(run("describe " + pipeline)).contains("Pipeline secured");
    CommandRun status = given("status " + pipeline);
    assertThat(status.code()).as(status.err()).isEqualTo(1);
    assertThat(status.out()).contains("has never run here", "lag 6");
  }

  /** Runs a command with the file that holds addresses and password, and nothing else. */
  private static String run(String command) throws Exception {
    CommandRun run = given(command);
    assertThat(run.code()).as("%s: %s", command, run.err()).isZero();
    return run.out();
  }

  private static CommandRun given(String command) throws Exception {
    Path config =
        Files.writeString(
            directory.resolve("client.properties"),
            """
            bootstrap.servers=%s
            schema.registry.url=%s
            security.protocol=SASL_PLAINTEXT
            sasl.mechanism=PLAIN
            sasl.jaas.config=%s;
            """
                .formatted(broker.bootstrapServers(), registry.url(), LOGIN));
    return CommandRun.of((command + " --config " + config).split(" "));
  }
}
