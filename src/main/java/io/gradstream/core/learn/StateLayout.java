package io.gradstream.core.learn;

import io.gradstream.core.state.ByteArray;
import io.gradstream.core.state.State;
import io.gradstream.core.state.StateMismatchException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the stored blocks mean: the version of their layout, and the pipeline that they belong to.
 *
 * <p>Stored with every model as lines of {@code name=value} and checked before any other block is
 * read, so that nothing is ever misread in silence. Golden files hold what each version wrote.
 */
final class StateLayout {

  /**
   * The layout that this program writes and reads. It is to be raised when blocks that are written
   * mean something else than they did: other arrays, another order of what is in one. What stands
   * in a new array or at a new end of an old one needs no new version, for it is 0 in older states.
   */
  static final int VERSION = 1;

  /** The line of the loss, which models that were stored before it was added do not have. */
  static final String LOSS = "loss";

  /** A part of descriptions that may change; those of before have it. */
  private static final Pattern MAX_CATEGORIES =
      Pattern.compile("((?:one-hot|bag|cross): [^;]*?), max-categories \\d+");

  private static final String ARRAY = "layout";
  private static final String VERSION_LINE = "state-layout";
  private static final String NEW_MODEL =
      " give the pipeline another name (key 'pipeline') to learn a new model from the start of the"
          + " topic.";

  private final Map<String, String> wanted = new LinkedHashMap<>();
  private final State state;
  private final ByteArray stored;

  StateLayout(State state, Map<String, String> pipeline) {
    this.state = state;
    wanted.putAll(comparable(pipeline));
    stored = state.bytes(ARRAY);
    stored.set(text().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the description of a pipeline as it is compared with a stored one. */
  static Map<String, String> comparable(Map<String, String> pipeline) {
    Map<String, String> parts = new LinkedHashMap<>();
    pipeline.forEach((name, value) -> parts.put(name, withoutBounds(inALine(value))));
    return parts;
  }

  /** Returns the description in the blocks of a stored model, without the layout's version. */
  static Map<String, String> stored(Map<String, byte[]> blocks) {
    State state = new State();
    ByteArray text = state.bytes(ARRAY);
    blocks.forEach(
        (key, block) -> {
          if (holds(key)) {
            state.load(key, block);
          }
        });
    Map<String, String> parts = parse(new String(text.toBytes(), StandardCharsets.UTF_8));
    parts.remove(VERSION_LINE);
    parts.replaceAll((name, value) -> withoutBounds(value));
    return parts;
  }

  private static boolean holds(String blockKey) {
    return blockKey.startsWith(ARRAY + "/");
  }

  /**
   * Loads stored blocks into the state, the description first; what others keep {@linkplain
   * State#BESIDE beside} it is passed over.
   *
   * @return whether there are any
   * @throws StateMismatchException if they are in another layout, or belong to another pipeline
   */
  boolean restore(Map<String, byte[]> blocks) {
    Map<String, byte[]> description = new LinkedHashMap<>();
    List<Map.Entry<String, byte[]>> others = new ArrayList<>(blocks.size());
    for (Map.Entry<String, byte[]> block : blocks.entrySet()) { // there may be millions
      if (holds(block.getKey())) {
        description.put(block.getKey(), block.getValue());
      } else if (!block.getKey().startsWith(State.BESIDE)) {
        others.add(block);
      }
    }
    if (description.isEmpty() && others.isEmpty()) {
      return false;
    }
    clear();
    description.forEach(state::load);
    check();
    others.forEach(block -> state.load(block.getKey(), block.getValue()));
    return true;
  }

  /**
   * Applies blocks that have changed to the state, the description first if it is among them.
   *
   * @throws StateMismatchException if it has another layout, or is of another pipeline
   */
  void apply(Map<String, byte[]> blocks) {
    if (blocks.keySet().stream().anyMatch(StateLayout::holds)) {
      clear();
      blocks.forEach((key, block) -> applyIf(holds(key), key, block));
      check();
    }
    blocks.forEach((key, block) -> applyIf(!holds(key), key, block));
  }

  private void applyIf(boolean wanted, String key, byte[] block) {
    if (wanted) {
      state.apply(key, block);
    }
  }

  /** Makes room for the description that is about to be loaded, which may be shorter. */
  private void clear() {
    stored.resize(0);
  }

  private void check() {
    Map<String, String> found = parse(new String(stored.toBytes(), StandardCharsets.UTF_8));
    if (found.isEmpty()) {
      throw new StateMismatchException(
          "the stored model has no block '%s/0', which says what the others mean: part of it is lost."
                  .formatted(ARRAY)
              + " Restore it from a backup, or"
              + NEW_MODEL);
    }
    checkVersion(found.remove(VERSION_LINE));
    found.replaceAll((name, value) -> withoutBounds(value));
    String loss = wanted.get(LOSS);
    if (loss != null) {
      found.putIfAbsent(LOSS, loss);
    }
    checkPipeline(found);
    stored.set(text().getBytes(StandardCharsets.UTF_8));
  }

  private static void checkVersion(@Nullable String version) {
    if (version == null) {
      throw new StateMismatchException(
          "the stored model was written by a build of gradstream from before stored models had a"
              + " version; this one reads layout %d. Go on with that build, or".formatted(VERSION)
              + NEW_MODEL);
    }
    if (!version.equals(Integer.toString(VERSION))) {
      throw new StateMismatchException(
          "the stored model has layout %s, and this version of gradstream reads layout %d."
                  .formatted(version, VERSION)
              + " It was written by a newer version: run that or a later one, or restore a backup"
              + " from before the upgrade, or"
              + NEW_MODEL);
    }
  }

  private void checkPipeline(Map<String, String> found) {
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
            + "\nRestore these settings, or"
            + NEW_MODEL);
  }

  private String text() {
    StringBuilder text = new StringBuilder(VERSION_LINE + "=" + VERSION + "\n");
    wanted.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString();
  }

  private static Map<String, String> parse(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    text.lines()
        .forEach(line -> parts.put(line.split("=", 2)[0], line.substring(line.indexOf('=') + 1)));
    return parts;
  }

  private static String withoutBounds(String value) {
    return MAX_CATEGORIES.matcher(value).replaceAll("$1");
  }

  /** Names of classes and fields may hold anything, line ends too. */
  private static String inALine(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }
}
