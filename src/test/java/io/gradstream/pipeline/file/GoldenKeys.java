package io.gradstream.pipeline.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.gradstream.pipeline.declare.Abbreviated;
import io.gradstream.pipeline.declare.Forms;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.ListOf;
import io.gradstream.pipeline.declare.Mapped;
import io.gradstream.pipeline.declare.Type;
import io.gradstream.pipeline.declare.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of the declared keys the golden pipelines must use: every key and every word that the
 * learner gets to see, by paths such as {@code model.mlp.activation.relu}.
 */
final class GoldenKeys {

  /** Keys of which nothing reaches the learner. */
  private static final Set<String> NOT_LEARNED =
      Set.of(
          "pipeline",
          "input.topic",
          "input.schema",
          "input.format",
          "input.deserializer",
          "input.envelope",
          "input.on-empty",
          "input.key",
          "labels",
          "output",
          "scale",
          "on-data-loss",
          "on-error",
          "http",
          "lineage",
          "topics",
          "kafka",
          "features.auto");

  /** Its words are those of {@code validation.metrics}, in which all are computed. */
  private static final String COMPARED = "early-stopping.metric";

  /** What is inside them are those outside, in a state of their own. */
  private static final Set<String> INNER = Set.of("features.pca.of", "optimizer.race.members");

  private GoldenKeys() {}

  /** Returns every path that is declared. */
  static Set<String> declared() {
    Set<String> paths = new TreeSet<>();
    add("", PipelineKeys.TYPE, paths);
    return paths;
  }

  private static void add(String prefix, Type<?> type, Set<String> paths) {
    for (Key<?> key : type.keys()) {
      String path = prefix + key.name();
      if (NOT_LEARNED.contains(path)) {
        continue;
      }
      if (!isImplied(key, type)) {
        paths.add(path);
      }
      for (String word : words(key.type())) {
        boolean elsewhere = path.equals(COMPARED) || NOT_LEARNED.contains(path + "." + word);
        if (!word.equals(key.fallback()) && !elsewhere) {
          paths.add(path + "." + word);
        }
      }
      if (!INNER.contains(path)) {
        add(path + ".", key.type(), paths);
      }
    }
  }

  /** Tells whether a key is named by no file that abbreviates it. */
  private static boolean isImplied(Key<?> key, Type<?> type) {
    if (type instanceof Mapped<?, ?> mapped) {
      return isImplied(key, mapped.inner());
    }
    return type instanceof Abbreviated<?> abbreviated && abbreviated.main() == key;
  }

  private static List<String> words(Type<?> type) {
    if (type instanceof Words<?> words) {
      return List.copyOf(words.values().keySet());
    } else if (type instanceof ListOf<?> list) {
      return words(list.item());
    } else if (type instanceof Mapped<?, ?> mapped) {
      return words(mapped.inner());
    } else if (type instanceof Forms<?> forms) {
      List<String> all = new ArrayList<>();
      forms.forms().forEach(form -> all.addAll(words(form)));
      return all;
    }
    return List.of();
  }

  /** Returns the paths that a file uses; a text is the path of a word as well. */
  static Set<String> used(String yaml) {
    Set<String> paths = new TreeSet<>();
    use("", SchemaValidation.yaml(yaml), paths);
    return paths;
  }

  private static void use(String path, JsonNode node, Set<String> paths) {
    paths.add(path);
    String prefix = path.isEmpty() ? "" : path + ".";
    if (node.isArray()) {
      node.forEach(item -> use(path, item, paths));
    } else if (node.isObject()) {
      node.fields().forEachRemaining(each -> use(prefix + each.getKey(), each.getValue(), paths));
    } else {
      paths.add(prefix + node.asText());
    }
  }
}
