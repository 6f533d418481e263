package io.gradstream.core.feature;

import java.util.List;

/**
 * A rule that encodes some fields into columns; immutable, its state lives in arrays outside.
 *
 * <p>Lifecycle: a pipeline lists its rules; {@link FeaturePlan} gives every rule its columns and
 * binds it to a row's slots and to state; the bound {@link Encoder} does the work.
 */
public interface Feature {

  /** Returns the name by which the YAML knows this kind of encoder. */
  String kind();

  /** Returns the fields it reads as numbers. */
  List<String> numbers();

  /** Returns the fields it reads as categories. */
  List<String> categories();

  /** Returns the names of the columns that are always there, one parameter row each. */
  List<String> columns();

  /**
   * Returns the rule in a line: kind, fields and every setting on which the meaning of stored state
   * depends.
   */
  String description();

  /** Returns an encoder that reads and writes the state of {@code binding}. */
  Encoder bind(Binding binding);
}
