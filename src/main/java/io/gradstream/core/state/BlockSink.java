package io.gradstream.core.state;

/** Where changed blocks go. */
@FunctionalInterface
public interface BlockSink {

  /** The value of a block that is no longer part of the state and is to be deleted. */
  byte[] DELETED = {};

  /** Takes a block: its key, unique in the state, and its encoded contents. */
  void write(String key, byte[] block);
}
