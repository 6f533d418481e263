package io.gradstream.core.feature;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;

/**
 * A feature rule at work on one set of state arrays.
 *
 * <p>A record that arrives for training is first {@link #observe}d, once, and then transformed with
 * the statistics that include it; a record that is only scored is transformed without observing.
 */
public interface Encoder {

  /** Counts the row into the running statistics. */
  void observe(Row row);

  /** Recomputes what is derived from the state arrays, after they were loaded or copied. */
  void refresh();

  /** Appends the row's encoding to {@code out}; changes nothing else. */
  void transform(Row row, FeatureVector out);
}
