package io.gradstream.pipeline.declare;

import java.util.Optional;
import java.util.function.Function;

/**
 * A value of which something is made that has a say in it too: what one value must be to another,
 * which no type of a single value can tell.
 *
 * @param inner how the value is written
 * @param make what is made of it; an {@link IllegalArgumentException} says why it makes no sense
 */
public record Mapped<S, T>(Type<S> inner, Function<S, T> make) implements Refined<T> {

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
  public Type<?> form() {
    return inner;
  }
}
