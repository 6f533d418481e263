package io.gradstream.core.learn;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a model is of, by name: its label, loss, model, optimizer and features. A stored model can
 * go on by a rule of the same description, and by no other.
 *
 * @param parts descriptions by name, in their order
 */
public record ModelDescription(Map<String, String> parts) {

  private static final String NOTHING = "nothing";

  /**
   * A part in which two descriptions differ.
   *
   * @param name of the part, such as {@code features[0]}
   * @param before what one says, {@code nothing} if it has no such part
   * @param after what the other says
   */
  public record Difference(String name, String before, String after) {}

  /** Returns the description that is stored with a model; empty if its blocks have none. */
  public static ModelDescription of(Map<String, byte[]> blocks) {
    return new ModelDescription(StateLayout.stored(blocks));
  }

  /** Returns the description of what a rule learns. */
  public static ModelDescription of(LearnerRule rule) {
    return new ModelDescription(StateLayout.comparable(rule.stateLayout()));
  }

  /** Returns in what another one differs, in the order of the parts. */
  public List<Difference> differences(ModelDescription other) {
    Set<String> names = new LinkedHashSet<>(parts.keySet());
    names.addAll(other.parts.keySet());
    return names.stream().flatMap(name -> difference(name, other)).toList();
  }

  /** Models that were stored before their loss was named have none, which is no difference. */
  private Stream<Difference> difference(String name, ModelDescription other) {
    String before = parts.getOrDefault(name, NOTHING);
    String after = other.parts.getOrDefault(name, NOTHING);
    boolean unnamed =
        name.equals(StateLayout.LOSS) && (before.equals(NOTHING) || after.equals(NOTHING));
    return before.equals(after) || unnamed
        ? Stream.empty()
        : Stream.of(new Difference(name, before, after));
  }
}
