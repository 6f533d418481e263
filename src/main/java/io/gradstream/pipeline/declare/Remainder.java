package io.gradstream.pipeline.declare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is left of a file without the values that have been reported, so that mistakes which only
 * show in a whole file are found in the same round as those that keep it from being one.
 */
public final class Remainder {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private final Set<String> aside = new HashSet<>();
  private Node node;

  /** Begins with all of a file. */
  public Remainder(Node root) {
    node = root;
  }

  /** Returns what is left. */
  public Node node() {
    return node;
  }

  /** Takes out what a reading of it has reported; returns whether something was, and is left. */
  public boolean leaveOut(Reading reading) {
    int before = aside.size();
    Optional<Node> rest = rest(node, "", reading);
    rest.ifPresent(left -> node = left);
    return rest.isPresent() && aside.size() > before;
  }

  /**
   * Tells whether a problem has nothing to do with what was taken out: one that names a key of it
   * may be its consequence, and has to wait.
   */
  public boolean isAbout(Problem problem) {
    return NAME.matcher(problem.message())
        .results()
        .noneMatch(word -> aside.contains(word.group()));
  }

  private Optional<Node> rest(Node from, String name, Reading reading) {
    if (reading.isFaulty(from)) {
      aside.add(name);
      return Optional.empty();
    }
    if (from instanceof Node.Mapping mapping) {
      return Optional.of(new Node.Mapping(mapping.line(), entries(mapping, reading)));
    }
    if (from instanceof Node.Items items) {
      List<Node> left = new ArrayList<>();
      items.items().forEach(item -> rest(item, name, reading).ifPresent(left::add));
      return Optional.of(new Node.Items(items.line(), left));
    }
    return Optional.of(from);
  }

  private List<Node.Entry> entries(Node.Mapping mapping, Reading reading) {
    List<Node.Entry> left = new ArrayList<>();
    for (Node.Entry entry : mapping.entries()) {
      rest(entry.value(), entry.name(), reading)
          .ifPresent(value -> left.add(new Node.Entry(entry.name(), entry.line(), value)));
    }
    return left;
  }
}
