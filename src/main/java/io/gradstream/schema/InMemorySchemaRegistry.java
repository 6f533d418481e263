package io.gradstream.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/**
 * A registry in memory, with the rules of Confluent's at its defaults.
 *
 * <p>The same schema has the same id under every subject, docs and attributes included in what is
 * the same. A new version must be able to read data of the one before it (BACKWARD). It serves
 * {@code mock://} and the embedded HTTP registry. Thread-safe.
 */
public final class InMemorySchemaRegistry implements SchemaRegistry {

  private final List<Schema> schemas = new ArrayList<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<String, List<RegisteredSchema>> versions = new TreeMap<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    return lookup(subject, schema).orElseGet(() -> append(subject, schema)).id();
  }

  private RegisteredSchema append(String subject, Schema schema) {
    latest(subject).ifPresent(latest -> requireBackward(schema, latest));
    List<RegisteredSchema> list = versions.computeIfAbsent(subject, name -> new ArrayList<>());
    RegisteredSchema added = new RegisteredSchema(subject, list.size() + 1, idOf(schema), schema);
    list.add(added);
    return added;
  }

  private int idOf(Schema schema) {
    return ids.computeIfAbsent(
        schema.toString(),
        text -> {
          schemas.add(schema);
          return schemas.size();
        });
  }

  private static void requireBackward(Schema schema, RegisteredSchema latest) {
    SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(schema, latest.schema());
    if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
      String details =
          pair.getResult().getIncompatibilities().stream()
              .map(i -> "%s at %s: %s".formatted(i.getType(), i.getLocation(), i.getMessage()))
              .collect(Collectors.joining("; "));
      throw SchemaRegistryException.answered(
          "subject " + latest.subject(),
          409,
          RegistryApi.INCOMPATIBLE,
          "Schema being registered is incompatible with version %d of subject \"%s\" (BACKWARD): %s"
              .formatted(latest.version(), latest.subject(), details));
    }
  }

  @Override
  public synchronized Schema byId(int id) {
    if (id < 1 || id > schemas.size()) {
      throw SchemaRegistryException.answered(
          "schema id " + id,
          404,
          RegistryApi.SCHEMA_NOT_FOUND,
          "Schema %d not found".formatted(id));
    }
    return schemas.get(id - 1);
  }

  @Override
  public synchronized Optional<RegisteredSchema> latest(String subject) {
    return version(subject, list(subject).size());
  }

  @Override
  public synchronized Optional<RegisteredSchema> version(String subject, int version) {
    return list(subject).stream().filter(v -> v.version() == version).findFirst();
  }

  @Override
  public synchronized Optional<RegisteredSchema> lookup(String subject, Schema schema) {
    String text = schema.toString();
    return list(subject).stream().filter(v -> v.schema().toString().equals(text)).findFirst();
  }

  @Override
  public synchronized List<String> subjects() {
    return List.copyOf(versions.keySet());
  }

  @Override
  public synchronized List<Integer> versions(String subject) {
    return list(subject).stream().map(RegisteredSchema::version).toList();
  }

  private List<RegisteredSchema> list(String subject) {
    return versions.getOrDefault(subject, List.of());
  }
}
