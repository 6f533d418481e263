package io.gradstream.pipeline.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.KeySchemas;
import java.util.List;

/** What a JSON Schema validator that others wrote says of a pipeline file. */
final class SchemaValidation {

  private static final SchemaRegistry REGISTRY = SchemaRegistry.withDialect(Dialects.getDraft7());
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Schema PIPELINE = REGISTRY.getSchema(json(PipelineSchema.json()));

  private SchemaValidation() {}

  /** Returns what is wrong with a pipeline file, as an editor would. */
  static List<Error> errors(String yaml) {
    return PIPELINE.validate(yaml(yaml));
  }

  /** Returns what is wrong with the value of one key. */
  static List<Error> errors(Key<?> key, String yaml) {
    ObjectNode schema = KeySchemas.of(key);
    schema.set("definitions", json(PipelineSchema.json()).get("definitions"));
    return REGISTRY.getSchema(schema).validate(yaml(yaml));
  }

  /** Returns what the specification of JSON Schema says against {@code schema}. */
  static List<Error> errorsOfSchema(String schema) {
    return REGISTRY
        .getSchema(com.networknt.schema.SchemaLocation.of(Dialects.getDraft7().getId()))
        .validate(json(schema));
  }

  static JsonNode yaml(String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no YAML: " + text, e);
    }
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }
}
