package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parts of which the JSON Schema of pipeline files is made (draft-07, the one that editors know
 * best).
 *
 * <p>A schema sees values after YAML has typed them, the reader sees their text; so text may come
 * as number or boolean, a number as text in quotes, and anything as a text with <code>${NAME}
 * </code>, which is the right type only once it is replaced. {@code pattern} binds texts only and
 * {@code minimum} numbers only, so one flat schema says both and editors can name what is wrong.
 */
public final class JsonSchemas {

  /** Where the schema of a text with an environment variable is. */
  public static final String SUBSTITUTION = "substitution";

  /** A reference that does not begin with two dollars, which stand for themselves. */
  public static final String REFERENCE = "(^|[^$])\\$\\{[A-Za-z_][A-Za-z0-9_]*(:[^}]*)?\\}";

  private static final String ANY_OF = "anyOf";
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonSchemas() {}

  /** Returns the schema of a number, or of the text of one. */
  public static ObjectNode scalar(String type, Pattern text) {
    ObjectNode schema = JSON.objectNode();
    schema.putArray("type").add(type).add("string");
    return schema.put("pattern", whole(text));
  }

  /** Returns the schema of a text, which YAML may have taken for a number or boolean. */
  static ObjectNode text(Pattern pattern) {
    boolean numbers = Stream.of("0", "1.5", "-1").anyMatch(it -> pattern.matcher(it).matches());
    ObjectNode schema = numbers ? anyText() : JSON.objectNode();
    if (!numbers) {
      boolean booleans = Stream.of("true", "false").anyMatch(it -> pattern.matcher(it).matches());
      ArrayNode types = schema.putArray("type").add("string");
      if (booleans) {
        types.add("boolean");
      }
    }
    return schema.put("pattern", whole(pattern));
  }

  private static ObjectNode anyText() {
    ObjectNode schema = JSON.objectNode();
    schema.putArray("type").add("string").add("number").add("boolean");
    return schema;
  }

  private static String whole(Pattern pattern) {
    return "^(?:" + pattern.pattern() + ")$|" + REFERENCE;
  }

  /** Returns the schema of one of a few words; YAML reads two of them as no text. */
  static ObjectNode words(Collection<String> words) {
    ObjectNode schema = JSON.objectNode();
    ArrayNode allowed = schema.putArray("enum");
    words.forEach(allowed::add);
    words.stream()
        .filter(word -> word.equals("true") || word.equals("false"))
        .forEach(word -> allowed.add(Boolean.parseBoolean(word)));
    return schema;
  }

  /** Returns the schema of what one of {@code forms} allows; a word may be a substitution. */
  static ObjectNode anyOf(List<ObjectNode> forms) {
    Set<JsonNode> flat = new LinkedHashSet<>();
    forms.forEach(form -> addForms(form, flat));
    boolean words = flat.stream().anyMatch(form -> form.has("enum"));
    boolean texts = flat.stream().anyMatch(form -> form.path("type").isArray());
    flat.remove(reference(SUBSTITUTION));
    if (words && !texts) { // texts allow it themselves
      flat.add(reference(SUBSTITUTION));
    }
    if (flat.size() == 1) {
      return flat.iterator().next().deepCopy();
    }
    ObjectNode schema = JSON.objectNode();
    schema.putArray(ANY_OF).addAll(flat);
    return schema;
  }

  private static void addForms(ObjectNode form, Set<JsonNode> flat) {
    if (form.has(ANY_OF)) {
      form.get(ANY_OF).forEach(flat::add);
    } else {
      flat.add(form);
    }
  }

  /** Returns a reference to one of the schema's definitions. */
  public static ObjectNode reference(String name) {
    return JSON.objectNode().put("$ref", "#/definitions/" + name);
  }

  /** Returns the schema of a list of {@code least} or more. */
  static ObjectNode list(ObjectNode item, int least, boolean distinct) {
    ObjectNode schema = JSON.objectNode().put("type", "array");
    schema.set("items", item);
    schema.put("minItems", least);
    return distinct ? schema.put("uniqueItems", true) : schema;
  }

  /** Returns the schema of a list of exactly these. */
  public static ObjectNode tuple(List<ObjectNode> items) {
    ObjectNode schema = JSON.objectNode().put("type", "array");
    schema.putArray("items").addAll(items);
    return schema.put("minItems", items.size()).put("maxItems", items.size());
  }

  /** Returns the schema of a section with these keys and no others. */
  static ObjectNode section(List<Key<?>> keys) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    keys.forEach(key -> properties.set(key.name(), KeySchemas.of(key)));
    List<String> required =
        keys.stream()
            .filter(key -> key.presence() == Key.Presence.REQUIRED)
            .<String>map(Key::name)
            .toList();
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    return schema.put("additionalProperties", false);
  }

  /** Narrows the schema of a section to those without keys that exclude each other. */
  static ObjectNode exclude(List<Conflict> conflicts, ObjectNode section) {
    if (!conflicts.isEmpty()) {
      ArrayNode all = section.putArray("allOf");
      conflicts.forEach(each -> all.addObject().set("not", together(each)));
    }
    return section;
  }

  /** Narrows the schema of a section to those with one of some keys. */
  static ObjectNode need(List<Key<?>> needed, ObjectNode section) {
    if (!needed.isEmpty()) {
      ArrayNode any = section.putArray(ANY_OF);
      needed.forEach(key -> any.addObject().putArray("required").add(key.name()));
    }
    return section;
  }

  private static ObjectNode together(Conflict conflict) {
    ObjectNode both = JSON.objectNode();
    both.putArray("required").add(conflict.key().name()).add(conflict.other().name());
    conflict
        .value()
        .ifPresent(
            value ->
                both.putObject("properties").set(conflict.other().name(), words(List.of(value))));
    return both;
  }

  /**
   * Narrows the schema of a section to those that have exactly one of {@code names}.
   *
   * @param alone whether the section has no other keys, so that counting them says it
   */
  static ObjectNode choice(List<String> names, ObjectNode section, boolean alone) {
    if (alone) {
      return section.put("minProperties", 1).put("maxProperties", 1);
    }
    ArrayNode one = section.putArray("oneOf");
    names.forEach(name -> one.addObject().putArray("required").add(name));
    return section;
  }

  /** Returns the schema of a section of the user's names, one or more, with values. */
  public static ObjectNode mapOf(ObjectNode value) {
    ObjectNode schema = JSON.objectNode().put("type", "object").put("minProperties", 1);
    schema.set("additionalProperties", value);
    return schema;
  }

  /** Returns the schema of a section of another program's names. */
  static ObjectNode textMap(Collection<String> refused, Map<String, String> fixed) {
    ObjectNode schema = JSON.objectNode().put("type", "object");
    ObjectNode properties = JSON.objectNode();
    refused.forEach(name -> properties.put(name, false));
    fixed.forEach((name, value) -> properties.set(name, anyOf(List.of(words(List.of(value))))));
    if (!properties.isEmpty()) {
      schema.set("properties", properties);
    }
    schema.set("additionalProperties", anyText());
    return schema;
  }
}
