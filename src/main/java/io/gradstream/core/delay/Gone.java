package io.gradstream.core.delay;

/** Why a record waits for its label no longer. Their places are stored: no more than four. */
public enum Gone {
  /** Nobody knows of one: it never came, or too many have gone since. */
  UNKNOWN,
  /** Its label came. */
  LABELLED,
  /** Its wait was over. */
  OVER,
  /** There was no room for it. */
  NO_ROOM
}
