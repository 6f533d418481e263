package io.gradstream.schema.registry;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which changes a registry, or one of its subjects, allows. */
public enum Mode {
  /** Schemas are registered and deleted. */
  READWRITE,
  /** Nothing is registered or deleted. */
  READONLY,
  /** As READONLY, of the whole registry, whatever the modes of its subjects are. */
  READONLY_OVERRIDE,
  /** Schemas are registered with the ids that their author gives, and no level is checked. */
  IMPORT;

  /** Returns the mode of a name in any case, if there is one. */
  public static Optional<Mode> named(String name) {
    return Arrays.stream(values())
        .filter(mode -> mode.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  /** Tells whether it refuses every change. */
  public boolean isReadOnly() {
    return this == READONLY || this == READONLY_OVERRIDE;
  }
}
