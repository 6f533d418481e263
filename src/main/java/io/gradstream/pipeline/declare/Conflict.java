package io.gradstream.pipeline.declare;

import java.util.Optional;

/**
 * Two keys of a section that must not be written together.
 *
 * @param key the one
 * @param other the other
 * @param value the value of {@code other} for which this holds; any if empty
 * @param reason why, as the end of a sentence
 */
public record Conflict(Key<?> key, Key<?> other, Optional<String> value, String reason) {

  /** Returns two keys of which a section has one at most. */
  public static Conflict of(Key<?> key, Key<?> other, String reason) {
    return new Conflict(key, other, Optional.empty(), reason);
  }

  /** Returns the same for one value of the other key. */
  public Conflict ifIt(String is) {
    return new Conflict(key, other, Optional.of(is), reason);
  }

  /** Reports both, if the section has them; returns whether it has not. */
  boolean check(Node.Mapping section, String path, Reading reading) {
    Optional<Node.Entry> one = section.find(key.name());
    Optional<Node.Entry> two = section.find(other.name()).filter(this::counts);
    if (one.isEmpty() || two.isEmpty()) {
      return true;
    }
    boolean later = one.get().line() > two.get().line();
    reading.putAside((later ? one : two).get().value());
    reading.problem(
        Math.max(one.get().line(), two.get().line()),
        "%s on line %d and %s on line %d exclude each other: %s; remove one of them"
            .formatted(
                Reading.join(path, key.name()),
                one.get().line(),
                Reading.join(path, other.name()) + value.map(" "::concat).orElse(""),
                two.get().line(),
                reason));
    return false;
  }

  private boolean counts(Node.Entry entry) {
    return value.isEmpty()
        || entry.value() instanceof Node.Scalar scalar && scalar.text().equals(value.get());
  }
}
