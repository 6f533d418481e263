package io.gradstream.core.feature;

import io.gradstream.core.data.Row;

/** An encoder that keeps nothing: what a row encodes to depends on the row alone. */
public interface StatelessEncoder extends Encoder {

  @Override
  default void observe(Row row) {}

  @Override
  default boolean isShared() {
    return true;
  }

  @Override
  default void refresh() {}

  @Override
  default void tell(Statistics to) {}

  @Override
  default void merge(Encoder twin) {}
}
