package io.gradstream.serve;

import java.util.Locale;

/** A question about a program that is answered with yes or no. */
public enum HealthProbe {
  /** Everything that is checked at start was there, and the work has begun. */
  STARTED,

  /** It does what it is for: reads records, or would if it had a partition; answers requests. */
  READY,

  /**
   * Nothing is gained by killing the process: it starts, works, restores a model however large,
   * waits for a rebalance, or commits before it ends.
   */
  LIVE;

  private static final String PREFIX = "/health/";

  /** Returns the path that asks it, such as {@code /health/ready}. */
  public String path() {
    return PREFIX + label();
  }

  /** Returns the name of the answer, such as {@code ready}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
