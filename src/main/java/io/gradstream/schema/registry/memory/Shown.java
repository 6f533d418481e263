package io.gradstream.schema.registry.memory;

/** Which versions a question is about. */
public enum Shown {
  /** Those that are not deleted. */
  LIVE,
  /** Those that are softly deleted. */
  DELETED,
  /** Both. */
  ALL;

  /** Returns what the flags {@code deleted} and {@code deletedOnly} of a request ask for. */
  public static Shown of(boolean deleted, boolean deletedOnly) {
    if (deletedOnly) {
      return DELETED;
    }
    return deleted ? ALL : LIVE;
  }

  boolean shows(StoredVersion version) {
    return this == ALL || version.deleted() == (this == DELETED);
  }
}
