package io.gradstream.schema.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.gradstream.schema.registry.BoundedCache;
import io.gradstream.schema.registry.MonotonicClock;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.RegistryApi;
import io.gradstream.schema.registry.SchemaKey;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.SchemaSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;

/**
 * A registry that speaks the Confluent Schema Registry's REST API.
 *
 * <p>Schemas by id and ids of registered schemas never change and are cached; that there is no such
 * id is believed for a while, for it may be registered any moment; that the registry cannot be
 * reached is never remembered. A request waits for its answer and its retries. Thread-safe.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {

  /** How servers answer requests that they do not know. */
  private static final Set<Integer> WITHOUT_ROUTE = Set.of(404, 405, 501);

  private final RegistryTransport transport;
  private final SchemaAnswers answers;
  private final BoundedCache<SchemaKey, Schema> schemas;
  private final BoundedCache<Key, Integer> ids;
  private final UnknownIds unknown;

  /** By text, because equal schemas may differ in their docs and then have ids of their own. */
  private record Key(String subject, SchemaSource schema, boolean normalize) {}

  /**
   * Creates a client; nothing is sent yet.
   *
   * @throws org.apache.kafka.common.config.ConfigException if the settings are not usable
   */
  public HttpSchemaRegistry(SchemaRegistryConfig config) {
    this(config, new MonotonicClock(), Retries.Pause.REAL, Duration.ZERO);
  }

  /**
   * Creates a client for whoever reads records: that a schema is not there is believed some seconds
   * later, and bytes that are no records cost few requests.
   *
   * @param patience how long a record can wait for its schema
   * @throws org.apache.kafka.common.config.ConfigException if the settings are not usable
   */
  public static HttpSchemaRegistry ofRecords(SchemaRegistryConfig config, Duration patience) {
    Duration half = patience.dividedBy(2);
    Duration grace = half.compareTo(UnknownIds.GRACE) < 0 ? half : UnknownIds.GRACE;
    return new HttpSchemaRegistry(config, new MonotonicClock(), Retries.Pause.REAL, grace);
  }

  /** Creates a client that forgets missing ids by {@code clock} and waits by {@code pause}. */
  HttpSchemaRegistry(
      SchemaRegistryConfig config, Clock clock, Retries.Pause pause, Duration grace) {
    int capacity = config.getInt(SchemaRegistryConfig.CACHE_SIZE);
    transport = new RegistryTransport(config, pause);
    answers = new SchemaAnswers(transport::send, capacity, clock);
    schemas = new BoundedCache<>(capacity);
    ids = new BoundedCache<>(capacity);
    long ttl = config.getLong(SchemaRegistryConfig.MISSING_ID_TTL_SEC);
    unknown = new UnknownIds(capacity, ttl, grace, clock);
  }

  @Override
  public int register(String subject, SchemaSource schema, boolean normalize) {
    Key key = new Key(subject, schema, normalize);
    return ids.get(key).orElseGet(() -> sensible(() -> register(key)));
  }

  private int register(Key key) {
    RegistryRequest request =
        RegistryRequest.register(key.subject(), key.schema(), key.normalize());
    JsonNode id = transport.send(request).path("id");
    if (!id.isInt()) {
      throw SchemaRegistryException.nonsense(transport.where(request), "the answer has no id");
    }
    ids.put(key, id.asInt());
    return id.asInt();
  }

  @Override
  public Schema byId(int id) {
    return of(new SchemaKey.Id(id));
  }

  @Override
  public Schema byGuid(UUID guid) {
    return of(new SchemaKey.Guid(guid));
  }

  @Override
  public Schema of(SchemaKey key) {
    return schemas.get(key).orElseGet(() -> sensible(() -> fetch(key)));
  }

  private Schema fetch(SchemaKey key) {
    unknown
        .refusal(key)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    try {
      Schema schema =
          key instanceof SchemaKey.Guid guid
              ? fetchByGuid(guid.guid())
              : schema(RegistryRequest.byId(((SchemaKey.Id) key).id()));
      schemas.put(key, schema);
      unknown.found(key);
      return schema;
    } catch (SchemaRegistryException e) {
      throw e.isNotFound() ? unknown.missed(key, e) : e;
    }
  }

  private Schema schema(RegistryRequest request) {
    return answers.schema(transport.where(request), transport.send(request));
  }

  /** One record that names its schema so must not end a program whose registry is older. */
  private Schema fetchByGuid(UUID guid) {
    RegistryRequest request = RegistryRequest.byGuid(guid);
    try {
      return schema(request);
    } catch (SchemaRegistryException e) {
      if (e.isNotFound() || !WITHOUT_ROUTE.contains(e.status())) {
        throw e;
      }
      throw SchemaRegistryException.answered(
          transport.where(request),
          e.status(),
          RegistryApi.SCHEMA_NOT_FOUND,
          "the registry finds no schema by its GUID, as Confluent's does from version 8 on; let the producer write ids before the value (PrefixSchemaIdSerializer)");
    }
  }

  @Override
  public Optional<RegisteredSchema> latest(String subject) {
    return registered(RegistryRequest.latest(subject));
  }

  @Override
  public Optional<RegisteredSchema> version(String subject, int version) {
    return registered(RegistryRequest.version(subject, version));
  }

  @Override
  public Optional<RegisteredSchema> lookup(String subject, SchemaSource schema, boolean normalize) {
    return registered(RegistryRequest.lookup(subject, schema, normalize));
  }

  private Optional<RegisteredSchema> registered(RegistryRequest request) {
    Optional<RegisteredSchema> registered =
        sensible(
            () ->
                found(() -> transport.send(request))
                    .map(answer -> answers.registered(transport.where(request), answer)));
    registered.ifPresent(schema -> unknown.found(new SchemaKey.Id(schema.id())));
    return registered;
  }

  /** An instance that is ill must not be asked first for ever, though it answers. */
  private <T> T sensible(Supplier<T> request) {
    try {
      return request.get();
    } catch (SchemaRegistryException e) {
      if (e.isNonsense()) {
        transport.askAnother();
      }
      throw e;
    }
  }

  @Override
  public List<String> incompatibilities(String subject, SchemaSource schema) {
    return found(() -> compatibility(subject, schema))
        .filter(answer -> !answer.path("is_compatible").asBoolean(true))
        .map(HttpSchemaRegistry::reasons)
        .orElse(List.of());
  }

  /** A registry of another make may know how to check against one version only. */
  private JsonNode compatibility(String subject, SchemaSource schema) {
    try {
      return transport.send(RegistryRequest.compatibility(subject, schema));
    } catch (SchemaRegistryException e) {
      if (e.isNotFound() || e.status() != 404 && e.status() != 405) {
        throw e;
      }
      return transport.send(RegistryRequest.compatibilityWithLatest(subject, schema));
    }
  }

  private static List<String> reasons(JsonNode answer) {
    List<String> messages = elements(answer.path("messages")).map(JsonNode::asText).toList();
    return messages.isEmpty()
        ? List.of(answer.path("reason").asText("the registry gives no reason")) // Apicurio
        : messages;
  }

  @Override
  public List<String> subjects() {
    return elements(list(RegistryRequest.subjects())).map(JsonNode::asText).toList();
  }

  @Override
  public List<Integer> versions(String subject) {
    return found(() -> list(RegistryRequest.versions(subject)))
        .map(answer -> elements(answer).map(JsonNode::asInt).toList())
        .orElse(List.of());
  }

  private JsonNode list(RegistryRequest request) {
    return sensible(() -> listed(request));
  }

  private JsonNode listed(RegistryRequest request) {
    JsonNode answer = transport.send(request);
    if (!answer.isArray()) {
      throw SchemaRegistryException.nonsense(transport.where(request), "the answer is no list");
    }
    return answer;
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
}
