package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.CompatibilityLevel;
import io.gradstream.schema.registry.Mode;
import java.util.List;
import java.util.Optional;

/**
 * All that a registry holds at one moment, so that another can go on from it.
 *
 * @param lastId the greatest id that was ever given, that of what is gone for good included; 0 if
 *     none was
 * @param versions the versions of all subjects, softly deleted ones among them
 * @param levels the compatibility levels that were set
 * @param modes the modes that were set
 */
public record RegistrySnapshot(
    int lastId,
    List<StoredVersion> versions,
    List<Setting<CompatibilityLevel>> levels,
    List<Setting<Mode>> modes) {

  /**
   * A setting.
   *
   * @param subject whose it is; the registry's if empty
   * @param value what it is set to
   */
  public record Setting<T>(Optional<String> subject, T value) {}

  /** Copies the lists. */
  public RegistrySnapshot {
    versions = List.copyOf(versions);
    levels = List.copyOf(levels);
    modes = List.copyOf(modes);
  }
}
