package io.gradstream.core.feature.category;

import io.gradstream.core.data.Categories;
import io.gradstream.core.feature.dictionary.Dictionary;
import io.gradstream.core.feature.dictionary.Hashes;
import io.gradstream.core.graph.Graph;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The whole texts of a dictionary's categories, for a graph, which has to match texts and knows no
 * hashes: a name is a text in full if its hash is the category's.
 */
final class KnownTexts {

  private static final Pattern CUT = Pattern.compile("(?s).*~[0-9a-f]{16}");
  private static final int LEAST_CUT = Dictionary.NAME_LIMIT - 3; // a character may be left out

  private final Graph graph;
  private final Dictionary dictionary;

  KnownTexts(Graph graph, Dictionary dictionary) {
    this.graph = graph;
    this.dictionary = dictionary;
  }

  /** Returns the categories of a field by hash; refuses none. */
  static Map<Long, String> byHash(Dictionary dictionary, String field) {
    Map<Long, String> texts = new LinkedHashMap<>();
    for (Dictionary.Known known : dictionary.known()) {
      if (known.name().startsWith(field + "=")) {
        String text = known.name().substring(field.length() + 1);
        if (Categories.hash(field, text) == known.key()) {
          texts.put(known.key(), text);
        }
      }
    }
    return texts;
  }

  /** Returns the parameter rows of a field's categories by text; refuses what has none in full. */
  Map<String, Integer> rows(String encoder, String field) {
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (Dictionary.Known known : dictionary.known()) {
      if (known.name().startsWith(field + "=")) {
        String text = known.name().substring(field.length() + 1);
        if (Categories.hash(field, text) == known.key()) {
          rows.put(checked(encoder + " of " + field, text), known.row());
        } else {
          refuseIfCut(encoder + " of " + field, text);
        }
      }
    }
    return rows;
  }

  /** Returns the parameter rows of combinations by the texts of their fields, likewise. */
  Map<List<String>, Integer> rows(String encoder, List<String> fields, long seed) {
    String prefix = String.join(" x ", fields) + "=";
    Map<List<String>, Integer> rows = new LinkedHashMap<>();
    for (Dictionary.Known known : dictionary.known()) {
      if (known.name().startsWith(prefix)) {
        String name = known.name().substring(prefix.length());
        List<String> texts = split(fields, 0, name, seed, known.key());
        if (texts.size() == fields.size()) {
          texts.forEach(text -> checked(encoder + " of " + fields, text));
          rows.put(texts, known.row());
        } else {
          List.of(name.split("\\|", -1))
              .forEach(text -> refuseIfCut(encoder + " of " + fields, text));
        }
      }
    }
    return rows;
  }

  /** Tries every way to divide a name, for texts may have bars; empty if none has the key. */
  private static List<String> split(
      List<String> fields, int from, String rest, long soFar, long key) {
    String field = fields.get(from);
    if (from == fields.size() - 1) {
      boolean found = Hashes.combine(soFar, Categories.hash(field, rest)) == key;
      return found ? List.of(rest) : List.of();
    }
    for (int bar = rest.indexOf('|'); bar >= 0; bar = rest.indexOf('|', bar + 1)) {
      String text = rest.substring(0, bar);
      long next = Hashes.combine(soFar, Categories.hash(field, text));
      List<String> others = split(fields, from + 1, rest.substring(bar + 1), next, key);
      if (!others.isEmpty()) {
        List<String> all = new ArrayList<>(List.of(text));
        all.addAll(others);
        return all;
      }
    }
    return List.of();
  }

  private String checked(String what, String text) {
    refuseEmpty(graph, what, List.of(text));
    return text;
  }

  /** Refuses categories of which one is the empty text. */
  static void refuseEmpty(Graph graph, String what, List<String> texts) {
    if (texts.contains("")) {
      graph.refuse(
          what,
          "has the empty text as a category, which a graph takes for a missing one; make it missing"
              + " in the records, or leave the encoder out");
    }
  }

  private void refuseIfCut(String what, String text) {
    if (CUT.matcher(text).matches() && text.getBytes(StandardCharsets.UTF_8).length >= LEAST_CUT) {
      graph.refuse(
          what,
          "has the category %s, longer than %d bytes, of which only the beginning is kept, so that a"
                  .formatted(text, Dictionary.NAME_LIMIT)
              + " graph could not tell it; shorten it in the records, or leave the encoder out");
    }
  }
}
