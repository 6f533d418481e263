package io.gradstream.core.feature;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import java.util.Optional;

/**
 * A feature rule at work on one set of state arrays.
 *
 * <p>A record that arrives for training is first {@link #observe}d, once, and then transformed with
 * the statistics that include it; once it has been predicted, its label may be {@link #learn}ed. A
 * record that is only scored is transformed without either.
 */
public interface Encoder {

  /** Returns why a row cannot be encoded, for people, if so; changes nothing. */
  default Optional<String> problem(Row row) {
    return Optional.empty();
  }

  /** Counts the row into the running statistics; its label is not known yet. */
  void observe(Row row);

  /**
   * Counts the row and appends its encoding with the statistics that include it: {@link #observe}
   * and {@link #transform} in one pass, with the same bits.
   */
  default void encode(Row row, FeatureVector out) {
    observe(row);
    transform(row, out);
  }

  /**
   * Tells whether what a row encodes to is the same for a live model and its checkpoints: it
   * depends on nothing but the row, the dictionary and the memories, which they share.
   */
  default boolean isShared() {
    return false;
  }

  /** Counts the label of a row that was predicted; called for labelled rows only. */
  default void learn(Row row) {}

  /** Recomputes what is derived from the state arrays, after they were loaded or copied. */
  void refresh();

  /** Appends the row's encoding to {@code out}; changes nothing else. */
  void transform(Row row, FeatureVector out);

  /**
   * Does the same, beside an encoder of the same rule with statistics of its own that has just
   * encoded the row and may be asked for what depends on none.
   */
  default void transform(Row row, FeatureVector out, Encoder beside) {
    transform(row, out);
  }

  /**
   * Writes down what {@link #transform} does with the statistics as they stand; or {@linkplain
   * Graph#refuse refuses}, where it depends on more than the record and them.
   */
  void draw(Graph graph, Columns out);

  /** Tells what was counted, by name; nothing where nothing is. */
  void tell(Statistics to);

  /**
   * Adds the statistics of a twin to these, as if its rows had been observed here too.
   *
   * @param twin an encoder of the same rule on other state, which is left as it is; where order
   *     matters, its rows come after those seen here
   */
  void merge(Encoder twin);
}
