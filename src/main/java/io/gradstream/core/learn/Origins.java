package io.gradstream.core.learn;

/** A set of records, by where they are from. */
@FunctionalInterface
public interface Origins {

  /** Tells whether a record is one of them. */
  boolean contain(int partition, long offset);
}
