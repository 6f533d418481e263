package io.gradstream.schema.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.schema.registry.BoundedCache;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaReference;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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

  /** For so long the same text that is no JSON must have been the answer to be believed. */
  static final Duration BELIEVED = Duration.ofSeconds(20);

  private static final int BROKEN = 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Function<RegistryRequest, JsonNode> registry;
  private final BoundedCache<Version, JsonNode> referenced;

  private final BoundedCache<String, Seen> broken = new BoundedCache<>(BROKEN);
  private final Clock clock;

  /** When an answer came that is no JSON, for the first time in a row and the last. */
  private record Seen(Instant first, Instant last) {}

  private record Version(String subject, int version) {

    static Version of(SchemaReference reference) {
      return new Version(reference.subject(), reference.version());
    }

    @Override
    public String toString() {
      return "%s version %d".formatted(subject, version);
    }
  }

  SchemaAnswers(Function<RegistryRequest, JsonNode> registry, int capacity, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    referenced = new BoundedCache<>(capacity);
  }

  /** Returns the version of a subject in an answer; {@code where} begins messages about it. */
  RegisteredSchema registered(String where, JsonNode answer) {
    if (!answer.path("id").isInt() || !answer.path("version").isInt()) {
      throw SchemaRegistryException.nonsense(where, "the answer has no id or no version");
    }
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

  /** Registries take no such text; one that still gives it after a while was given it. */
  private boolean isBelieved(String text) {
    Instant now = clock.instant();
    Seen seen =
        broken
            .get(text)
            .filter(before -> now.isBefore(before.last().plus(BELIEVED.multipliedBy(2))))
            .orElse(new Seen(now, now));
    broken.put(text, new Seen(seen.first(), now));
    return !now.isBefore(seen.first().plus(BELIEVED));
  }

  private static boolean isJson(String text) {
    try {
      return !JSON.readTree(text).isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
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
      avro(where, found); // nothing else is remembered
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

  private String avro(String where, JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw SchemaRegistryException.notAvro(
          where, "the schema is of type %s, not AVRO".formatted(type));
    }
    if (!answer.path("schema").isTextual()) {
      throw SchemaRegistryException.nonsense(where, "the answer has no schema");
    }
    String text = answer.path("schema").textValue();
    if (!isJson(text) && !isBelieved(text)) {
      throw SchemaRegistryException.nonsense(where, "the schema is cut short or no JSON");
    }
    return text;
  }

  private static String with(Map<Version, String> texts) {
    return texts.isEmpty() ? "" : " with the types of " + texts.keySet();
  }
}
