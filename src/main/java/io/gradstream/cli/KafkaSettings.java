package io.gradstream.cli;

import io.gradstream.core.text.NearestName;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineException;
import io.gradstream.pipeline.PipelineException.Mistake;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.streams.StreamsSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Finds the settings that Kafka's clients, Kafka Streams or the registry's client would refuse,
 * before any of them is made, and names that differ from one of theirs by a letter or two: a
 * misspelt {@code security.protocol} would be a connection without any. Other names that none of
 * them knows are passed over.
 */
final class KafkaSettings {

  /** What reads the settings of any command. */
  private static final List<Reader> CLIENTS =
      List.of(
          new Reader(ConsumerConfig.configDef(), ""),
          new Reader(ProducerConfig.configDef(), ""),
          new Reader(AdminClientConfig.configDef(), ""));

  /** What reads those of a pipeline besides, each with what its names may have before them. */
  private static final List<Reader> STREAMS =
      List.of(
          new Reader(StreamsConfig.configDef(), ""),
          new Reader(ConsumerConfig.configDef(), StreamsConfig.CONSUMER_PREFIX),
          new Reader(ConsumerConfig.configDef(), StreamsConfig.MAIN_CONSUMER_PREFIX),
          new Reader(ConsumerConfig.configDef(), StreamsConfig.RESTORE_CONSUMER_PREFIX),
          new Reader(ProducerConfig.configDef(), StreamsConfig.PRODUCER_PREFIX),
          new Reader(AdminClientConfig.configDef(), StreamsConfig.ADMIN_CLIENT_PREFIX));

  /** What reads it in a pipeline of Avro; other classes may mean other things by these names. */
  private static final List<Reader> REGISTRY_READERS =
      List.of(
          new Reader(SchemaRegistryConfig.DEFINITION, ""),
          new Reader(SchemaRegistryConfig.DEFINITION, "schema.registry."));

  /** What Kafka Streams has values of its own for that its clients would refuse. */
  private static final Set<String> OF_STREAMS = Set.of(StreamsConfig.GROUP_PROTOCOL_CONFIG);

  private static final String BOOTSTRAP = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
  private static final Pattern PORT = Pattern.compile(":[0-9]+$");
  private static final Set<String> KNOWN = known();

  private record Reader(ConfigDef definition, String prefix) {

    /** Returns the same reader that passes over some names. */
    Reader without(Set<String> names) {
      ConfigDef rest = new ConfigDef(definition);
      rest.configKeys().keySet().removeAll(names);
      return new Reader(rest, prefix);
    }

    /** Puts a reason for each name whose value is refused. */
    void check(Map<String, String> kafka, Map<String, String> refused) {
      Map<String, String> own = new HashMap<>();
      kafka.forEach(
          (name, value) -> {
            if (name.startsWith(prefix)) {
              own.put(name.substring(prefix.length()), value);
            }
          });
      for (ConfigValue checked : definition.validate(own)) {
        String value = own.get(checked.name());
        if (value != null && !checked.errorMessages().isEmpty()) {
          refused.put(prefix + checked.name(), reason(checked, value));
        }
      }
    }
  }

  /** Kafka Streams' own checks of settings against each other, without a log of all settings. */
  private static final class Quiet extends StreamsConfig {

    Quiet(Map<?, ?> settings) {
      super(settings, false);
    }
  }

  private KafkaSettings() {}

  /**
   * Returns what is wrong with the settings of a pipeline.
   *
   * @param pipeline as its file has it
   * @param file the file, for what is wrong with several settings together
   * @param settings the pipeline's, with the places that they come from
   */
  static List<Mistake> problems(Pipeline pipeline, Path file, ConnectionSettings settings) {
    List<Reader> readers = new ArrayList<>(STREAMS);
    CLIENTS.forEach(reader -> readers.add(reader.without(OF_STREAMS)));
    if (pipeline.needsRegistry()) {
      readers.addAll(REGISTRY_READERS);
    }
    Map<String, String> refused = refused(settings, readers);
    putForbidden(settings, refused);
    if (StreamsSettings.isStreamsGroup(settings.values())) {
      StreamsSettings.memberNames(settings.values())
          .forEach(
              name ->
                  refused.put(
                      name,
                      " must not be set with group.protocol: streams, in whose groups no member has a"
                          + " name (static membership); take it out, or set group.protocol to"
                          + " classic"));
    }
    putMisspelt(settings, refused);
    putWithoutPort(settings, refused);
    List<Mistake> problems = new ArrayList<>(told(settings, refused));
    Map<String, String> good = new HashMap<>(settings.values());
    good.keySet().removeAll(refused.keySet());
    together(pipeline.withKafka(good))
        .filter(message -> refused.keySet().stream().noneMatch(message::contains))
        .ifPresent(message -> problems.add(settings.problemTogether(file.toString(), message)));
    return problems;
  }

  /** Returns what is wrong with the settings of a file that is no pipeline yet. */
  static List<Mistake> problems(ConnectionSettings settings) {
    List<Reader> readers = new ArrayList<>(STREAMS);
    CLIENTS.forEach(reader -> readers.add(reader.without(OF_STREAMS)));
    Map<String, String> refused = refused(settings, readers);
    putForbidden(settings, refused);
    putMisspelt(settings, refused);
    putWithoutPort(settings, refused);
    return told(settings, refused);
  }

  /**
   * Checks the settings of a command that has no pipeline.
   *
   * @throws PipelineException if there are values that Kafka's clients would refuse; shows none
   */
  static void checkClients(ConnectionSettings settings) {
    Map<String, String> refused = refused(settings, CLIENTS);
    putMisspelt(settings, refused);
    putWithoutPort(settings, refused);
    if (!refused.isEmpty()) {
      throw PipelineException.of(told(settings, refused));
    }
  }

  private static void putForbidden(ConnectionSettings settings, Map<String, String> refused) {
    settings
        .values()
        .forEach(
            (name, value) ->
                PipelineReader.objection(name, value)
                    .ifPresent(objection -> refused.put(name, " " + objection)));
  }

  private static void putMisspelt(ConnectionSettings settings, Map<String, String> refused) {
    for (String name : settings.values().keySet()) {
      NearestName.misspelt(name, KNOWN)
          .ifPresent(
              near ->
                  refused.put(
                      name,
                      " is no setting of Kafka's or of the registry's; did you mean '%s'?"
                          .formatted(near)));
    }
  }

  private static void putWithoutPort(ConnectionSettings settings, Map<String, String> refused) {
    String servers = settings.values().getOrDefault(BOOTSTRAP, "");
    if (Stream.of(servers.split(","))
        .map(String::strip)
        .anyMatch(server -> !server.isEmpty() && !PORT.matcher(server).find())) {
      refused.putIfAbsent(BOOTSTRAP, ": each broker is host:port, such as localhost:9092");
    }
  }

  /** Names that clients know, and those that Kafka Streams passes on to them or to topics. */
  private static Set<String> known() {
    Set<String> known = new TreeSet<>();
    Stream.of(CLIENTS, STREAMS, REGISTRY_READERS)
        .flatMap(List::stream)
        .forEach(
            reader ->
                reader
                    .definition()
                    .names()
                    .forEach(
                        name -> {
                          known.add(reader.prefix() + name);
                          known.add(name);
                        }));
    return known;
  }

  /** Returns what is wrong, by the names of the settings. */
  private static Map<String, String> refused(ConnectionSettings settings, List<Reader> readers) {
    Map<String, String> refused = new TreeMap<>();
    readers.forEach(reader -> reader.check(settings.values(), refused));
    refused.replaceAll((name, reason) -> ": " + reason);
    return refused;
  }

  private static List<Mistake> told(ConnectionSettings settings, Map<String, String> refused) {
    return refused.entrySet().stream()
        .map(each -> settings.problem(each.getKey(), each.getValue()))
        .toList();
  }

  /**
   * Requires settings by their names.
   *
   * @throws PipelineException if one is missing or blank
   */
  static void require(Pipeline pipeline, Path file, String... names) {
    List<Mistake> missing = missing(pipeline.kafka(), file, List.of(names));
    if (!missing.isEmpty()) {
      throw PipelineException.of(missing);
    }
  }

  /** Returns what is wrong where settings are missing or blank. */
  static List<Mistake> missing(Map<String, String> kafka, Path file, List<String> names) {
    return names.stream()
        .filter(name -> kafka.getOrDefault(name, "").isBlank())
        .map(
            name ->
                new Mistake(
                    file.toString(), 0, "kafka.%s is missing: %s".formatted(name, advice(name))))
        .toList();
  }

  private static Optional<String> together(Pipeline pipeline) {
    Map<String, String> kafka = pipeline.kafka();
    try {
      if (kafka.containsKey(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)) {
        new Quiet(StreamsSettings.of(pipeline)).getProducerConfigs(pipeline.name());
      }
      if (pipeline.needsRegistry() && kafka.containsKey(SchemaRegistryConfig.URL)) {
        SchemaRegistries.from(kafka);
      }
      return Optional.empty();
    } catch (ConfigException | IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Returns what is wrong without the value, which may be a password. */
  private static String reason(ConfigValue checked, String value) {
    String message = checked.errorMessages().get(0);
    String marker = "for configuration " + checked.name() + ": ";
    int at = message.lastIndexOf(marker);
    return at < 0
        ? "Kafka does not accept the value"
        : message.substring(at + marker.length()).replace("Class " + value, "the class");
  }

  private static String advice(String name) {
    return name.equals(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)
        ? "give the brokers as host:port, host:port, there or with --bootstrap-servers"
        : "give the registry as http://host:port, there or with --registry";
  }
}
