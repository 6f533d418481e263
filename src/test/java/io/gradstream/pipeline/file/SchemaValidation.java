package io.gradstream.pipeline.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.KeySchemas;
import java.util.List;

/** What a JSON Schema validator that others wrote says of a pipeline file. */
final class SchemaValidation {

  /** Draft 7, and what editors read besides, which says nothing of what is valid. */
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(
          Dialect.builder(Dialects.getDraft7())
              .keyword(new AnnotationKeyword("defaultSnippets"))
              .build());

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonNode PIPELINE_SCHEMA = json(PipelineSchema.json());
  private static final Schema PIPELINE = REGISTRY.getSchema(PIPELINE_SCHEMA);

  private SchemaValidation() {}

  /** Returns what is wrong with a pipeline file, as an editor would. */
  static List<Error> errors(String yaml) {
    return PIPELINE.validate(yaml(yaml));
  }

  /** Returns what is wrong with the value of one key. */
  static List<Error> errors(Key<?> key, String yaml) {
    ObjectNode schema = KeySchemas.of(key);
    schema.set("definitions", PIPELINE_SCHEMA.get("definitions"));
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
