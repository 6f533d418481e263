package io.gradstream.schema.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.gradstream.schema.registry.BoundedCache;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaReference;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Reads schemas from a registry's answers, with the types that they refer to.
 *
 * <p>A version never changes, so one that is referred to is fetched once and cached. Thread-safe.
 */
final class SchemaAnswers {

  private final Function<RegistryRequest, JsonNode> registry;
  private final BoundedCache<Version, JsonNode> referenced;

  private record Version(String subject, int version) {

    static Version of(SchemaReference reference) {
      return new Version(reference.subject(), reference.version());
    }

    @Override
    public String toString() {
      return "%s version %d".formatted(subject, version);
    }
  }

  SchemaAnswers(Function<RegistryRequest, JsonNode> registry, int capacity) {
    this.registry = registry;
    referenced = new BoundedCache<>(capacity);
  }

  /** Returns the version of a subject in an answer; {@code where} begins messages about it. */
  RegisteredSchema registered(String where, JsonNode answer) {
    return new RegisteredSchema(
        answer.path("subject").asText(),
        answer.path("version").asInt(),
        answer.path("id").asInt(),
        schema(where, answer),
        references(answer));
  }

  /**
   * Returns the schema in an answer, whole.
   *
   * @throws SchemaRegistryException of kind NOT_AVRO if it is none, or refers to what is not there
   */
  Schema schema(String where, JsonNode answer) {
    Map<Version, String> texts = new LinkedHashMap<>();
    collect(where, answer, texts, new LinkedHashSet<>());
    try {
      // Registered by another program: its defaults are not ours to judge.
      Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
      texts.values().forEach(parser::parse);
      return parser.parse(avro(where, answer));
    } catch (AvroRuntimeException e) {
      throw SchemaRegistryException.notAvro(
          where, "the schema cannot be parsed%s: %s".formatted(with(texts), e.getMessage()));
    }
  }

  /** Puts the texts of what an answer refers to, each after what itself refers to. */
  private void collect(
      String where, JsonNode answer, Map<Version, String> texts, Set<Version> open) {
    for (SchemaReference reference : references(answer)) {
      Version version = Version.of(reference);
      if (!open.add(version)) {
        throw SchemaRegistryException.notAvro(
            where, "its references go in a circle: %s, then %s again".formatted(open, version));
      }
      if (!texts.containsKey(version)) {
        JsonNode found = fetch(where, reference);
        collect(where, found, texts, open);
        texts.put(version, avro(where, found));
      }
      open.remove(version);
    }
  }

  private JsonNode fetch(String where, SchemaReference reference) {
    Version version = Version.of(reference);
    return referenced.get(version).orElseGet(() -> fetch(where, reference, version));
  }

  private JsonNode fetch(String where, SchemaReference reference, Version version) {
    try {
      JsonNode found = registry.apply(RegistryRequest.referenced(reference));
      referenced.put(version, found);
      return found;
    } catch (SchemaRegistryException e) {
      if (e.isNotFound()) {
        throw SchemaRegistryException.notAvro(
            where,
            "it refers to %s in subject %s, which the registry does not have"
                .formatted(reference.name(), version));
      }
      throw e;
    }
  }

  private static List<SchemaReference> references(JsonNode answer) {
    List<SchemaReference> references = new ArrayList<>();
    for (JsonNode each : answer.path("references")) {
      references.add(
          new SchemaReference(
              each.path("name").asText(),
              each.path("subject").asText(),
              each.path("version").asInt()));
    }
    return references;
  }

  private static String avro(String where, JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw SchemaRegistryException.notAvro(
          where, "the schema is of type %s, not AVRO".formatted(type));
    }
    return answer.path("schema").asText();
  }

  private static String with(Map<Version, String> texts) {
    return texts.isEmpty() ? "" : " with the types of " + texts.keySet();
  }
}
