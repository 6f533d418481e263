package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.CompatibilityLevel;
import io.gradstream.schema.registry.Mode;
import io.gradstream.schema.registry.SchemaSource;
import java.util.List;
import java.util.Optional;

/** A change of the registry as its effect, with nothing left to decide. */
sealed interface Operation {

  /** A version is added. */
  record Registered(String subject, int version, int id, SchemaSource source)
      implements Operation {}

  /** Versions go, softly or for good. */
  record Deleted(String subject, List<Integer> versions, boolean permanent) implements Operation {}

  /** A level is set or, if empty, taken away; of the registry if no subject is named. */
  record LevelSet(Optional<String> subject, Optional<CompatibilityLevel> level)
      implements Operation {}

  /** A mode is set or, if empty, taken away; of the registry if no subject is named. */
  record ModeSet(Optional<String> subject, Optional<Mode> mode) implements Operation {}
}
