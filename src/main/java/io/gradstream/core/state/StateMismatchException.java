package io.gradstream.core.state;

/** Thrown when stored state does not fit the program or pipeline that reads it. */
public final class StateMismatchException extends RuntimeException {

  /** Creates the exception with a message for the user. */
  public StateMismatchException(String message) {
    super(message);
  }
}
