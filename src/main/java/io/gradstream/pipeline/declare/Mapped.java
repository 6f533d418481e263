package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A value of which something is made that has a say in it too: what one value must be to another,
 * which no type of a single value can tell.
 *
 * @param inner how the value is written
 * @param make what is made of it; an {@link IllegalArgumentException} says why it makes no sense
 */
public record Mapped<S, T>(Type<S> inner, Function<S, T> make) implements Type<T> {

  @Override
  public Optional<T> read(Node node, String path, Reading reading) {
    Optional<S> value = inner.read(node, path, reading);
    try {
      return value.map(make);
    } catch (IllegalArgumentException e) {
      return reading.refuse(node, path, "does not make sense: " + e.getMessage());
    }
  }

  @Override
  public boolean fits(Node node) {
    return inner.fits(node);
  }

  @Override
  public String allowed() {
    return inner.allowed();
  }

  @Override
  public ObjectNode schema() {
    return inner.schema();
  }

  @Override
  public Names words() {
    return inner.words();
  }

  @Override
  public List<Key<?>> keys() {
    return inner.keys();
  }
}
