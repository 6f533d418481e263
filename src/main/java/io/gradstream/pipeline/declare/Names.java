package io.gradstream.pipeline.declare;

import io.gradstream.core.text.NearestName;
import io.gradstream.core.text.ProgramVersion;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names that may stand in one place of a file, and how to tell somebody who wrote another.
 *
 * @param available the names that can be used
 * @param later names of the field that this version does not have yet
 * @param refused names that make no sense here, each with the reason
 */
public record Names(List<String> available, List<String> later, Map<String, String> refused) {

  private static final int FEW = 4;

  /** No names at all. */
  static final Names NONE = new Names(List.of(), List.of());

  public Names {
    available = List.copyOf(available);
    later = List.copyOf(later);
    refused = Map.copyOf(refused);
  }

  /** Creates names of which none is refused. */
  Names(List<String> available, List<String> later) {
    this(available, later, Map.of());
  }

  /** Returns the names of keys. */
  static Names of(Collection<? extends Key<?>> keys) {
    return new Names(keys.stream().<String>map(Key::name).toList(), List.of());
  }

  /** Tells whether there is something to say of a name: it can be used, later, or why not. */
  boolean know(String found) {
    return available.contains(found) || later.contains(found) || refused.containsKey(found);
  }

  boolean isLater(String found) {
    return later.contains(found);
  }

  /** Returns why a name makes no sense here, if it is one of those. */
  Optional<String> whyNot(String found) {
    return Optional.ofNullable(refused.get(found));
  }

  /** Says that a name is known and cannot be used yet. */
  String notYet(String found) {
    return "%s is not available in this version; available: %s".formatted(found, allowed());
  }

  /** Returns {@code ; did you mean 'x'?}, or nothing if no name is near. */
  String hint(String found) {
    return NearestName.near(found, available)
        .map(name -> "; did you mean '" + name + "'?")
        .orElse("");
  }

  /** Returns the names as a message lists them. */
  String allowed() {
    return available.isEmpty() ? "none" : String.join(", ", available);
  }

  /** Returns the names as a choice: {@code one of a, b}, or the only one there is. */
  String oneOf() {
    return (available.size() > 1 ? "one of " : "") + allowed();
  }

  /**
   * Returns the end of a sentence on a name that is none of these: the nearest, or all of them and
   * what else it may be.
   */
  String insteadOf(String found) {
    String hint = hint(found);
    return hint.isEmpty()
        ? "; allowed: %s; or it is of a version newer than this one, %s"
            .formatted(allowed(), ProgramVersion.text())
        : hint;
  }

  /** Tells whether there are so few that a message may name them all beside the nearest. */
  boolean areFew() {
    return available.size() <= FEW;
  }
}
