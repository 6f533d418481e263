package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.CompatibilityLevel;
import io.gradstream.schema.registry.Mode;
import io.gradstream.schema.registry.SchemaReference;
import io.gradstream.schema.registry.SchemaSource;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * All that a registry holds: what its operations, one after the other, made of it.
 *
 * <p>Not thread-safe: whoever uses it holds its monitor.
 */
final class RegistryState {

  private final NavigableMap<String, NavigableMap<Integer, StoredVersion>> subjects =
      new TreeMap<>();
  private final Settings<CompatibilityLevel> levels = new Settings<>(CompatibilityLevel.BACKWARD);
  private final Settings<Mode> modes = new Settings<>(Mode.READWRITE);
  private final Journal journal;
  private int lastId;

  RegistryState(Journal journal) {
    this.journal = journal;
  }

  /** Keeps an operation, then carries it out. */
  void commit(Operation operation) {
    journal.append(operation);
    apply(operation);
  }

  /** Carries an operation out that is kept already. */
  void apply(Operation operation) {
    if (operation instanceof Operation.Registered registered) {
      add(registered);
    } else if (operation instanceof Operation.Deleted deleted) {
      delete(deleted);
    } else if (operation instanceof Operation.LevelSet set) {
      levels.set(set.subject(), set.level());
    } else if (operation instanceof Operation.ModeSet set) {
      modes.set(set.subject(), set.mode());
    }
  }

  private void add(Operation.Registered added) {
    Schema schema = parse(added.source(), false).schema();
    StoredVersion version =
        new StoredVersion(
            added.subject(), added.version(), added.id(), added.source(), schema, false);
    NavigableMap<Integer, StoredVersion> versions =
        subjects.computeIfAbsent(added.subject(), name -> new TreeMap<>());
    versions.values().removeIf(each -> each.deleted() && each.source().equals(added.source()));
    versions.put(added.version(), version);
    lastId = Math.max(lastId, added.id());
  }

  private void delete(Operation.Deleted deleted) {
    NavigableMap<Integer, StoredVersion> versions =
        subjects.getOrDefault(deleted.subject(), new TreeMap<>());
    for (int version : deleted.versions()) {
      versions.computeIfPresent(
          version, (number, found) -> deleted.permanent() ? null : found.withDeleted());
    }
    if (versions.isEmpty()) {
      subjects.remove(deleted.subject());
    }
    if (!deleted.permanent() && versions(deleted.subject(), Shown.LIVE).isEmpty()) {
      levels.set(Optional.of(deleted.subject()), Optional.empty());
      modes.set(Optional.of(deleted.subject()), Optional.empty());
    }
  }

  /**
   * Reads a schema with the types that it refers to.
   *
   * @param validate whether its defaults must fit their types
   * @throws io.gradstream.schema.registry.SchemaRegistryException if it is none
   */
  ParsedSchema parse(SchemaSource source, boolean validate) {
    try {
      Schema.Parser parser = new Schema.Parser().setValidateDefaults(false);
      source.references().forEach(reference -> define(reference, parser));
      Map<String, Schema> foreign = Map.copyOf(parser.getTypes());
      Schema schema = parser.setValidateDefaults(validate).parse(source.text());
      SchemaSource kept = source.references().isEmpty() ? SchemaSource.of(schema) : source;
      return new ParsedSchema(kept, schema, foreign.keySet());
    } catch (AvroRuntimeException e) {
      throw RegistryErrors.invalidSchema(String.valueOf(e.getMessage()));
    }
  }

  /** Two that are referred to may both refer to a third, which is then defined already. */
  private void define(SchemaReference reference, Schema.Parser parser) {
    StoredVersion version =
        version(reference.subject(), reference.version(), Shown.ALL)
            .orElseThrow(
                () ->
                    RegistryErrors.invalidSchema(
                        "no schema reference found for subject \"%s\" and version %d, by which %s is referred to"
                            .formatted(
                                reference.subject(), reference.version(), reference.name())));
    if (!parser.getTypes().containsKey(version.schema().getFullName())) {
      version.source().references().forEach(each -> define(each, parser));
      parser.parse(version.source().text());
    }
  }

  Stream<StoredVersion> all() {
    return subjects.values().stream().flatMap(versions -> versions.values().stream());
  }

  List<StoredVersion> versions(String subject, Shown shown) {
    return subjects.getOrDefault(subject, new TreeMap<>()).values().stream()
        .filter(shown::shows)
        .toList();
  }

  Optional<StoredVersion> version(String subject, int version, Shown shown) {
    return Optional.ofNullable(subjects.getOrDefault(subject, new TreeMap<>()).get(version))
        .filter(shown::shows);
  }

  Settings<CompatibilityLevel> levels() {
    return levels;
  }

  Settings<Mode> modes() {
    return modes;
  }

  int nextId() {
    return lastId + 1;
  }
}
