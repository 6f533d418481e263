package io.gradstream.pipeline.declare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A type that refines another: its values are written alike, and more is made of them. */
public interface Refined<T> extends Type<T> {

  /** Returns the type that says how a value is written. */
  Type<?> form();

  @Override
  default boolean fits(Node node) {
    return form().fits(node);
  }

  @Override
  default String allowed() {
    return form().allowed();
  }

  @Override
  default ObjectNode schema() {
    return form().schema();
  }

  @Override
  default Names words() {
    return form().words();
  }

  @Override
  default List<Key<?>> keys() {
    return form().keys();
  }
}
