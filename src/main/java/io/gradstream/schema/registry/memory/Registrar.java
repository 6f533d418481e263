package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.Mode;
import io.gradstream.schema.registry.SchemaRegistryException;
import io.gradstream.schema.registry.SchemaSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Registers schemas and finds those that are registered. Thread-safe. */
public final class Registrar {

  private final RegistryState state;

  Registrar(RegistryState state) {
    this.state = state;
  }

  /**
   * Registers a schema, or finds it if the subject has it already.
   *
   * @return its id
   * @throws SchemaRegistryException if schema, mode or compatibility level forbid it
   */
  public int register(String subject, Registration request) {
    synchronized (state) {
      ParsedSchema schema = parsed(request.schema(), request.normalize());
      Optional<StoredVersion> existing =
          find(subject, schema, request.normalize(), Shown.LIVE)
              .filter(found -> agrees(request.id(), found.id()));
      return existing.map(StoredVersion::id).orElseGet(() -> add(subject, schema, request));
    }
  }

  private ParsedSchema parsed(SchemaSource source, boolean normalize) {
    ParsedSchema schema = state.parse(source, true);
    return normalize ? schema.normalized() : schema;
  }

  private static boolean agrees(OptionalInt asked, int found) {
    return asked.isEmpty() || asked.getAsInt() == found;
  }

  private int add(String subject, ParsedSchema schema, Registration request) {
    requireMode(subject, request);
    List<StoredVersion> all = state.versions(subject, Shown.ALL);
    int next = all.isEmpty() ? 1 : all.get(all.size() - 1).version() + 1;
    int version = request.version().orElse(next);
    if (request.id().isPresent()) {
      requireFree(subject, schema, request.id().getAsInt(), version);
    } else {
      requireNext(version, next);
      requireCompatible(subject, schema);
    }
    int id = request.id().orElseGet(() -> idOf(schema.source()));
    state.add(subject, version, id, schema.source());
    return id;
  }

  private void requireMode(String subject, Registration request) {
    Mode mode = Modes.effective(state, subject);
    Modes.requireWritable(state, subject);
    if (request.id().isPresent() && mode != Mode.IMPORT) {
      throw RegistryErrors.notPermitted(
          subject, "Subject %s is not in import mode".formatted(subject));
    }
    if (request.id().isEmpty() && mode != Mode.READWRITE) {
      throw RegistryErrors.notPermitted(
          subject, "Subject %s is not in read-write mode".formatted(subject));
    }
  }

  private void requireFree(String subject, ParsedSchema schema, int id, int version) {
    boolean otherSchema =
        state.all().anyMatch(each -> each.id() == id && !each.source().equals(schema.source()));
    if (otherSchema) {
      throw RegistryErrors.notPermitted(
          subject, "Overwrite new schema with id %d is not permitted.".formatted(id));
    }
    if (state.version(subject, version, Shown.ALL).isPresent()) {
      throw RegistryErrors.notPermitted(
          subject,
          "Overwrite version %d of subject %s is not permitted.".formatted(version, subject));
    }
  }

  private static void requireNext(int version, int next) {
    if (version != next) {
      throw RegistryErrors.invalidSchema(
          "Version is not one more than previous version: it was %d, and the next is %d"
              .formatted(version, next));
    }
  }

  private void requireCompatible(String subject, ParsedSchema schema) {
    List<String> reasons =
        new CompatibilityCheck(state.levels().effective(subject))
            .reasons(schema.schema(), state.versions(subject, Shown.LIVE));
    if (!reasons.isEmpty()) {
      throw RegistryErrors.incompatible(subject, reasons);
    }
  }

  private int idOf(SchemaSource source) {
    return state
        .all()
        .filter(each -> each.source().equals(source))
        .mapToInt(StoredVersion::id)
        .min()
        .orElseGet(state::nextId);
  }

  /** Returns the version of a subject that is a schema, if there is one. */
  Optional<StoredVersion> find(
      String subject, SchemaSource source, boolean normalize, Shown shown) {
    synchronized (state) {
      return find(subject, parsed(source, normalize), normalize, shown);
    }
  }

  /**
   * Returns the version of a subject that is a schema.
   *
   * @throws SchemaRegistryException if there is no such subject, or it has no such version
   */
  public StoredVersion lookup(String subject, SchemaSource source, boolean normalize, Shown shown) {
    synchronized (state) {
      if (state.versions(subject, shown).isEmpty()) {
        throw RegistryErrors.subjectNotFound(subject);
      }
      return find(subject, source, normalize, shown)
          .orElseThrow(() -> RegistryErrors.schemaNotFound(subject));
    }
  }

  private Optional<StoredVersion> find(
      String subject, ParsedSchema schema, boolean normalize, Shown shown) {
    return state.versions(subject, shown).stream()
        .filter(each -> formOf(each, normalize).equals(schema.source()))
        .reduce((older, newer) -> newer);
  }

  /** What is deleted softly may refer to what is gone: it is compared as it stands. */
  private SchemaSource formOf(StoredVersion version, boolean normalize) {
    return normalize && !version.deleted()
        ? state.parse(version.source(), false).normalized().source()
        : version.source();
  }
}
