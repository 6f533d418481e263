package io.gradstream.pipeline.declare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is collected while a file is read: its problems, and notes for checks of the whole. */
public final class Reading {

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Object> notes = new ArrayList<>();
  private final Set<Node> faulty = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Begins with no problems; {@code file} is the name that messages start with. */
  public Reading(String file) {
    this.file = file;
  }

  /** Returns the full name of key {@code name} in the section at {@code path}. */
  public static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /**
   * Returns the path of a file that the file being read names, relative to itself.
   *
   * @throws java.nio.file.InvalidPathException if it is no path
   */
  public Path beside(String other) {
    return Path.of(file).resolveSibling(other);
  }

  /** Keeps what a type found at one place, for a check that looks at many places at once. */
  public void note(Object note) {
    notes.add(note);
  }

  /** Returns the notes of one kind, in the order in which they were made. */
  public <T> List<T> notes(Class<T> kind) {
    return notes.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Returns the problems so far, in the order of their lines. */
  public List<Problem> problems() {
    return problems.stream().sorted(Comparator.comparingInt(Problem::line)).toList();
  }

  /** Reports a problem on a line; 0 for the file as a whole. */
  public void problem(int line, String message) {
    problems.add(new Problem(file, line, Quoted.oneLine(message)));
  }

  /** Adds a problem that another reading of the same file found. */
  public void add(Problem problem) {
    problems.add(problem);
  }

  /** Notes that a value has been reported: what is said of the rest is to be said without it. */
  void putAside(Node node) {
    faulty.add(node);
  }

  /** Tells whether a value has been reported. */
  boolean isFaulty(Node node) {
    return node instanceof Node.Broken || faulty.contains(node);
  }

  /** Reports a problem with the value at {@code path} and returns that there is no value. */
  public <T> Optional<T> refuse(Node node, String path, String message) {
    putAside(node);
    problem(node.line(), (path.isEmpty() ? "the file" : path) + " " + message);
    return Optional.empty();
  }

  /** Reports that a node is not of its type, unless it has been reported before. */
  public <T> Optional<T> unfit(Node node, String path, Type<?> type) {
    if (node instanceof Node.Broken) {
      return Optional.empty();
    }
    if (node instanceof Node.Empty) {
      return refuse(node, path, "has no value; it must be " + type.allowed());
    }
    String found = node instanceof Node.Scalar scalar ? scalar.text() : "";
    Optional<String> whyNot = type.words().whyNot(found);
    if (whyNot.isPresent()) {
      return refuse(node, path, "cannot be '" + found + "': " + whyNot.get());
    }
    if (type.words().isLater(found)) {
      return refuse(node, path, type.words().notYet("'" + found + "'"));
    }
    String hint = type.words().hint(found);
    String wanted =
        hint.isEmpty() || type.words().areFew()
            ? "must be " + type.allowed() + ", was "
            : "cannot be ";
    return refuse(node, path, wanted + node.shown() + hint);
  }

  /** Reports that a section lacks a key; returns the value to go on with, if there is one. */
  <T> Optional<T> missing(Key<T> key, Node.Mapping section, String path) {
    String[] example = key.yaml().split("\n", -1);
    String line = example[Math.min(1, example.length - 1)].strip();
    String message = "is required; for example '" + line + "'";
    if (key.fallback().isEmpty()) {
      return refuse(section, join(path, key.name()), message);
    }
    problem(section.line(), "%s %s. %s".formatted(join(path, key.name()), message, key.sentence()));
    return Optional.of(key.defaultValue());
  }

  /**
   * Reports a key that the section at {@code path} does not have.
   *
   * @param keys the keys that it has
   * @param words those of them that are names of the field, with the ones still to come
   */
  void unknownKey(Node.Entry entry, String path, Names keys, Names words) {
    String found = entry.name();
    putAside(entry.value());
    Optional<String> whyNot = words.whyNot(found);
    if (whyNot.isPresent()) {
      problem(entry.line(), join(path, found) + " makes no sense: " + whyNot.get());
      return;
    }
    problem(
        entry.line(),
        words.isLater(found)
            ? words.notYet(join(path, found))
            : "unknown key %s%s%s"
                .formatted(
                    Quoted.of(found), path.isEmpty() ? "" : " in " + path, keys.insteadOf(found)));
  }
}
