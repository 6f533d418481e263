package io.gradstream.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.schema.registry.RegistryApi;
import io.gradstream.schema.registry.SchemaSource;
import io.gradstream.schema.registry.memory.StoredVersion;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Writes answers as Confluent's registry does. */
final class RegistryAnswers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RegistryAnswers() {}

  static void version(Context context, StoredVersion version) {
    answer(context, json(version));
  }

  static void versions(Context context, Collection<StoredVersion> versions) {
    list(context, versions.stream().map(RegistryAnswers::json).toList());
  }

  private static ObjectNode json(StoredVersion version) {
    ObjectNode answer =
        JSON.createObjectNode()
            .put("subject", version.subject())
            .put("version", version.version())
            .put("id", version.id())
            .put("guid", version.guid().toString());
    return withSchema(answer, version.source());
  }

  static void registered(Context context, StoredVersion version) {
    answer(
        context,
        JSON.createObjectNode().put("id", version.id()).put("guid", version.guid().toString()));
  }

  static void schema(Context context, StoredVersion version) {
    ObjectNode answer = JSON.createObjectNode().put("guid", version.guid().toString());
    answer(context, withSchema(answer, version.source()));
  }

  private static ObjectNode withSchema(ObjectNode answer, SchemaSource schema) {
    answer.put("schema", schema.text());
    if (!schema.references().isEmpty()) {
      answer.set("references", JSON.valueToTree(schema.references()));
    }
    return answer;
  }

  static void list(Context context, Collection<?> values) {
    answer(context, JSON.valueToTree(values));
  }

  static void value(Context context, String key, int value) {
    answer(context, JSON.createObjectNode().put(key, value));
  }

  static void value(Context context, String key, Enum<?> value) {
    answer(context, JSON.createObjectNode().put(key, value.name()));
  }

  static void answer(Context context, JsonNode body) {
    text(context, body.toString());
  }

  /** Bytes, because a text would go out in the platform's charset, and JSON is UTF-8. */
  static void text(Context context, String json) {
    context.contentType(RegistryApi.MEDIA_TYPE).result(json.getBytes(StandardCharsets.UTF_8));
  }

  static void error(Context context, int status, int code, String message) {
    ObjectNode body = JSON.createObjectNode().put("error_code", code).put("message", message);
    answer(context.status(status), body);
  }
}
