package io.gradstream.schema.registry.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gradstream.schema.registry.SchemaReference;
import io.gradstream.schema.registry.SchemaSource;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * A request to a registry by Confluent's REST API.
 *
 * @param path what follows the registry's URL, from the slash on
 * @param body the schema that is sent, if it is a POST
 * @param purpose what is being done, in words that follow "cannot"
 */
record RegistryRequest(String path, Optional<String> body, String purpose) {

  static RegistryRequest register(String subject, SchemaSource schema, boolean normalize) {
    return post(
        subjectPath(subject) + "/versions" + query(normalize),
        schema,
        "register a schema under subject %s".formatted(subject));
  }

  static RegistryRequest lookup(String subject, SchemaSource schema, boolean normalize) {
    return post(
        subjectPath(subject) + query(normalize),
        schema,
        "look a schema up under subject %s".formatted(subject));
  }

  /** Against as many versions as the subject's level says, which may be all. */
  static RegistryRequest compatibility(String subject, SchemaSource schema) {
    return compatibility(subject, schema, "");
  }

  static RegistryRequest compatibilityWithLatest(String subject, SchemaSource schema) {
    return compatibility(subject, schema, "/latest");
  }

  private static RegistryRequest compatibility(
      String subject, SchemaSource schema, String versions) {
    return post(
        "/compatibility" + subjectPath(subject) + "/versions" + versions + "?verbose=true",
        schema,
        "check a schema's compatibility with subject %s".formatted(subject));
  }

  static RegistryRequest byId(int id) {
    return get("/schemas/ids/" + id, "get the schema of id %d".formatted(id));
  }

  static RegistryRequest byGuid(UUID guid) {
    return get("/schemas/guids/" + guid, "get the schema of GUID %s".formatted(guid));
  }

  static RegistryRequest latest(String subject) {
    return get(
        subjectPath(subject) + "/versions/latest",
        "get the latest schema of subject %s".formatted(subject));
  }

  static RegistryRequest version(String subject, int version) {
    return get(
        subjectPath(subject) + "/versions/" + version,
        "get version %d of subject %s".formatted(version, subject));
  }

  /** A version that others refer to is there for them even when it was deleted. */
  static RegistryRequest referenced(SchemaReference reference) {
    return get(
        "%s/versions/%d?deleted=true"
            .formatted(subjectPath(reference.subject()), reference.version()),
        "get %s, version %d of subject %s"
            .formatted(reference.name(), reference.version(), reference.subject()));
  }

  static RegistryRequest subjects() {
    return get("/subjects", "list the subjects");
  }

  static RegistryRequest versions(String subject) {
    return get(
        subjectPath(subject) + "/versions", "list the versions of subject %s".formatted(subject));
  }

  private static RegistryRequest get(String path, String purpose) {
    return new RegistryRequest(path, Optional.empty(), purpose);
  }

  private static RegistryRequest post(String path, SchemaSource schema, String purpose) {
    return new RegistryRequest(path, Optional.of(body(schema)), purpose);
  }

  private static String subjectPath(String subject) {
    return "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String query(boolean normalize) {
    return normalize ? "?normalize=true" : "";
  }

  private static String body(SchemaSource schema) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("schema", schema.text());
    if (!schema.references().isEmpty()) {
      ArrayNode references = body.putArray("references");
      for (SchemaReference reference : schema.references()) {
        references
            .addObject()
            .put("name", reference.name())
            .put("subject", reference.subject())
            .put("version", reference.version());
      }
    }
    return body.toString();
  }

  String method() {
    return body.isPresent() ? "POST" : "GET";
  }

  BodyPublisher publisher() {
    return body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody);
  }

  /** Returns what a message begins with: where this was sent, and what for. */
  String at(RegistryEndpoint endpoint) {
    return "%s%s: cannot %s".formatted(endpoint, path, purpose);
  }
}
