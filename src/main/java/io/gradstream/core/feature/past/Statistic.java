package io.gradstream.core.feature.past;

import java.util.Locale;

/** What is computed of the values in a window, missing ones left out. */
public enum Statistic {
  /** The arithmetic mean; missing if there is no value. */
  MEAN,
  /** The least value; missing if there is none. */
  MIN,
  /** The greatest value; missing if there is none. */
  MAX,
  /** The number of values. */
  COUNT;

  /** Returns the name by which the YAML and the columns know it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
