package io.gradstream.pipeline.declare;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A key of a section: the one place where its name, type, default and sentence stand.
 *
 * @param name the key as written in the file
 * @param type what its value may be
 * @param presence whether it may be left out
 * @param fallback what holds if it is left out: YAML for {@link Presence#DEFAULT}, words for {@link
 *     Presence#OPTIONAL}; for {@link Presence#REQUIRED} YAML with which the rest of the file is
 *     checked all the same, if anything
 * @param example YAML of a useful value; begins with a line end if it has several lines
 * @param sentence what the key does
 */
public record Key<T>(
    String name,
    Type<T> type,
    Presence presence,
    String fallback,
    String example,
    String sentence) {

  /** Defaults as nodes: the same few texts are read again with every file. */
  private static final Map<String, Node> DEFAULTS = new ConcurrentHashMap<>();

  /** Whether a key may be left out. */
  public enum Presence {
    /** It must be there. */
    REQUIRED,
    /** A default stands in for it. */
    DEFAULT,
    /** What it is about is left out as well. */
    OPTIONAL,
    /** It is one of the names of a {@link Choice}. */
    ONE_OF
  }

  /** A key that must be there. */
  public static <T> Key<T> required(String name, Type<T> type, String example, String sentence) {
    return new Key<>(name, type, Presence.REQUIRED, "", example, sentence);
  }

  /** A key with a default, in YAML. */
  public static <T> Key<T> withDefault(
      String name, Type<T> type, String fallback, String sentence) {
    return new Key<>(name, type, Presence.DEFAULT, fallback, fallback, sentence);
  }

  /** A key without a default; {@code ifAbsent} says what its absence means. */
  public static <T> Key<T> optional(
      String name, Type<T> type, String ifAbsent, String example, String sentence) {
    return new Key<>(name, type, Presence.OPTIONAL, ifAbsent, example, sentence);
  }

  /** One of the names of a choice. */
  public static <T> Key<T> oneOf(String name, Type<T> type, String example, String sentence) {
    return new Key<>(name, type, Presence.ONE_OF, "", example, sentence);
  }

  /** Returns the key with an example that differs from its default. */
  public Key<T> withExample(String yaml) {
    return new Key<>(name, type, presence, fallback, yaml, sentence);
  }

  /**
   * Returns the required key with a value for the checks of the rest of a file that lacks it; why
   * it is required is then said with its sentence.
   */
  public Key<T> checkedAs(String yaml) {
    return new Key<>(name, type, presence, yaml, example, sentence);
  }

  /** Returns the key with its example, as it may stand in a file. */
  public String yaml() {
    return name + (example.startsWith("\n") ? ":" : ": ") + example;
  }

  /**
   * Returns the default, read as if the user had written it: a default passes the same checks and
   * nobody states it a second time.
   *
   * @throws IllegalStateException if there is none, or the declaration has a mistake
   */
  public T defaultValue() {
    Reading reading = new Reading("default of '" + name + "'");
    Node node = DEFAULTS.computeIfAbsent(fallback, yaml -> node(yaml, reading));
    return type.read(node, name, reading).orElseThrow(() -> mistake(reading));
  }

  private static Node node(String yaml, Reading reading) {
    return new NodeReader(yaml, new Substitution(Map.of()), reading)
        .read()
        .orElseThrow(() -> mistake(reading));
  }

  private static IllegalStateException mistake(Reading reading) {
    return new IllegalStateException(reading.problems().toString());
  }

  /** Of the name and the sentence alone: what a type is made of is the whole tree below it. */
  @Override
  public int hashCode() {
    return 31 * name.hashCode() + sentence.hashCode();
  }
}
