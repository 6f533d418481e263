package io.gradstream.pipeline.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.pipeline.declare.JsonSchemas;
import java.util.HashMap;
import java.util.Map;

/**
 * The JSON Schema (draft-07) of pipeline files, from the declaration of the keys: with it editors
 * complete, explain and check a file while it is written.
 *
 * <p>A file that {@link PipelineReader} accepts is valid by it; the other way round it is less
 * strict where a schema cannot say more: about what stands in two places at once, about the text of
 * a value that YAML has typed, and about environment variables.
 */
public final class PipelineSchema {

  private static final String PROPERTIES = "properties";
  private static final String TOPIC = InputKeys.TOPIC.name();

  private final Map<ObjectNode, Integer> uses = new HashMap<>();
  private final Map<ObjectNode, String> names = new HashMap<>();
  private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();

  private PipelineSchema() {}

  /** Returns the schema, indented, with a line end at its end. */
  public static String json() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter()
            .withSeparators(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(indenter);
    try {
      return new ObjectMapper().writer(printer).writeValueAsString(schema()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // a tree in memory can always be written
    }
  }

  private static ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.put("title", "gradstream pipeline");
    schema.put(
        "description",
        "A topic, the fields to learn from, a model and how it learns."
            + " 'gradstream validate' checks what a schema cannot.");
    schema.setAll(PipelineKeys.TYPE.schema());
    placeOfTheLabel(schema);
    PipelineSchema shared = new PipelineSchema();
    shared.defineSubstitution();
    shared.count(schema);
    shared.share(schema);
    schema.set("definitions", shared.definitions);
    return schema;
  }

  /** The label is described in the input, or where labels come in records of their own. */
  private static void placeOfTheLabel(ObjectNode schema) {
    schema.putObject("if").putArray("required").add(PipelineKeys.LABELS.name());
    ObjectNode with = schema.putObject("then").putObject(PROPERTIES);
    ObjectNode inInput = with.putObject(PipelineKeys.INPUT.name()).putObject(PROPERTIES);
    LabelsFit.OF_THE_LABEL.forEach(key -> inInput.put(key.name(), false));
    ObjectNode labels = with.putObject(PipelineKeys.LABELS.name());
    labels.putObject("if").putArray("required").add(LabelsKeys.SAME_TOPIC.name());
    ObjectNode apart = labels.putObject("then").putObject("if").putObject(PROPERTIES);
    apart.putObject(LabelsKeys.SAME_TOPIC.name()).putArray("enum").add("false").add(false);
    ((ObjectNode) labels.get("then")).putObject("then").putArray("required").add(TOPIC);
    labels.putObject("else").putArray("required").add(TOPIC);
    ObjectNode without = schema.putObject("else").putObject(PROPERTIES);
    ObjectNode input = without.putObject(PipelineKeys.INPUT.name());
    input.putObject(PROPERTIES).put(InputKeys.KEY.name(), false);
    input.putArray("required").add(InputKeys.LABEL.name());
  }

  private void defineSubstitution() {
    definitions
        .putObject(JsonSchemas.SUBSTITUTION)
        .put(
            "description",
            "A text with ${NAME} or ${NAME:default}, replaced by the environment variable.")
        .put("type", "string")
        .put("pattern", JsonSchemas.REFERENCE);
  }

  /** Counts how often each key's schema occurs. */
  private void count(JsonNode schema) {
    schema.path(PROPERTIES).forEach(this::add);
    schema.forEach(this::count);
  }

  private void add(JsonNode key) {
    if (key instanceof ObjectNode object && object.has("title")) {
      uses.merge(object.deepCopy(), 1, Integer::sum);
    }
  }

  /** Puts a reference in the place of each key's schema that occurs more than once. */
  private void share(JsonNode schema) {
    if (schema.get(PROPERTIES) instanceof ObjectNode properties) {
      properties
          .properties()
          .forEach(each -> each.setValue(shared(each.getKey(), each.getValue())));
    }
    schema.forEach(this::share);
  }

  private JsonNode shared(String key, JsonNode schema) {
    return schema instanceof ObjectNode object && uses.getOrDefault(object, 0) > 1
        ? JsonSchemas.reference(names.computeIfAbsent(object, it -> define(key, it)))
        : schema;
  }

  private String define(String key, ObjectNode schema) {
    String name = key;
    for (int i = 2; definitions.has(name); i++) {
      name = key + "-" + i;
    }
    definitions.set(name, schema);
    return name;
  }
}
