package io.gradstream.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.schema.registry.SchemaReference;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.SchemaSource;
import io.gradstream.schema.registry.memory.RegistryErrors;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What a request brings in its body. */
final class RequestBody {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AVRO = "AVRO";
  private static final int UNPROCESSABLE = 422;
  private static final List<String> NOT_KEPT = List.of("metadata", "ruleSet");
  private static final List<String> NOT_SETTINGS =
      List.of(
          "alias",
          "normalize",
          "validateFields",
          "compatibilityGroup",
          "defaultMetadata",
          "overrideMetadata",
          "defaultRuleSet",
          "overrideRuleSet");

  private final JsonNode tree;

  private RequestBody(JsonNode tree) {
    this.tree = tree;
  }

  /** Reads a body with a schema in it. */
  static RequestBody withSchema(Context context) {
    try {
      RequestBody body = new RequestBody(JSON.readTree(context.bodyAsBytes()));
      body.requireNone(NOT_KEPT);
      return body;
    } catch (IOException e) {
      throw RegistryErrors.invalidSchema(String.valueOf(e.getMessage()));
    }
  }

  /** Reads a body with one setting in it. */
  static RequestBody withSetting(Context context) {
    try {
      RequestBody body = new RequestBody(JSON.readTree(context.bodyAsBytes()));
      body.requireNone(NOT_SETTINGS);
      return body;
    } catch (IOException e) {
      throw refused("the body is not JSON: " + e.getMessage());
    }
  }

  private void requireNone(List<String> keys) {
    for (String key : keys) {
      if (tree.hasNonNull(key)) {
        throw refused("'%s' is not kept by this registry: leave it out".formatted(key));
      }
    }
  }

  private static SchemaRegistryException refused(String reason) {
    return RegistryErrors.refused("request", UNPROCESSABLE, reason);
  }

  SchemaSource schema() {
    if (!tree.path("schemaType").asText(AVRO).equals(AVRO)) {
      throw RegistryErrors.invalidSchema("only schemas of type AVRO are kept here");
    }
    return new SchemaSource(tree.path("schema").asText(), references());
  }

  private List<SchemaReference> references() {
    List<SchemaReference> references = new ArrayList<>();
    for (JsonNode each : tree.path("references")) {
      references.add(
          new SchemaReference(
              each.path("name").asText(),
              each.path("subject").asText(),
              each.path("version").asInt()));
    }
    return references;
  }

  /** Returns a number from 1 up; clients send less for none. */
  OptionalInt number(String key) {
    int value = tree.path(key).asInt();
    return value > 0 ? OptionalInt.of(value) : OptionalInt.empty();
  }

  String text(String key) {
    return tree.path(key).asText();
  }
}
