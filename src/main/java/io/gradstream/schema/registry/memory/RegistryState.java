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
 * All that a registry holds: versions by subject, levels and modes.
 *
 * <p>Not thread-safe: whoever uses it holds its monitor.
 */
final class RegistryState {

  private final NavigableMap<String, NavigableMap<Integer, StoredVersion>> subjects =
      new TreeMap<>();
  private final Settings<CompatibilityLevel> levels = new Settings<>(CompatibilityLevel.BACKWARD);
  private final Settings<Mode> modes = new Settings<>(Mode.READWRITE);
  private int lastId;

  /** Adds a version; a deleted one of the same schema makes way for it. */
  void add(String subject, int version, int id, SchemaSource source) {
    Schema schema = parse(source, false).schema();
    NavigableMap<Integer, StoredVersion> versions =
        subjects.computeIfAbsent(subject, name -> new TreeMap<>());
    versions.values().removeIf(each -> each.deleted() && each.source().equals(source));
    versions.put(version, new StoredVersion(subject, version, id, source, schema, false));
    lastId = Math.max(lastId, id);
  }

  RegistrySnapshot snapshot() {
    return new RegistrySnapshot(lastId, all().toList(), levels.all(), modes.all());
  }

  /** Takes in what a snapshot holds; this one holds nothing yet. */
  void restore(RegistrySnapshot snapshot) {
    for (StoredVersion each : snapshot.versions()) {
      subjects.computeIfAbsent(each.subject(), name -> new TreeMap<>()).put(each.version(), each);
    }
    levels.addAll(snapshot.levels());
    modes.addAll(snapshot.modes());
    lastId = snapshot.lastId();
  }

  /** Deletes versions, softly or for good; the last one takes the subject's settings with it. */
  void delete(String subject, List<Integer> numbers, boolean permanent) {
    NavigableMap<Integer, StoredVersion> versions = subjects.getOrDefault(subject, new TreeMap<>());
    for (int version : numbers) {
      versions.computeIfPresent(version, (number, found) -> permanent ? null : found.withDeleted());
    }
    if (versions.isEmpty()) {
      subjects.remove(subject);
    }
    if (!permanent && versions(subject, Shown.LIVE).isEmpty()) {
      levels.set(Optional.of(subject), Optional.empty());
      modes.set(Optional.of(subject), Optional.empty());
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
