package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.CompatibilityLevel;
import io.gradstream.schema.registry.SchemaSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The levels of registry and subjects, and what they forbid. Thread-safe. */
public final class CompatibilityLevels {

  private final RegistryState state;

  CompatibilityLevels(RegistryState state) {
    this.state = state;
  }

  /** Returns the level of the registry, BACKWARD if none was set. */
  public CompatibilityLevel ofRegistry() {
    synchronized (state) {
      return state.levels().ofRegistry();
    }
  }

  /** Returns the level that a subject has of its own. */
  public Optional<CompatibilityLevel> of(String subject) {
    synchronized (state) {
      return state.levels().of(Optional.of(subject));
    }
  }

  /** Sets the level of a subject, or of the registry if no subject is named. */
  public void set(Optional<String> subject, CompatibilityLevel level) {
    change(subject, Optional.of(level));
  }

  /**
   * Takes back what was set.
   *
   * @return the former level
   * @throws io.gradstream.schema.registry.SchemaRegistryException if the subject has none
   */
  public CompatibilityLevel reset(Optional<String> subject) {
    synchronized (state) {
      CompatibilityLevel former =
          subject
              .map(name -> of(name).orElseThrow(() -> RegistryErrors.subjectNotFound(name)))
              .orElseGet(this::ofRegistry);
      change(subject, Optional.empty());
      return former;
    }
  }

  private void change(Optional<String> subject, Optional<CompatibilityLevel> level) {
    synchronized (state) {
      Modes.requireWritable(state, subject);
      state.levels().set(subject, level);
    }
  }

  /** Returns why a schema could not be the next version of a subject; nothing if it could. */
  public List<String> reasons(String subject, SchemaSource schema) {
    synchronized (state) {
      return reasons(subject, schema, state.versions(subject, Shown.LIVE));
    }
  }

  /**
   * Returns why a schema could not follow one version, or the latest if no number is given.
   *
   * @throws io.gradstream.schema.registry.SchemaRegistryException if a numbered one is not there
   */
  public List<String> reasons(String subject, SchemaSource schema, OptionalInt version) {
    synchronized (state) {
      List<StoredVersion> live = state.versions(subject, Shown.LIVE);
      if (version.isEmpty() && live.isEmpty()) {
        return reasons(subject, schema, live);
      }
      StoredVersion one = new Subjects(state).version(subject, version, Shown.LIVE);
      return reasons(subject, schema, List.of(one));
    }
  }

  private List<String> reasons(String subject, SchemaSource schema, List<StoredVersion> versions) {
    ParsedSchema parsed = state.parse(schema, true);
    return new CompatibilityCheck(state.levels().effective(subject))
        .reasons(parsed.schema(), versions);
  }
}
