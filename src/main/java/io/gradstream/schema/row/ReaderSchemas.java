package io.gradstream.schema.row;

import io.gradstream.core.data.Refusal.Reason;
import io.gradstream.schema.registry.BoundedCache;
import io.gradstream.schema.registry.RegisteredSchema;
import io.gradstream.schema.registry.SchemaKey;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * The schema as which records are read, whatever schema they were written with: a version of the
 * subject that the writer's record belongs to.
 *
 * <p>The newest version is asked for whenever a writer's schema is met for the first time, since a
 * producer registers a schema before it writes with it; so what is made of a record depends on what
 * is registered by then. A pinned version is asked for once and depends on nothing that is
 * registered later. Not thread-safe, like the decoder that has it.
 */
public final class ReaderSchemas {

  private final Optional<Subjects> subjects;
  private final OptionalInt pinned;
  private final Map<String, Optional<RegisteredSchema>> current = new HashMap<>();
  private final BoundedCache<SchemaKey, String> met = new BoundedCache<>(PlanCache.CAPACITY);

  /** Where versions are, and which subject a writer's schema belongs to. */
  private record Subjects(SchemaRegistry registry, Function<Schema, String> of) {}

  private ReaderSchemas(Optional<Subjects> subjects, OptionalInt pinned) {
    this.subjects = subjects;
    this.pinned = pinned;
  }

  /** Returns the rule that every record is read as it was written. */
  public static ReaderSchemas asWritten() {
    return new ReaderSchemas(Optional.empty(), OptionalInt.empty());
  }

  /**
   * Returns the rule that records are read as the newest version of their subject; as written while
   * the subject has none.
   *
   * @param subject the subject of a writer's schema
   */
  public static ReaderSchemas latest(SchemaRegistry registry, Function<Schema, String> subject) {
    return new ReaderSchemas(Optional.of(new Subjects(registry, subject)), OptionalInt.empty());
  }

  /**
   * Returns the rule that records are read as one version of their subject.
   *
   * @param subject the subject of a writer's schema
   * @param version the version, from 1
   */
  public static ReaderSchemas pinned(
      SchemaRegistry registry, Function<Schema, String> subject, int version) {
    return new ReaderSchemas(Optional.of(new Subjects(registry, subject)), OptionalInt.of(version));
  }

  /**
   * Asks for the reader's schema if {@code key} was not met before.
   *
   * @return whether records are to be read by another schema than before, whatever their own is
   * @throws SchemaRegistryException if the registry cannot be asked now; nothing is remembered
   */
  boolean meet(SchemaKey key, Schema writer) throws BadRecordException {
    if (subjects.isEmpty() || met.get(key).isPresent()) {
      return false;
    }
    String subject = subjects.get().of().apply(writer);
    Optional<RegisteredSchema> now = newest(subjects.get(), subject);
    Optional<RegisteredSchema> before = current.put(subject, now);
    met.put(key, subject);
    return before != null && !number(before).equals(number(now));
  }

  private static Optional<Integer> number(Optional<RegisteredSchema> version) {
    return version.map(RegisteredSchema::version);
  }

  private Optional<RegisteredSchema> newest(Subjects from, String subject)
      throws BadRecordException {
    Optional<RegisteredSchema> known = current.getOrDefault(subject, Optional.empty());
    return pinned.isPresent() && known.isPresent() ? known : ask(from, subject);
  }

  private Optional<RegisteredSchema> ask(Subjects from, String subject) throws BadRecordException {
    if (pinned.isEmpty()) {
      return from.registry().latest(subject);
    }
    int version = pinned.getAsInt();
    Optional<RegisteredSchema> found = from.registry().version(subject, version);
    if (found.isEmpty()) {
      throw new BadRecordException(
          Reason.UNKNOWN_SCHEMA_ID,
          "records are to be read as version %d of subject %s, which has versions %s"
              .formatted(version, subject, from.registry().versions(subject)));
    }
    return found;
  }

  /** Returns the schema as which records of a writer's schema are read, if not as written. */
  Optional<RegisteredSchema> of(Schema writer) {
    return subjects
        .map(from -> from.of().apply(writer))
        .flatMap(subject -> current.getOrDefault(subject, Optional.empty()));
  }
}
