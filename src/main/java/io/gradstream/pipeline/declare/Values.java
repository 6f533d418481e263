package io.gradstream.pipeline.declare;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values read for the keys of one section. */
public final class Values {

  private final Map<Key<?>, Object> values = new HashMap<>();
  private final Set<Key<?>> written = new HashSet<>();
  private boolean complete = true;
  private boolean sawUnknown;

  private Values() {}

  /**
   * Reads a section, reporting keys it does not have, keys that are missing and bad values.
   *
   * @param keys the keys it has
   * @param words names that are known and still to come
   */
  static Values read(
      List<? extends Key<?>> keys,
      Names words,
      Node.Mapping section,
      String path,
      Reading reading) {
    Names names = Names.of(keys);
    Values values = new Values();
    for (Node.Entry entry : section.entries()) {
      if (!names.available().contains(entry.name())) {
        reading.unknownKey(entry, path, names, words);
        values.sawUnknown = true;
      }
    }
    keys.forEach(key -> values.read(key, section, path, reading));
    return values;
  }

  /** Reads a node as the value of one key; the other keys have their defaults. */
  static Values only(
      Key<?> main, List<? extends Key<?>> keys, Node node, String path, Reading reading) {
    Values values = new Values();
    values.readAs(main, node, path, reading);
    Node.Mapping rest = new Node.Mapping(node.line(), List.of());
    keys.stream()
        .filter(key -> !key.equals(main))
        .forEach(key -> values.read(key, rest, path, reading));
    return values;
  }

  /** Tells whether every key that must have a value has one. */
  boolean complete() {
    return complete;
  }

  /** Tells whether a key was met that the section does not have; it may have been misspelt. */
  boolean sawUnknown() {
    return sawUnknown;
  }

  /** Tells whether the file has the key, whatever its value. */
  boolean isWritten(Key<?> key) {
    return written.contains(key);
  }

  /** Returns the value of a key that is required or has a default. */
  public <T> T get(Key<T> key) {
    return find(key).orElseThrow();
  }

  /** Returns the value of a key that may be absent. */
  @SuppressWarnings("unchecked") // put() only ever stores a key's own type
  public <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable((T) values.get(key));
  }

  private <T> void read(Key<T> key, Node.Mapping section, String path, Reading reading) {
    Optional<Node.Entry> entry = section.find(key.name());
    if (entry.isPresent()) {
      readAs(key, entry.get().value(), Reading.join(path, key.name()), reading);
    } else if (key.presence() == Key.Presence.DEFAULT) {
      put(key, Optional.of(key.defaultValue()));
    } else if (key.presence() == Key.Presence.REQUIRED) {
      put(key, reading.missing(key, section, path));
    }
  }

  private <T> void readAs(Key<T> key, Node node, String path, Reading reading) {
    written.add(key);
    put(key, key.type().read(node, path, reading));
  }

  private <T> void put(Key<T> key, Optional<T> value) {
    value.ifPresentOrElse(present -> values.put(key, present), () -> complete = false);
  }
}
