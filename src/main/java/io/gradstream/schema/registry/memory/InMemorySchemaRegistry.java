package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A registry in memory, with the rules of Confluent's.
 *
 * <p>The same schema has the same id under every subject, docs and attributes included in what is
 * the same; ids are never given anew. It serves {@code mock://} and the embedded HTTP registry, and
 * may keep what it is told in a folder. Thread-safe.
 */
public final class InMemorySchemaRegistry implements SchemaRegistry, AutoCloseable {

  private final Journal journal;
  private final RegistryState state;
  private final Subjects subjects;
  private final Registrar registrar;
  private final CompatibilityLevels levels;

  /** Creates an empty registry that is gone with its process. */
  public InMemorySchemaRegistry() {
    this(Journal.NONE);
  }

  private InMemorySchemaRegistry(Journal journal) {
    this.journal = journal;
    state = new RegistryState(journal);
    subjects = new Subjects(state);
    registrar = new Registrar(state);
    levels = new CompatibilityLevels(state);
  }

  /**
   * Opens a registry that keeps every change in a folder before it answers; the folder is created
   * if it is not there, and no other registry can use it until {@link #close}.
   *
   * @throws IOException if the folder cannot be used, or what is in it cannot be read
   */
  public static InMemorySchemaRegistry in(Path folder) throws IOException {
    FileJournal journal = FileJournal.open(folder);
    InMemorySchemaRegistry registry = new InMemorySchemaRegistry(journal);
    try {
      journal.replay(registry.state::apply);
      return registry;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
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

  /** Leaves the folder to others, if there is one. */
  @Override
  public void close() {
    journal.close();
  }
}
