package io.gradstream.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * A registry that speaks the Confluent Schema Registry's REST API.
 *
 * <p>Schemas by id and ids of registered schemas never change and are cached; that there is no such
 * id is believed for a while, for it may be registered any moment; that the registry cannot be
 * reached is never remembered. Thread-safe.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {

  private final RegistryTransport transport;
  private final Clock clock;
  private final Duration missingTtl;
  private final BoundedCache<Integer, Schema> schemas;
  private final BoundedCache<Key, Integer> ids;
  private final BoundedCache<Integer, Missing> missing;

  /** By text, because equal schemas may differ in their docs and then have ids of their own. */
  private record Key(String subject, String schema) {}

  private record Missing(SchemaRegistryException answer, Instant until) {}

  /**
   * Creates a client; nothing is sent yet.
   *
   * @throws org.apache.kafka.common.config.ConfigException if the settings are not usable
   */
  public HttpSchemaRegistry(SchemaRegistryConfig config) {
    this(config, Clock.systemUTC());
  }

  /** Creates a client that forgets missing ids by {@code clock}. */
  HttpSchemaRegistry(SchemaRegistryConfig config, Clock clock) {
    this.clock = clock;
    int capacity = config.getInt(SchemaRegistryConfig.CACHE_SIZE);
    transport = new RegistryTransport(config);
    missingTtl = Duration.ofSeconds(config.getLong(SchemaRegistryConfig.MISSING_ID_TTL_SEC));
    schemas = new BoundedCache<>(capacity);
    ids = new BoundedCache<>(capacity);
    missing = new BoundedCache<>(capacity);
  }

  @Override
  public int register(String subject, Schema schema) {
    Key key = new Key(subject, schema.toString());
    return ids.get(key).orElseGet(() -> register(key));
  }

  private int register(Key key) {
    String path = subjectPath(key.subject()) + "/versions";
    int id = transport.post(path, body(key.schema())).path("id").asInt();
    ids.put(key, id);
    return id;
  }

  @Override
  public Schema byId(int id) {
    return schemas.get(id).orElseGet(() -> fetch(id));
  }

  private Schema fetch(int id) {
    missing
        .get(id)
        .filter(known -> clock.instant().isBefore(known.until()))
        .ifPresent(
            known -> {
              throw known.answer();
            });
    try {
      String path = "/schemas/ids/" + id;
      Schema schema = schema(path, transport.get(path));
      schemas.put(id, schema);
      return schema;
    } catch (SchemaRegistryException e) {
      if (e.isNotFound()) {
        missing.put(id, new Missing(e, clock.instant().plus(missingTtl)));
      }
      throw e;
    }
  }

  @Override
  public Optional<RegisteredSchema> latest(String subject) {
    return versionAt(subjectPath(subject) + "/versions/latest");
  }

  @Override
  public Optional<RegisteredSchema> version(String subject, int version) {
    return versionAt(subjectPath(subject) + "/versions/" + version);
  }

  private Optional<RegisteredSchema> versionAt(String path) {
    return found(() -> registered(path, transport.get(path)));
  }

  @Override
  public Optional<RegisteredSchema> lookup(String subject, Schema schema) {
    String path = subjectPath(subject);
    return found(() -> registered(path, transport.post(path, body(schema.toString()))));
  }

  @Override
  public List<String> subjects() {
    return elements(transport.get("/subjects")).map(JsonNode::asText).toList();
  }

  @Override
  public List<Integer> versions(String subject) {
    return found(() -> transport.get(subjectPath(subject) + "/versions"))
        .map(answer -> elements(answer).map(JsonNode::asInt).toList())
        .orElse(List.of());
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static <T> Optional<T> found(Supplier<T> request) {
    try {
      return Optional.of(request.get());
    } catch (SchemaRegistryException e) {
      if (e.isNotFound()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String subjectPath(String subject) {
    return "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static ObjectNode body(String schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema);
  }

  private RegisteredSchema registered(String path, JsonNode answer) {
    return new RegisteredSchema(
        answer.path("subject").asText(),
        answer.path("version").asInt(),
        answer.path("id").asInt(),
        schema(path, answer));
  }

  private Schema schema(String path, JsonNode answer) {
    String type = answer.path("schemaType").asText("AVRO");
    if (!type.equals("AVRO")) {
      throw SchemaRegistryException.notAvro(
          transport.where(path), "the schema is of type %s, not AVRO".formatted(type));
    }
    try {
      // Registered by another program: its defaults are not ours to judge.
      return new Schema.Parser().setValidateDefaults(false).parse(answer.path("schema").asText());
    } catch (AvroRuntimeException e) {
      throw SchemaRegistryException.notAvro(
          transport.where(path), "the schema cannot be parsed: " + e.getMessage());
    }
  }
}
