package io.gradstream.client;

/** A failure at work whose message tells a person what happened, where, and what to do. */
public final class ApplicationException extends RuntimeException {

  /** Creates the exception with a message for the user. */
  public ApplicationException(String message) {
    super(message);
  }

  /** Creates the exception with a message for the user and what caused it. */
  public ApplicationException(String message, Throwable cause) {
    super(message, cause);
  }
}
