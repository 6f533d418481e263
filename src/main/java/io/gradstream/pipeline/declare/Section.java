package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A section: a fixed set of keys.
 *
 * @param keys the keys, in the order in which they are documented
 * @param conflicts those of them that must not stand together
 * @param needed those of them of which it must have one; none if any may be left out
 * @param refused names of keys that make no sense here, each with the reason
 * @param build makes the result once every value is good
 */
public record Section<T>(
    List<Key<?>> keys,
    List<Conflict> conflicts,
    List<Key<?>> needed,
    Map<String, String> refused,
    Function<Values, T> build)
    implements Type<T> {

  /** Creates a section in which any keys may stand together. */
  public Section(List<Key<?>> keys, Function<Values, T> build) {
    this(keys, List.of(), List.of(), Map.of(), build);
  }

  /** Creates a section in which some keys must not stand together. */
  public Section(List<Key<?>> keys, List<Conflict> conflicts, Function<Values, T> build) {
    this(keys, conflicts, List.of(), Map.of(), build);
  }

  /** Returns the section with keys that it refuses. */
  public Section<T> refusing(Map<String, String> reasons) {
    return new Section<>(keys, conflicts, needed, reasons, build);
  }

  /** Returns the section that must have one of some keys. */
  public Section<T> needing(Key<?>... some) {
    return new Section<>(keys, conflicts, List.of(some), refused, build);
  }

  @Override
  public Optional<T> read(Node node, String path, Reading reading) {
    if (!(node instanceof Node.Mapping mapping)) {
      return reading.unfit(node, path, this);
    }
    Names known = new Names(List.of(), List.of(), refused);
    Values values = Values.read(keys, known, mapping, path, reading);
    List<Conflict> found =
        conflicts.stream().filter(each -> !each.check(mapping, path, reading)).toList();
    boolean whole = hasNeeded(mapping, path, reading);
    return found.isEmpty() && whole ? of(values) : Optional.empty();
  }

  private boolean hasNeeded(Node.Mapping mapping, String path, Reading reading) {
    boolean has =
        needed.isEmpty() || needed.stream().anyMatch(key -> mapping.find(key.name()).isPresent());
    if (!has) {
      reading.problem(
          mapping.line(),
          "%s has none of %s; give one of them, or take the section out"
              .formatted(path, needed.stream().map(Key::name).collect(Collectors.joining(", "))));
    }
    return has;
  }

  /** Makes the result, if every value is good. */
  Optional<T> of(Values values) {
    return values.complete() ? Optional.of(build.apply(values)) : Optional.empty();
  }

  @Override
  public boolean fits(Node node) {
    return node instanceof Node.Mapping;
  }

  @Override
  public String allowed() {
    return keys.isEmpty() ? "an empty section, {}" : "a section with " + Names.of(keys).allowed();
  }

  @Override
  public ObjectNode schema() {
    return JsonSchemas.need(needed, JsonSchemas.exclude(conflicts, JsonSchemas.section(keys)));
  }
}
