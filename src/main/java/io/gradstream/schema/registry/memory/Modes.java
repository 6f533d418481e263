package io.gradstream.schema.registry.memory;

import io.gradstream.schema.registry.Mode;
import io.gradstream.schema.registry.SchemaRegistryException;
import java.util.Optional;

/** The modes of registry and subjects. Thread-safe. */
public final class Modes {

  private final RegistryState state;

  Modes(RegistryState state) {
    this.state = state;
  }

  /** Returns the mode of the registry, READWRITE if none was set. */
  public Mode ofRegistry() {
    synchronized (state) {
      return state.modes().ofRegistry();
    }
  }

  /** Returns the mode that a subject has of its own. */
  public Optional<Mode> of(String subject) {
    synchronized (state) {
      return state.modes().of(Optional.of(subject));
    }
  }

  /**
   * Sets the mode of a subject, or of the registry if no subject is named.
   *
   * @param force whether IMPORT is set even where there are schemas already
   * @throws SchemaRegistryException if there are, and it is not forced
   */
  public void set(Optional<String> subject, Mode mode, boolean force) {
    synchronized (state) {
      boolean already = state.modes().of(subject).equals(Optional.of(mode));
      if (mode == Mode.IMPORT && !already && !force && hasVersions(subject)) {
        throw RegistryErrors.notPermitted(
            subject.orElse("(all)"), "Cannot import since found existing subjects");
      }
      state.modes().set(subject, Optional.of(mode));
    }
  }

  private boolean hasVersions(Optional<String> subject) {
    return state
        .all()
        .filter(Shown.LIVE::shows)
        .anyMatch(version -> subject.isEmpty() || version.subject().equals(subject.get()));
  }

  /**
   * Takes back what was set.
   *
   * @return the former mode
   * @throws SchemaRegistryException if the subject has none
   */
  public Mode reset(Optional<String> subject) {
    synchronized (state) {
      Mode former =
          subject
              .map(name -> of(name).orElseThrow(() -> RegistryErrors.subjectNotFound(name)))
              .orElseGet(this::ofRegistry);
      state.modes().set(subject, Optional.empty());
      return former;
    }
  }

  static Mode effective(RegistryState state, String subject) {
    Mode ofRegistry = state.modes().ofRegistry();
    return ofRegistry == Mode.READONLY_OVERRIDE ? ofRegistry : state.modes().effective(subject);
  }

  static void requireWritable(RegistryState state, String subject) {
    if (effective(state, subject).isReadOnly()) {
      throw RegistryErrors.notPermitted(
          subject, "Subject %s is in read-only mode".formatted(subject));
    }
  }

  static void requireWritable(RegistryState state, Optional<String> subject) {
    subject.ifPresent(name -> requireWritable(state, name));
    if (subject.isEmpty() && state.modes().ofRegistry().isReadOnly()) {
      throw RegistryErrors.notPermitted("(all)", "The registry is in read-only mode");
    }
  }
}
