package io.gradstream.pipeline.declare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a file without the values that have been reported, so that mistakes which only
 * show in a whole file are found in the same round as those that keep it from being one.
 */
public final class Remainder {

  private static final String NAME = "[A-Za-z0-9_-]+";
  private static final Pattern WORD = Pattern.compile(NAME + "(?:\\[\\d{1,6}]|\\." + NAME + ")*");

  private final Set<String> aside = new HashSet<>(); // paths
  private final Map<Node.Items, List<Integer>> numbers = new IdentityHashMap<>(); // in the file
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
   * Returns a problem of what is left as the file has it, unless it may be a consequence of what
   * was taken out: one that names a value of that has to wait. A key is named by its path, and by
   * its name alone where a sentence does.
   */
  public Optional<Problem> ofFile(Problem problem) {
    String message =
        WORD.matcher(problem.message())
            .replaceAll(path -> Matcher.quoteReplacement(inFile(path.group())));
    boolean related =
        WORD.matcher(message).results().map(MatchResult::group).anyMatch(this::isAside);
    return related
        ? Optional.empty()
        : Optional.of(new Problem(problem.file(), problem.line(), message));
  }

  private boolean isAside(String word) {
    return isPath(word)
        ? aside.stream().anyMatch(path -> isWithin(path, word) || isWithin(word, path))
        : aside.stream().anyMatch(path -> word.equals(path) || path.endsWith("." + word));
  }

  private static boolean isPath(String word) {
    return word.indexOf('.') >= 0 || word.indexOf('[') >= 0;
  }

  private static boolean isWithin(String path, String whole) {
    return path.equals(whole) || path.startsWith(whole + ".") || path.startsWith(whole + "[");
  }

  /** Returns a path with the numbers that the items of lists have in the file. */
  private String inFile(String path) {
    StringBuilder renamed = new StringBuilder();
    @Nullable Node at = node;
    for (String part : path.split("(?=\\[)|\\.")) {
      if (part.startsWith("[") && at instanceof Node.Items list) {
        int item = Integer.parseInt(part.substring(1, part.length() - 1));
        boolean known = item < list.items().size();
        renamed.append('[').append(known ? number(list, item) : item).append(']');
        at = known ? list.items().get(item) : null;
      } else {
        renamed.append(renamed.isEmpty() || part.startsWith("[") ? "" : ".").append(part);
        at =
            at instanceof Node.Mapping section
                ? section.find(part).map(Node.Entry::value).orElse(null)
                : null;
      }
    }
    return renamed.toString();
  }

  private int number(Node.Items list, int item) {
    List<Integer> known = numbers.get(list);
    return known == null ? item : known.get(item);
  }

  private Optional<Node> rest(Node from, String path, Reading reading) {
    if (reading.isFaulty(from)) {
      aside.add(path);
      return Optional.empty();
    }
    if (from instanceof Node.Mapping mapping) {
      return Optional.of(new Node.Mapping(mapping.line(), entries(mapping, path, reading)));
    }
    if (from instanceof Node.Items items) {
      return Optional.of(items(items, path, reading));
    }
    return Optional.of(from);
  }

  private Node items(Node.Items from, String path, Reading reading) {
    List<Node> left = new ArrayList<>();
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < from.items().size(); i++) {
      int number = number(from, i);
      Optional<Node> item = rest(from.items().get(i), path + "[" + number + "]", reading);
      if (item.isPresent()) {
        left.add(item.get());
        kept.add(number);
      }
    }
    Node.Items items = new Node.Items(from.line(), left);
    numbers.put(items, kept);
    return items;
  }

  private List<Node.Entry> entries(Node.Mapping mapping, String path, Reading reading) {
    List<Node.Entry> left = new ArrayList<>();
    for (Node.Entry entry : mapping.entries()) {
      rest(entry.value(), Reading.join(path, entry.name()), reading)
          .ifPresent(value -> left.add(new Node.Entry(entry.name(), entry.line(), value)));
    }
    return left;
  }
}
