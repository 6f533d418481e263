package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;

/**
 * A registry in memory, with the rules of Confluent's.
 *
 * <p>The same schema has the same id under every subject, docs and attributes included in what is
 * the same; ids are never given anew. It serves {@code mock://} and the embedded HTTP registry, and
 * is gone with its process, unless somebody keeps its {@link #snapshot}. Thread-safe.
 */
public final class InMemorySchemaRegistry implements SchemaRegistry {

  private final RegistryState state = new RegistryState();
  private final Subjects subjects = new Subjects(state);
  private final Registrar registrar = new Registrar(state);
  private final CompatibilityLevels levels = new CompatibilityLevels(state);

  /** Returns an empty registry. */
  public InMemorySchemaRegistry() {}

  /** Returns a registry that goes on from what another held. */
  public InMemorySchemaRegistry(RegistrySnapshot former) {
    state.restore(former);
  }

  /** Returns all that it holds now. */
  public RegistrySnapshot snapshot() {
    synchronized (state) {
      return state.snapshot();
    }
  }

  /** Returns what answers questions about subjects and versions. */
  public Subjects store() {
    return subjects;
  }

  /** Returns what registers schemas and finds them. */
  public Registrar registrar() {
    return registrar;
  }

  /** Returns what deletes versions. */
  public Deletion deletion() {
    return new Deletion(state);
  }

  /** Returns the compatibility levels. */
  public CompatibilityLevels levels() {
    return levels;
  }

  /** Returns the modes. */
  public Modes modes() {
    return new Modes(state);
  }

  @Override
  public int register(String subject, SchemaSource schema, boolean normalize) {
    return registrar.register(subject, new Registration(schema, normalize));
  }

  @Override
  public List<String> incompatibilities(String subject, SchemaSource schema) {
    return levels.reasons(subject, schema);
  }

  @Override
  public Schema byId(int id) {
    return subjects.withId(id).get(0).schema();
  }

  @Override
  public Schema byGuid(UUID guid) {
    return subjects.withGuid(guid.toString()).get(0).schema();
  }

  @Override
  public Optional<RegisteredSchema> latest(String subject) {
    return subjects.latest(subject).map(StoredVersion::registered);
  }

  @Override
  public Optional<RegisteredSchema> version(String subject, int version) {
    return subjects.find(subject, version).map(StoredVersion::registered);
  }

  @Override
  public Optional<RegisteredSchema> lookup(String subject, SchemaSource schema, boolean normalize) {
    return registrar.find(subject, schema, normalize, Shown.LIVE).map(StoredVersion::registered);
  }

  @Override
  public List<String> subjects() {
    return subjects.names("", Shown.LIVE);
  }

  @Override
  public List<Integer> versions(String subject) {
    return subjects.numbers(subject);
  }
}
