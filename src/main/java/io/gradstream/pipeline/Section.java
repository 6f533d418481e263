package io.gradstream.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A section: a fixed set of keys.
 *
 * @param keys the keys, in the order in which they are documented
 * @param build makes the result once every value is good
 */
record Section<T>(List<Key<?>> keys, Function<Values, T> build) implements Type<T> {

  @Override
  public Optional<T> read(Node node, String path, Reading reading) {
    if (!(node instanceof Node.Mapping mapping)) {
      return reading.unfit(node, path, this);
    }
    return of(Values.read(keys, Names.NONE, mapping, path, reading));
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
    return JsonSchemas.section(keys);
  }
}
