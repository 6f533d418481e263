package io.gradstream.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.schema.RegisteredSchema;
import io.gradstream.schema.RegistryApi;
import io.gradstream.schema.SchemaRegistry;
import io.gradstream.schema.SchemaRegistryException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** The paths of Confluent's REST API that the embedded registry serves, and its error bodies. */
final class RegistryRoutes {

  private static final String AVRO = "AVRO";

  private final ObjectMapper json = new ObjectMapper();
  private final SchemaRegistry registry;

  RegistryRoutes(SchemaRegistry registry) {
    this.registry = registry;
  }

  void addTo(RoutesConfig routes) {
    routes.get("/", context -> answer(context, json.createObjectNode()));
    routes.get("/config", this::config);
    routes.get("/schemas/ids/{id}", this::schemaById);
    routes.get("/subjects", context -> answer(context, json.valueToTree(registry.subjects())));
    routes.post("/subjects/{subject}", this::lookup);
    routes.get("/subjects/{subject}/versions", this::versions);
    routes.post("/subjects/{subject}/versions", this::register);
    routes.get("/subjects/{subject}/versions/{version}", this::version);
    routes.exception(
        SchemaRegistryException.class,
        (e, context) -> error(context, e.status(), e.errorCode(), e.reason()));
    routes.exception(
        HttpResponseException.class,
        (e, context) ->
            error(context, e.getStatus(), e.getStatus(), String.valueOf(e.getMessage())));
    routes.exception(
        Exception.class, (e, context) -> error(context, 500, RegistryApi.INTERNAL, e.toString()));
  }

  private void config(Context context) {
    answer(context, json.createObjectNode().put("compatibilityLevel", "BACKWARD"));
  }

  private void schemaById(Context context) {
    int id = number(context.pathParam("id")).orElse(0);
    answer(context, json.createObjectNode().put("schema", registry.byId(id).toString()));
  }

  private void versions(Context context) {
    answer(context, json.valueToTree(existingVersions(context.pathParam("subject"))));
  }

  private void register(Context context) {
    int id = registry.register(context.pathParam("subject"), schemaIn(context));
    answer(context, json.createObjectNode().put("id", id));
  }

  private void lookup(Context context) {
    String subject = context.pathParam("subject");
    existingVersions(subject);
    answer(
        context,
        registry
            .lookup(subject, schemaIn(context))
            .orElseThrow(() -> notFound(RegistryApi.SCHEMA_NOT_FOUND, "Schema not found")));
  }

  private void version(Context context) {
    String subject = context.pathParam("subject");
    String version = context.pathParam("version");
    List<Integer> versions = existingVersions(subject);
    int wanted = isLatest(version) ? versions.get(versions.size() - 1) : versionNumber(version);
    answer(
        context,
        registry
            .version(subject, wanted)
            .orElseThrow(
                () ->
                    notFound(
                        RegistryApi.VERSION_NOT_FOUND, "Version %d not found.".formatted(wanted))));
  }

  private static boolean isLatest(String version) {
    return version.equals("latest") || version.equals("-1");
  }

  private static int versionNumber(String version) {
    return number(version)
        .filter(number -> number > 0)
        .orElseThrow(
            () ->
                unprocessable(
                    RegistryApi.INVALID_VERSION,
                    "The specified version '%s' is not a valid version id. Allowed values are between [1, 2^31-1] and the string \"latest\""
                        .formatted(version)));
  }

  private static Optional<Integer> number(String text) {
    try {
      return Optional.of(Integer.valueOf(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private List<Integer> existingVersions(String subject) {
    List<Integer> versions = registry.versions(subject);
    if (versions.isEmpty()) {
      throw notFound(RegistryApi.SUBJECT_NOT_FOUND, "Subject '%s' not found.".formatted(subject));
    }
    return versions;
  }

  private Schema schemaIn(Context context) {
    try {
      JsonNode body = json.readTree(context.bodyAsBytes());
      if (!body.path("schemaType").asText(AVRO).equals(AVRO)) {
        throw invalid("only schemas of type AVRO are kept here");
      }
      return new Schema.Parser().parse(body.path("schema").asText());
    } catch (IOException | AvroRuntimeException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private static SchemaRegistryException invalid(String details) {
    return unprocessable(RegistryApi.INVALID_SCHEMA, "Invalid schema, details: " + details);
  }

  private static SchemaRegistryException unprocessable(int code, String reason) {
    return SchemaRegistryException.answered("embedded registry", 422, code, reason);
  }

  private static SchemaRegistryException notFound(int code, String reason) {
    return SchemaRegistryException.answered("embedded registry", 404, code, reason);
  }

  private void answer(Context context, RegisteredSchema found) {
    answer(
        context,
        json.createObjectNode()
            .put("subject", found.subject())
            .put("version", found.version())
            .put("id", found.id())
            .put("schema", found.schema().toString()));
  }

  private void error(Context context, int status, int code, String message) {
    ObjectNode body = json.createObjectNode().put("error_code", code).put("message", message);
    answer(context.status(status), body);
  }

  /** Bytes, because a text would go out in the platform's charset, and JSON is UTF-8. */
  private static void answer(Context context, JsonNode body) {
    context
        .contentType(RegistryApi.MEDIA_TYPE)
        .result(body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
