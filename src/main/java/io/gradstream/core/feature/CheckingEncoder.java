package io.gradstream.core.feature;

import io.gradstream.core.data.Row;
import java.util.Optional;

/** An encoder that cannot take every row. */
public interface CheckingEncoder extends Encoder {

  /** Returns why a row cannot be encoded, for people, if so; changes nothing. */
  Optional<String> problem(Row row);
}
