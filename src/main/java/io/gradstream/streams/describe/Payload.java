package io.gradstream.streams.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.data.Task;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Pipeline;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The value of a topic's records.
 *
 * @param contentType its media type
 * @param inRegistry whether the id of a schema in the registry is before it
 * @param format of the schema, by AsyncAPI's names
 * @param schema its schema
 */
record Payload(String contentType, boolean inRegistry, String format, JsonNode schema) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AVRO_CONTENT = "application/vnd.apache.avro";
  private static final String AVRO_SCHEMA = "application/vnd.apache.avro+json;version=1.9.0";
  private static final String JSON_SCHEMA = "application/schema+json;version=draft-07";
  private static final String JSON_CONTENT = "application/json";
  private static final String BYTES = "application/octet-stream";

  /** Returns an output, whose fields are those of a published Avro schema in every encoding. */
  static Payload output(Pipeline pipeline, Schema schema) {
    Encoding encoding = pipeline.output().encoding();
    boolean avro = encoding instanceof Encoding.Avro;
    return new Payload(contentType(encoding), avro, AVRO_SCHEMA, tree(schema));
  }

  /**
   * Returns what a pipeline reads of records that others write.
   *
   * @param choosesMore whether a schema is still to choose more fields than the layout has
   */
  static Payload input(Input input, RowLayout layout, boolean choosesMore) {
    boolean avro = input.encoding() instanceof Encoding.Avro;
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    String by =
        avro
            ? "The fields that are read; the schema that they are written with is in the registry."
            : "The fields that are read.";
    schema.put("description", choosesMore ? by + " features: auto chooses more." : by);
    ObjectNode fields = schema.putObject("properties");
    RowLayout paths = input.envelope().paths(layout);
    add(fields, paths.numbers(), "A number, or text that is one.", "number", "string");
    add(fields, paths.categories(), "A category.", "string", "number", "boolean");
    add(
        fields,
        paths.instants(),
        "A point in time: ISO-8601, or since the epoch.",
        "string",
        "number");
    add(fields, paths.bags(), "Several categories.", "array", "object", "string");
    if (layout.readsLabel()) {
      label(fields, layout.label(), paths.label().field());
    }
    return new Payload(contentType(input.encoding()), avro, JSON_SCHEMA, schema);
  }

  /** Returns bytes of which nothing more can be said. */
  static Payload bytes(String description) {
    return new Payload(
        BYTES,
        false,
        JSON_SCHEMA,
        JSON.createObjectNode().put("type", "string").put("description", description));
  }

  private static void label(ObjectNode fields, LabelRule rule, String path) {
    ObjectNode label = fields.putObject(path);
    label.put("description", "The label: " + rule.description() + ".");
    if (rule.task() == Task.REGRESSION || rule.threshold().isPresent()) {
      types(label, "number", "string");
    } else {
      types(label, "string", "number", "boolean");
    }
  }

  private static void add(
      ObjectNode fields, List<String> names, String description, String... types) {
    for (String name : names) {
      if (!fields.has(name)) {
        types(fields.putObject(name).put("description", description), types);
      }
    }
  }

  private static void types(ObjectNode field, String... types) {
    ArrayNode all = field.putArray("type");
    for (String type : types) {
      all.add(type);
    }
    all.add("null");
  }

  private static String contentType(Encoding encoding) {
    if (encoding instanceof Encoding.ByClass) {
      return BYTES;
    }
    return encoding instanceof Encoding.Avro ? AVRO_CONTENT : JSON_CONTENT;
  }

  private static JsonNode tree(Schema schema) {
    try {
      return JSON.readTree(schema.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema's text is not JSON: " + schema, e);
    }
  }

  /** Writes the schema with its format. */
  void writeTo(ObjectNode node) {
    node.put("schemaFormat", format).set("schema", schema);
  }
}
