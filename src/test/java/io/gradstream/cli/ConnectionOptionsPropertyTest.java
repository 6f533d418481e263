package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import picocli.CommandLine;

/** Of several places that give an address the one that is nearest to the command line wins. */
class ConnectionOptionsPropertyTest {

  private static final Map<String, String> VARIABLES =
      Map.of(
          "bootstrap.servers", "KAFKA_BOOTSTRAP_SERVERS",
          "schema.registry.url", "SCHEMA_REGISTRY_URL");

  private static Path directory;

  @BeforeContainer
  static void makeDirectory() throws IOException {
    directory = Files.createTempDirectory("connection");
  }

  @AfterContainer
  static void deleteDirectory() throws IOException {
    for (String file : List.of("p.yaml", "c.properties")) {
      Files.deleteIfExists(directory.resolve(file));
    }
    Files.delete(directory);
  }

  @Property(tries = 200)
  void anOptionWinsOverAFileThisOverThePipelineAndThisOverTheEnvironment(
      @ForAll boolean environment,
      @ForAll boolean pipeline,
      @ForAll boolean config,
      @ForAll boolean option,
      @ForAll boolean withPipeline)
      throws IOException {
    String wanted = withPipeline ? null : "http://localhost:";
    wanted = environment ? "http://environment:" : wanted;
    wanted = pipeline && withPipeline ? "http://pipeline:" : wanted;
    wanted = config ? "http://config:" : wanted;
    wanted = option ? "http://option:" : wanted;

    ConnectionOptions options = options(config, option);
    Map<String, String> settings =
        withPipeline
            ? pipeline(options, pipeline, variables(environment)).kafka()
            : options.settings(variables(environment));

    for (String name : VARIABLES.keySet()) {
      if (wanted == null) {
        assertThat(settings).doesNotContainKey(name);
      } else {
        assertThat(settings.get(name)).startsWith(address(name, wanted));
      }
    }
    assertThat(settings.get("linger.ms")).isEqualTo(config ? "7" : withPipeline ? "5" : null);
  }

  private static String address(String name, String url) {
    return name.equals("bootstrap.servers") ? url.replace("http://", "") : url;
  }

  private static Map<String, String> variables(boolean given) {
    Map<String, String> variables = new HashMap<>();
    VARIABLES.forEach(
        (name, variable) ->
            variables.put(variable, given ? address(name, "http://environment:1") : ""));
    return variables;
  }

  private static ConnectionOptions options(boolean config, boolean option) throws IOException {
    List<String> arguments = new ArrayList<>();
    if (config) {
      Path file =
          Files.writeString(
              directory.resolve("c.properties"),
              "bootstrap.servers=config:1\nschema.registry.url=http://config:1\nlinger.ms=7\n");
      arguments.addAll(List.of("--config", file.toString()));
    }
    if (option) {
      arguments.addAll(List.of("--bootstrap-servers", "option:1", "--registry", "http://option:1"));
    }
    ConnectionOptions options = new ConnectionOptions();
    new CommandLine(options).parseArgs(arguments.toArray(String[]::new));
    return options;
  }

  private static Pipeline pipeline(
      ConnectionOptions options, boolean addresses, Map<String, String> environment)
      throws IOException {
    String kafka =
        addresses
            ? ", bootstrap.servers: \"pipeline:1\", schema.registry.url: \"http://pipeline:1\""
            : "";
    Path file =
        Files.writeString(
            directory.resolve("p.yaml"),
            """
            pipeline: p
            input: {topic: t, label: y}
            features: [{standard: [x]}]
            model: logistic
            kafka: {linger.ms: 5%s}
            """
                .formatted(kafka));
    return options.read(file, environment).asWritten();
  }
}
