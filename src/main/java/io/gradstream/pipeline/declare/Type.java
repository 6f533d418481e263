package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What a value of a pipeline file may be, and what becomes of it.
 *
 * <p>The one declaration of a key's range: it reads and checks values, its text stands in messages
 * and in the documentation.
 *
 * @param <T> what is made of a value
 */
public interface Type<T> {

  /**
   * Reads a value; every problem in it is reported.
   *
   * @param path full name of the value, such as {@code optimizer.adam.beta1}
   * @return the value, or nothing if it has problems
   */
  Optional<T> read(Node node, String path, Reading reading);

  /** Tells whether a node looks like this type, to choose between forms of one value. */
  boolean fits(Node node);

  /** Returns what is allowed, as in "must be {@code a number in [0, 1)}". */
  String allowed();

  /** Returns the same as a JSON Schema, as far as that can say it; what it says is true. */
  ObjectNode schema();

  /** Returns the words that may stand for the whole value. */
  default Names words() {
    return Names.NONE;
  }

  /** Returns the keys inside the value. */
  default List<Key<?>> keys() {
    return List.of();
  }
}
