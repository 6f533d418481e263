package io.gradstream.model;

import java.util.List;

/**
 * Which topic a model learns from; two of one name are told apart by the id that the broker gave
 * each.
 *
 * @param cluster the cluster's id, empty if it has none
 * @param name the topic's name
 * @param id the topic's id, empty if the broker gives none
 */
public record InputTopic(String cluster, String name, String id) {

  private static final String SEPARATOR = "\n";

  /** Returns what {@link #text} made of a topic. */
  static InputTopic parse(String text) {
    List<String> parts = List.of(text.split(SEPARATOR, -1));
    return new InputTopic(parts.get(0), parts.get(1), parts.get(2));
  }

  /** Returns a text to store. */
  String text() {
    return String.join(SEPARATOR, cluster, name, id);
  }

  /** Tells whether another topic has been deleted and this one made under its name. */
  public boolean replaces(InputTopic before) {
    return cluster.equals(before.cluster)
        && name.equals(before.name)
        && !id.isEmpty()
        && !before.id.isEmpty()
        && !id.equals(before.id);
  }

  /** Tells whether offsets of the other are offsets of this one. */
  public boolean continues(InputTopic before) {
    return cluster.equals(before.cluster) && name.equals(before.name) && !replaces(before);
  }
}
