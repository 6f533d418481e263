package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.SchemaRegistryException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Answers what is registered. Of numbers of versions an empty one means the latest. Thread-safe.
 *
 * <p>What is not there is a {@link SchemaRegistryException} of kind NOT_FOUND.
 */
public final class Subjects {

  private final RegistryState state;

  Subjects(RegistryState state) {
    this.state = state;
  }

  /** Returns the names of subjects that have versions to be shown, in ascending order. */
  public List<String> names(String prefix, Shown shown) {
    synchronized (state) {
      return state
          .all()
          .map(StoredVersion::subject)
          .filter(subject -> subject.startsWith(prefix))
          .distinct()
          .filter(subject -> isShown(subject, shown))
          .toList();
    }
  }

  /** A subject is deleted only when all of its versions are. */
  private boolean isShown(String subject, Shown shown) {
    boolean live = !state.versions(subject, Shown.LIVE).isEmpty();
    return shown == Shown.ALL || live == (shown == Shown.LIVE);
  }

  /**
   * Returns the versions of all subjects whose names begin with {@code prefix}, by subject and
   * number.
   *
   * @param latestOnly whether to return only the latest of each subject
   */
  public List<StoredVersion> all(String prefix, Shown shown, boolean latestOnly) {
    synchronized (state) {
      return state
          .all()
          .map(StoredVersion::subject)
          .distinct()
          .filter(subject -> subject.startsWith(prefix))
          .map(subject -> state.versions(subject, shown))
          .flatMap(all -> all.stream().skip(latestOnly ? Math.max(0, all.size() - 1) : 0))
          .toList();
    }
  }

  /** Returns a subject's versions in ascending order, at least one. */
  public List<StoredVersion> versions(String subject, Shown shown) {
    synchronized (state) {
      List<StoredVersion> versions = state.versions(subject, shown);
      if (versions.isEmpty()) {
        throw RegistryErrors.subjectNotFound(subject);
      }
      return versions;
    }
  }

  /** Returns a version of a subject. */
  public StoredVersion version(String subject, OptionalInt version, Shown shown) {
    synchronized (state) {
      List<StoredVersion> versions = versions(subject, shown);
      return version.isEmpty()
          ? versions.get(versions.size() - 1)
          : state
              .version(subject, version.getAsInt(), shown)
              .orElseThrow(() -> RegistryErrors.versionNotFound(subject, version.getAsInt()));
    }
  }

  /** Returns a version of a subject that is not deleted, if there is one. */
  Optional<StoredVersion> find(String subject, int version) {
    synchronized (state) {
      return state.version(subject, version, Shown.LIVE);
    }
  }

  Optional<StoredVersion> latest(String subject) {
    synchronized (state) {
      return state.versions(subject, Shown.LIVE).stream().reduce((older, newer) -> newer);
    }
  }

  List<Integer> numbers(String subject) {
    synchronized (state) {
      return state.versions(subject, Shown.LIVE).stream().map(StoredVersion::version).toList();
    }
  }

  /** Returns the versions whose schema has an id; deleted ones hold it too, until they are gone. */
  public List<StoredVersion> withId(int id) {
    synchronized (state) {
      List<StoredVersion> found = state.all().filter(each -> each.id() == id).toList();
      if (found.isEmpty()) {
        throw RegistryErrors.idNotFound(Integer.toString(id));
      }
      return found;
    }
  }

  /**
   * Returns the versions whose schema has a GUID; deleted ones hold it too, until they are gone.
   *
   * @param guid as it was asked for
   */
  public List<StoredVersion> withGuid(String guid) {
    synchronized (state) {
      List<StoredVersion> found =
          state.all().filter(each -> each.guid().toString().equals(guid)).toList();
      if (found.isEmpty()) {
        throw RegistryErrors.guidNotFound(guid);
      }
      return found;
    }
  }

  /** Returns the ids of the schemas that refer to a version. */
  public List<Integer> referencedBy(String subject, OptionalInt version) {
    synchronized (state) {
      StoredVersion referred = version(subject, version, Shown.LIVE);
      return state
          .all()
          .filter(each -> !each.deleted() && each.refersTo(referred))
          .map(StoredVersion::id)
          .distinct()
          .sorted()
          .toList();
    }
  }
}
