package io.gradstream.schema.registry;

import static io.gradstream.schema.registry.SchemaRegistryConfig.AUTO_REGISTER;
import static io.gradstream.schema.registry.SchemaRegistryConfig.ID_STRICT;
import static io.gradstream.schema.registry.SchemaRegistryConfig.KEY_STRATEGY;
import static io.gradstream.schema.registry.SchemaRegistryConfig.LATEST_CACHE_SIZE;
import static io.gradstream.schema.registry.SchemaRegistryConfig.LATEST_STRICT;
import static io.gradstream.schema.registry.SchemaRegistryConfig.LATEST_TTL_SEC;
import static io.gradstream.schema.registry.SchemaRegistryConfig.LOGICAL_TYPES;
import static io.gradstream.schema.registry.SchemaRegistryConfig.NORMALIZE;
import static io.gradstream.schema.registry.SchemaRegistryConfig.REMOVE_JAVA_PROPERTIES;
import static io.gradstream.schema.registry.SchemaRegistryConfig.USE_LATEST;
import static io.gradstream.schema.registry.SchemaRegistryConfig.USE_SCHEMA_ID;
import static io.gradstream.schema.registry.SchemaRegistryConfig.VALUE_STRATEGY;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The declaration of the settings of serializer and deserializer. */
final class SerdeSettings {

  private SerdeSettings() {}

  static ConfigDef addTo(ConfigDef settings) {
    addChoiceOfSchema(settings);
    addLatest(settings);
    strategy(settings, KEY_STRATEGY, "How the subject of a key's schema is named.");
    strategy(settings, VALUE_STRATEGY, "How the subject of a value's schema is named.");
    flag(
        settings,
        LOGICAL_TYPES,
        false,
        "Have dates, times, decimals and UUIDs as the JDK's types in a record.");
    flag(
        settings,
        REMOVE_JAVA_PROPERTIES,
        false,
        "Take avro.java.string off a schema before it is registered or looked up.");
    return settings;
  }

  private static void addChoiceOfSchema(ConfigDef settings) {
    flag(
        settings,
        AUTO_REGISTER,
        true,
        "Register the schema of what is written, if the registry does not have it.");
    flag(
        settings,
        NORMALIZE,
        false,
        "Let the registry treat schemas that differ only in form as the same schema.");
    settings.define(
        USE_SCHEMA_ID,
        Type.INT,
        -1,
        Range.atLeast(-1),
        Importance.LOW,
        "Write the schema of this id; only if " + AUTO_REGISTER + " is false.");
    flag(
        settings,
        ID_STRICT,
        true,
        "Refuse a record of a schema whose data that schema cannot read.");
  }

  private static void addLatest(ConfigDef settings) {
    flag(
        settings,
        USE_LATEST,
        false,
        "Write the subject's latest schema, only if %s is false; read records as of it."
            .formatted(AUTO_REGISTER));
    flag(
        settings,
        LATEST_STRICT,
        true,
        "Refuse a record whose own schema's data the latest schema cannot read.");
    settings
        .define(
            LATEST_TTL_SEC,
            Type.INT,
            -1,
            Range.atLeast(-1),
            Importance.LOW,
            "Seconds after which the latest schema is asked for again, -1 for never.")
        .define(
            LATEST_CACHE_SIZE,
            Type.INT,
            1_000,
            Range.atLeast(1),
            Importance.LOW,
            "How many latest schemas are kept in memory.");
  }

  private static void flag(ConfigDef settings, String name, boolean byDefault, String sentence) {
    settings.define(name, Type.BOOLEAN, byDefault, Importance.MEDIUM, sentence);
  }

  private static void strategy(ConfigDef settings, String name, String sentence) {
    settings.define(
        name,
        Type.STRING,
        SubjectNameStrategy.TOPIC_NAME.className(),
        ValidString.in(SubjectNameStrategy.classNames()),
        Importance.MEDIUM,
        sentence);
  }
}
