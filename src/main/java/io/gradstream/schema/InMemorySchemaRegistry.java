package io.gradstream.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

public final class InMemorySchemaRegistry implements SchemaRegistry {
  private final List<Schema> byId = new ArrayList<>();
  private final Map<String, List<RegisteredSchema>> subjects = new LinkedHashMap<>();

  @Override
  public synchronized int register(String subject, Schema schema) {
    Optional<RegisteredSchema> known = lookup(subject, schema);
    if (known.isPresent()) return known.get().id();
    int id = byId.indexOf(schema) + 1;
    if (id == 0) {
      byId.add(schema);
      id = byId.size();
    }
    List<RegisteredSchema> all = subjects.computeIfAbsent(subject, s -> new ArrayList<>());
    all.add(new RegisteredSchema(subject, all.size() + 1, id, schema));
    return id;
  }

  @Override
  public synchronized Schema byId(int id) {
    if (id < 1 || id > byId.size())
      throw SchemaRegistryException.answered("memory id " + id, 404, 40403, "Schema not found");
    return byId.get(id - 1);
  }

  @Override
  public synchronized Optional<RegisteredSchema> latest(String subject) {
    List<RegisteredSchema> all = subjects.getOrDefault(subject, List.of());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  @Override
  public synchronized Optional<RegisteredSchema> version(String subject, int version) {
    return subjects.getOrDefault(subject, List.of()).stream()
        .filter(s -> s.version() == version)
        .findFirst();
  }

  @Override
  public synchronized Optional<RegisteredSchema> lookup(String subject, Schema schema) {
    return subjects.getOrDefault(subject, List.of()).stream()
        .filter(s -> s.schema().equals(schema))
        .findFirst();
  }

  @Override
  public synchronized List<String> subjects() {
    return List.copyOf(subjects.keySet());
  }

  @Override
  public synchronized List<Integer> versions(String subject) {
    return subjects.getOrDefault(subject, List.of()).stream()
        .map(RegisteredSchema::version)
        .toList();
  }
}
