package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** The JSON Schema of a key: what its value may be, with all that an editor can show of it. */
public final class KeySchemas {

  private static final YAMLMapper YAML = new YAMLMapper();

  private KeySchemas() {}

  /** Returns the schema of a key's value, with its title, sentence, default and example. */
  public static ObjectNode of(Key<?> key) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("title", key.name());
    schema.put("description", description(key));
    schema.setAll(key.type().schema());
    if (key.presence() == Key.Presence.DEFAULT && !key.fallback().equals("{}")) {
      schema.set("default", value(key.fallback()));
    }
    JsonNode example = value(key.example());
    if (example.isContainerNode()) {
      snippet(schema, oneLine(key.example()), example);
    } else {
      schema.putArray("examples").add(example);
    }
    return schema;
  }

  /**
   * Offers an example of several values by what it says: editors would offer it as "[object
   * Object]" if it were among the examples. The keyword is that of the language server for YAML,
   * which other readers of a schema pass over.
   */
  private static void snippet(ObjectNode schema, String text, JsonNode example) {
    ObjectNode snippet = schema.putArray("defaultSnippets").addObject();
    snippet.put("label", text);
    snippet.put("description", "the example of the documentation");
    snippet.set("body", escaped(example));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  /** A dollar begins a place to fill in, unless it is escaped. */
  private static JsonNode escaped(JsonNode example) {
    return value(example.toString().replace("$", "\\\\$"));
  }

  private static String description(Key<?> key) {
    StringBuilder text = new StringBuilder(key.sentence());
    if (key.type().keys().isEmpty()) {
      text.append(" Must be ").append(key.type().allowed()).append('.');
    }
    if (key.presence() == Key.Presence.OPTIONAL) {
      text.append(" If left out: ").append(key.fallback()).append('.');
    }
    if (value(key.example()).isContainerNode()) {
      text.append(" For example: `").append(oneLine(key.example())).append("`.");
    }
    return text.toString();
  }

  /** Returns YAML of the declaration as an editor sees it. */
  private static JsonNode value(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the declaration has what is no YAML: " + yaml, e);
    }
  }
}
