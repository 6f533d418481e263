package io.gradstream.bench;

import java.util.Locale;

/** What is done with a record, in this order; each stage includes those before it. */
enum Stage {
  /** From bytes to row. */
  DECODE,

  /** Counted into the statistics, and from row to feature vector. */
  ENCODE,

  /** Checked and scored. */
  PREDICT,

  /** Judged, also by the checkpoint if there is one; stepped; windows closed. */
  LEARN;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
