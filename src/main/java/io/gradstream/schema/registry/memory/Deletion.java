package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.SchemaRegistryException;
import java.util.List;
import java.util.OptionalInt;

/**
 * Deletes versions: softly first, so that data written with them can still be read, then for good.
 *
 * <p>Thread-safe. What must not be deleted is a {@link SchemaRegistryException}.
 */
public final class Deletion {

  private final RegistryState state;
  private final Subjects subjects;

  Deletion(RegistryState state) {
    this.state = state;
    this.subjects = new Subjects(state);
  }

  /**
   * Deletes all versions of a subject.
   *
   * @return their numbers
   */
  public List<Integer> subject(String subject, boolean permanent) {
    synchronized (state) {
      List<StoredVersion> all = subjects.versions(subject, Shown.ALL);
      List<StoredVersion> live = state.versions(subject, Shown.LIVE);
      if (!permanent && live.isEmpty()) {
        throw RegistryErrors.subjectSoftDeleted(subject);
      }
      if (permanent && !live.isEmpty()) {
        throw RegistryErrors.subjectNotSoftDeleted(subject);
      }
      return delete(subject, permanent ? all : live, permanent);
    }
  }

  /**
   * Deletes a version of a subject, the latest if no number is given.
   *
   * @return its number
   */
  public int version(String subject, OptionalInt number, boolean permanent) {
    synchronized (state) {
      Shown shown = permanent || number.isPresent() ? Shown.ALL : Shown.LIVE;
      StoredVersion version = subjects.version(subject, number, shown);
      if (!permanent && version.deleted()) {
        throw RegistryErrors.versionSoftDeleted(subject, version.version());
      }
      if (permanent && !version.deleted()) {
        throw RegistryErrors.versionNotSoftDeleted(subject, version.version());
      }
      return delete(subject, List.of(version), permanent).get(0);
    }
  }

  private List<Integer> delete(String subject, List<StoredVersion> versions, boolean permanent) {
    Modes.requireWritable(state, subject);
    versions.forEach(version -> requireUnreferenced(version, versions));
    List<Integer> numbers = versions.stream().map(StoredVersion::version).toList();
    state.delete(subject, numbers, permanent);
    return numbers;
  }

  /** What is deleted softly holds nothing back, as with Confluent's. */
  private void requireUnreferenced(StoredVersion version, List<StoredVersion> going) {
    boolean referenced =
        state
            .all()
            .filter(Shown.LIVE::shows)
            .filter(other -> !going.contains(other))
            .anyMatch(other -> other.refersTo(version));
    if (referenced) {
      throw RegistryErrors.referenced(version.subject(), version.version());
    }
  }
}
