package io.gradstream.schema.registry.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.gradstream.schema.registry.SchemaReference;
import io.gradstream.schema.registry.SchemaSource;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/**
 * Writes schemas that mean the same in the same way: attributes sorted, names in full, types that a
 * schema refers to only named, references sorted and each once. Docs, defaults and properties stay.
 */
final class SchemaNormalizer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> NAMED = Set.of("record", "error", "enum", "fixed");
  private static final Set<String> PLAIN =
      Set.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

  private final Set<String> foreign;

  private SchemaNormalizer(Set<String> foreign) {
    this.foreign = foreign;
  }

  static SchemaSource normalized(ParsedSchema schema) {
    SchemaNormalizer normalizer = new SchemaNormalizer(schema.foreign());
    JsonNode tree = normalizer.type(json(schema.schema()), "");
    List<SchemaReference> references =
        schema.source().references().stream()
            .distinct()
            .sorted(
                Comparator.comparing(SchemaReference::name)
                    .thenComparing(SchemaReference::subject)
                    .thenComparing(SchemaReference::version))
            .toList();
    return new SchemaSource(tree.toString(), references);
  }

  private static JsonNode json(Schema schema) {
    try {
      return JSON.readTree(schema.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema's text is not JSON: " + schema, e);
    }
  }

  private JsonNode type(JsonNode type, String namespace) {
    if (type instanceof ArrayNode union) {
      ArrayNode all = NODES.arrayNode();
      union.forEach(branch -> all.add(type(branch, namespace)));
      return all;
    }
    if (type instanceof ObjectNode object) {
      return NAMED.contains(object.path("type").asText())
          ? named(object, namespace)
          : unnamed(object, namespace);
    }
    return TextNode.valueOf(inFull(type.asText(), namespace));
  }

  private static String inFull(String name, String namespace) {
    return PLAIN.contains(name) || name.contains(".") || namespace.isEmpty()
        ? name
        : namespace + "." + name;
  }

  private ObjectNode unnamed(ObjectNode object, String namespace) {
    ObjectNode sorted = sorted(object);
    for (String key : List.of("items", "values")) {
      if (object.has(key)) {
        sorted.set(key, type(object.get(key), namespace));
      }
    }
    return sorted;
  }

  private JsonNode named(ObjectNode object, String outer) {
    String namespace = object.path("namespace").asText(outer);
    String name = inFull(object.path("name").asText(), namespace);
    if (foreign.contains(name)) {
      return TextNode.valueOf(name);
    }
    ObjectNode sorted = sorted(object).put("name", name);
    // In full, a name without a namespace needs to say so where another one is around it.
    if (!namespace.isEmpty() || outer.isEmpty()) {
      sorted.remove("namespace");
    }
    if (object.has("fields")) {
      sorted.set("fields", fields(object, namespace));
    }
    if (object.has("aliases")) {
      sorted.set("aliases", aliases(object, namespace));
    }
    return sorted;
  }

  private ArrayNode fields(ObjectNode object, String namespace) {
    ArrayNode all = NODES.arrayNode();
    for (JsonNode field : object.path("fields")) {
      ObjectNode sorted = sorted((ObjectNode) field);
      sorted.set("type", type(field.path("type"), namespace));
      all.add(sorted);
    }
    return all;
  }

  private static ArrayNode aliases(ObjectNode object, String namespace) {
    Set<String> names = new TreeSet<>();
    object.path("aliases").forEach(alias -> names.add(inFull(alias.asText(), namespace)));
    ArrayNode all = NODES.arrayNode();
    names.forEach(all::add);
    return all;
  }

  private static ObjectNode sorted(ObjectNode object) {
    Set<String> keys = new TreeSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    ObjectNode sorted = NODES.objectNode();
    keys.forEach(key -> sorted.set(key, object.get(key)));
    return sorted;
  }
}
