package io.gradstream.core.learn;

import io.gradstream.core.state.ByteArray;
import io.gradstream.core.state.State;
import io.gradstream.core.state.StateMismatchException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The description, stored with the state, of the pipeline that the state belongs to. */
final class StateLayout {

  private static final String ARRAY = "layout";

  private final Map<String, String> wanted;
  private final ByteArray stored;

  StateLayout(State state, Map<String, String> wanted) {
    this.wanted = wanted;
    stored = state.bytes(ARRAY);
    stored.set(text(wanted).getBytes(StandardCharsets.UTF_8));
  }

  static boolean holds(String blockKey) {
    return blockKey.startsWith(ARRAY + "/");
  }

  /** Makes room for the description that is about to be loaded, which may be shorter. */
  void clear() {
    stored.resize(0);
  }

  /** Throws if the description that was loaded is not the pipeline's. */
  void check() {
    Map<String, String> found = parse(new String(stored.toBytes(), StandardCharsets.UTF_8));
    if (found.equals(wanted)) {
      return;
    }
    Set<String> parts = new LinkedHashSet<>(found.keySet());
    parts.addAll(wanted.keySet());
    StringBuilder changes = new StringBuilder();
    for (String part : parts) {
      String then = found.getOrDefault(part, "nothing");
      String now = wanted.getOrDefault(part, "nothing");
      if (!then.equals(now)) {
        changes.append("\n  %s: learned with '%s', now '%s'".formatted(part, then, now));
      }
    }
    throw new StateMismatchException(
        "the stored model does not fit the pipeline:"
            + changes
            + "\nRestore these settings, or give the pipeline another name (key 'pipeline') to"
            + " learn a new model from the start of the topic.");
  }

  private static String text(Map<String, String> parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString();
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    text.lines()
        .forEach(line -> parts.put(line.split("=", 2)[0], line.substring(line.indexOf('=') + 1)));
    return parts;
  }
}
