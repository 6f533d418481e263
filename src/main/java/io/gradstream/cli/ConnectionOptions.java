package io.gradstream.cli;

import io.gradstream.pipeline.PipelineException;
import io.gradstream.pipeline.PipelineException.Mistake;
import io.gradstream.pipeline.WrittenPipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.pipeline.file.PipelineText;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of every command that connects to Kafka or a schema registry, and the one order in
 * which settings win: an option over the file of {@code --config}, this over the pipeline's {@code
 * kafka:} section, this over the environment.
 *
 * <p>So what was named for this run wins over what happens to be exported in the shell. A pipeline
 * file takes what it wants of the environment by {@code ${NAME}}, so that {@code produce} and
 * {@code run} with the same file reach the same cluster.
 */
final class ConnectionOptions {

  private static final String SERVERS = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
  private static final String REGISTRY = SchemaRegistryConfig.URL;

  /** The addresses of a command to which nobody has given any. */
  private static final Map<String, String> LOCAL =
      Map.of(SERVERS, "localhost:9092", REGISTRY, "http://localhost:8081");

  private static final Map<String, String> VARIABLES =
      Map.of(SERVERS, "KAFKA_BOOTSTRAP_SERVERS", REGISTRY, "SCHEMA_REGISTRY_URL");

  @Option(
      names = {"--bootstrap-servers", "--bootstrap-server"},
      paramLabel = "HOST:PORT",
      description =
          "Kafka brokers (default: those of --config, of the pipeline, or of"
              + " KAFKA_BOOTSTRAP_SERVERS).")
  private @Nullable String bootstrapServers;

  @Option(
      names = {"--registry", "--schema-registry-url"},
      paramLabel = "URL",
      description =
          "Schema registry (default: that of --config, of the pipeline, or of"
              + " SCHEMA_REGISTRY_URL).")
  private @Nullable String registry;

  @Option(
      names = {"--config", "--command-config"},
      paramLabel = "FILE",
      description =
          "Properties file with settings of Kafka's clients and the registry's, such as security;"
              + " they win over the pipeline's.")
  private @Nullable Path config;

  @Option(
      names = "--env-file",
      paramLabel = "FILE",
      description =
          "Variables for the $${NAME} of a pipeline, NAME=VALUE a line; they win over those of the"
              + " environment.")
  private @Nullable Path envFile;

  /**
   * Reads a pipeline file and puts over its {@code kafka:} section what the command line says.
   *
   * @throws PipelineException if the file has mistakes, or Kafka would refuse a setting, wherever
   *     it was given
   */
  WrittenPipeline read(Path file) throws IOException {
    return read(file, System.getenv());
  }

  WrittenPipeline read(Path file, Map<String, String> environment) throws IOException {
    return look(file, environment).whole();
  }

  /** Reads a pipeline file as {@link #read(Path)} does, as far as it can be read. */
  Found look(Path file) throws IOException {
    return look(file, System.getenv());
  }

  private Found look(Path file, Map<String, String> given) throws IOException {
    Map<String, String> environment = variables(given);
    PipelineText text = PipelineReader.look(file, environment);
    ConnectionSettings settings = new ConnectionSettings();
    putEnvironment(settings, environment);
    settings.putAll(file.toString(), text.kafka(), text.kafkaLines());
    putCommandLine(settings);
    Optional<WrittenPipeline> pipeline =
        text.pipeline().map(it -> it.with(each -> each.withKafka(settings.values())));
    List<Mistake> problems = new ArrayList<>(text.problems());
    problems.addAll(
        pipeline.isPresent()
            ? KafkaSettings.problems(pipeline.get().asWritten(), file, settings)
            : KafkaSettings.problems(settings));
    return new Found(pipeline, problems);
  }

  /**
   * A pipeline, of a file with mistakes what is left without them if it is one, and all that is
   * wrong with it and with what Kafka is given.
   */
  record Found(Optional<WrittenPipeline> pipeline, List<Mistake> problems) {

    /** Returns the same with what is found besides. */
    Found with(List<Mistake> more) {
      return new Found(pipeline, Stream.concat(problems.stream(), more.stream()).toList());
    }

    /**
     * Returns the pipeline.
     *
     * @throws PipelineException if anything is wrong: says it all
     */
    WrittenPipeline whole() {
      if (!problems.isEmpty()) {
        throw PipelineException.of(
            problems.stream().distinct().sorted(Comparator.comparing(Mistake::line)).toList());
      }
      return pipeline.orElseThrow();
    }
  }

  /** Returns the brokers that an option names, or its file. */
  Optional<String> namedServers() throws IOException {
    return named(bootstrapServers, SERVERS);
  }

  /** Returns the registry that an option names, or its file, without a password in it. */
  Optional<String> namedRegistry() throws IOException {
    return named(registry, REGISTRY).map(url -> url.replaceAll("//[^/@,]*@", "//"));
  }

  private Optional<String> named(@Nullable String option, String setting) throws IOException {
    return option != null || config == null
        ? Optional.ofNullable(option)
        : Optional.ofNullable(properties(config).get(setting));
  }

  /**
   * Returns the settings of a command without a pipeline file: of a broker and a registry on this
   * machine, unless anything says otherwise.
   *
   * @throws PipelineException if Kafka would refuse one of them
   */
  Map<String, String> settings() throws IOException {
    return settings(System.getenv());
  }

  Map<String, String> settings(Map<String, String> environment) throws IOException {
    ConnectionSettings settings = new ConnectionSettings();
    LOCAL.forEach((name, value) -> settings.put("the default", name, value));
    putEnvironment(settings, variables(environment));
    putCommandLine(settings);
    KafkaSettings.checkClients(settings);
    return settings.values();
  }

  private Map<String, String> variables(Map<String, String> environment) throws IOException {
    return envFile == null ? environment : EnvFile.over(environment, envFile);
  }

  private static void putEnvironment(ConnectionSettings settings, Map<String, String> environment) {
    VARIABLES.forEach(
        (name, variable) -> {
          String value = environment.getOrDefault(variable, "");
          if (!value.isBlank()) { // an empty variable names no address
            settings.put(variable, name, value);
          }
        });
  }

  private void putCommandLine(ConnectionSettings settings) throws IOException {
    if (config != null) {
      String source = config.toString();
      properties(config).forEach((name, value) -> settings.put(source, name, value));
    }
    if (bootstrapServers != null) {
      settings.put("--bootstrap-servers", SERVERS, bootstrapServers);
    }
    if (registry != null) {
      settings.put("--registry", REGISTRY, registry);
    }
  }

  private static Map<String, String> properties(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UsageException(file + ": it is a folder; name a file");
    }
    try {
      return Utils.propsToStringMap(Utils.loadProps(file.toString()));
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--config %s is no properties file: %s".formatted(file, e.getMessage()));
    }
  }
}
