package io.gradstream.pipeline.declare;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A value of a YAML file, with the line on which a reader would look for it. */
public sealed interface Node {

  /** Returns the line, from 1; that of the key where the value has one. */
  int line();

  /** Returns what the node is, for messages that must not show it. */
  String kind();

  /** Returns the node as messages show it. */
  default String shown() {
    return kind();
  }

  /** A single value; numbers and booleans keep their text as written. */
  record Scalar(int line, String text) implements Node {
    @Override
    public String kind() {
      return "a single value";
    }

    @Override
    public String shown() {
      return Decimal.isNumber(text) ? text : Quoted.of(text);
    }
  }

  /** A list. */
  record Items(int line, List<Node> items) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys with values, in the order of the file, each key once. */
  record Mapping(int line, List<Entry> entries) implements Node {
    @Override
    public String kind() {
      return "a section";
    }

    /** Returns the entry of a key. */
    public Optional<Entry> find(String name) {
      return entries.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    /** Tells whether the file has the key at the end of the path. */
    public boolean has(String name, String... rest) {
      Optional<Entry> entry = find(name);
      return rest.length == 0
          ? entry.isPresent()
          : entry.isPresent()
              && entry.get().value() instanceof Mapping inner
              && inner.has(rest[0], Arrays.copyOfRange(rest, 1, rest.length));
    }

    /** Returns the line of the value at the end of the path, as far as the path exists. */
    public int lineOf(String name, String... rest) {
      Optional<Entry> entry = find(name);
      if (entry.isPresent() && rest.length > 0 && entry.get().value() instanceof Mapping inner) {
        return inner.lineOf(rest[0], Arrays.copyOfRange(rest, 1, rest.length));
      }
      return entry.map(Entry::line).orElse(line);
    }
  }

  /** Nothing, or {@code null}. */
  record Empty(int line) implements Node {
    @Override
    public String kind() {
      return "empty";
    }
  }

  /** A value whose problem has been reported already; whoever meets it says nothing more. */
  record Broken(int line) implements Node {
    @Override
    public String kind() {
      return "unreadable";
    }
  }

  /** A key and its value. */
  record Entry(String name, int line, Node value) {}
}
