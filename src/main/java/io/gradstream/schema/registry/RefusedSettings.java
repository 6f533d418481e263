package io.gradstream.schema.registry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/**
 * What Confluent's serdes can be told and these cannot: refused where it would change something,
 * for a setting that is silently without effect is found out too late.
 */
final class RefusedSettings {

  private static final String CONFLUENTS =
      "Confluent's own serdes can: name their classes instead of these";

  /** A name, the values that ask for nothing, and what to do. */
  private record Refused(String name, Set<String> harmless, String instead) {

    /** Those of TLS are the registry's by their prefix only. */
    String shownName() {
      return name.startsWith("ssl.") ? SchemaRegistryConfig.PREFIX + name : name;
    }
  }

  private static final List<Refused> ALL =
      List.of(
          flag("specific.avro.reader", "records are read as GenericRecord"),
          new Refused("specific.avro.key.type", Set.of(), "records are read as GenericRecord"),
          new Refused("specific.avro.value.type", Set.of(), "records are read as GenericRecord"),
          flag("schema.reflection", "records must be GenericRecord"),
          flag("avro.reflection.allow.null", "records must be GenericRecord"),
          flag("propagate.schema.tags", CONFLUENTS),
          new Refused("use.latest.with.metadata", Set.of(), CONFLUENTS),
          new Refused("schema.format", Set.of(), "schemas are sent as they are"),
          new Refused("rule.executors", Set.of(), CONFLUENTS),
          new Refused("rule.actions", Set.of(), CONFLUENTS),
          new Refused(
              "context.name.strategy",
              Set.of("io.confluent.kafka.serializers.context.NullContextNameStrategy"),
              "name the context in the URL instead, as in http://host:8081/contexts/.name"),
          idInHeader("key.schema.id.serializer", "Serializer"),
          idInHeader("value.schema.id.serializer", "Serializer"),
          idInHeader("key.schema.id.deserializer", "Deserializer"),
          idInHeader("value.schema.id.deserializer", "Deserializer"),
          new Refused("ssl.engine.factory.class", Set.of(), "use key and trust stores"),
          new Refused("ssl.provider", Set.of(), "the JDK's providers are used in their order"),
          new Refused("ssl.secure.random.implementation", Set.of(), "the JDK's default is used"));

  private RefusedSettings() {}

  private static Refused flag(String name, String instead) {
    return new Refused(name, Set.of("false"), instead);
  }

  private static Refused idInHeader(String name, String kind) {
    return new Refused(
        name,
        Set.of("io.confluent.kafka.serializers.schema.id.PrefixSchemaId" + kind),
        "the schema's id stands before the record, in its value or key");
  }

  /**
   * Returns the settings if none is refused.
   *
   * @throws ConfigException if one is among those refused; names it and what can be done
   */
  static Map<String, Object> checked(Map<String, Object> settings) {
    for (Refused refused : ALL) {
      Object value = settings.get(refused.name());
      String text = value == null ? "" : value.toString().strip();
      if (!text.isEmpty() && !refused.harmless().contains(text)) {
        throw new ConfigException(
            "%s is not supported here, was %s: %s"
                .formatted(refused.shownName(), text, refused.instead()));
      }
    }
    return settings;
  }
}
