package io.gradstream.pipeline;

/** As which version of its subject a record is read, whatever version it was written with. */
public sealed interface ReaderVersion {

  /** The newest, asked for again whenever a record of a schema that is new comes. */
  record Latest() implements ReaderVersion {}

  /** None: a record is read as it was written. */
  record Writer() implements ReaderVersion {}

  /**
   * Always the same one, so that nothing depends on what is registered later.
   *
   * @param version the version, from 1
   */
  record Pinned(int version) implements ReaderVersion {}
}
