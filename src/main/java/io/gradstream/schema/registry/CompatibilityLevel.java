package io.gradstream.schema.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which earlier versions of a subject a new one must understand, or be understood by. */
public enum CompatibilityLevel {
  /** Nothing is checked. */
  NONE(false, false, false),
  /** The new schema reads data of the latest version. */
  BACKWARD(true, false, false),
  /** The new schema reads data of every version. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The latest version reads data of the new schema. */
  FORWARD(false, true, false),
  /** Every version reads data of the new schema. */
  FORWARD_TRANSITIVE(false, true, true),
  /** The new schema and the latest version read each other's data. */
  FULL(true, true, false),
  /** The new schema and every version read each other's data. */
  FULL_TRANSITIVE(true, true, true);

  private final boolean readsOthers;
  private final boolean isReadByOthers;
  private final boolean transitive;

  CompatibilityLevel(boolean readsOthers, boolean isReadByOthers, boolean transitive) {
    this.readsOthers = readsOthers;
    this.isReadByOthers = isReadByOthers;
    this.transitive = transitive;
  }

  /** Returns the level of a name in any case, if there is one. */
  public static Optional<CompatibilityLevel> named(String name) {
    return Arrays.stream(values())
        .filter(level -> level.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  /** Tells whether the new schema must read data of earlier versions. */
  public boolean readsOthers() {
    return readsOthers;
  }

  /** Tells whether earlier versions must read data of the new schema. */
  public boolean isReadByOthers() {
    return isReadByOthers;
  }

  /** Tells whether earlier versions are all of them, not only the latest. */
  public boolean isTransitive() {
    return transitive;
  }
}
