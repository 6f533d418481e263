package io.gradstream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;

/** Confluent's own client, as its users have it, and schemas for it. */
final class GenuineClient {

  private static final int CACHE = 100;

  private GenuineClient() {}

  /** Returns a client that has nothing cached. */
  static SchemaRegistryClient of(EmbeddedSchemaRegistry registry) {
    return new CachedSchemaRegistryClient(registry.url(), CACHE);
  }

  /** Returns a record named {@code R} with fields such as {@code "x":"int"}. */
  static AvroSchema record(String... fields) {
    StringBuilder all = new StringBuilder();
    for (String field : fields) {
      String[] parts = field.split("=", 2);
      String[] typed = parts[0].split(":", 2);
      all.append(all.isEmpty() ? "" : ",")
          .append("{\"name\":\"%s\",\"type\":\"%s\"".formatted(typed[0], typed[1]))
          .append(parts.length > 1 ? ",\"default\":" + parts[1] : "")
          .append('}');
    }
    return new AvroSchema("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + all + "]}");
  }

  /** Returns a record named {@code Outer} with a field of the type that a subject defines. */
  static AvroSchema referring(String type, String subject, int version) {
    return new AvroSchema(
        "{\"type\":\"record\",\"name\":\"Outer\",\"fields\":[{\"name\":\"in\",\"type\":\"%s\"}]}"
            .formatted(type),
        List.of(new SchemaReference(type, subject, version)),
        Map.of(type, record("x:double").canonicalString()),
        null);
  }

  /** Asserts that the client throws what the registry answered: an HTTP status and error code. */
  static RestClientException refused(int errorCode, Callable<?> request) {
    RestClientException thrown = catchThrowableOfType(RestClientException.class, request::call);
    assertThat(thrown).isNotNull();
    assertThat(thrown.getErrorCode()).isEqualTo(errorCode);
    assertThat(String.valueOf(errorCode)).startsWith(String.valueOf(thrown.getStatus()));
    return thrown;
  }
}
