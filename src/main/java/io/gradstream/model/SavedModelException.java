package io.gradstream.model;

/** Thrown when a file is no saved model, is damaged, or does not fit where it is to be loaded. */
public final class SavedModelException extends RuntimeException {

  /** Creates the exception with a message for the user. */
  public SavedModelException(String message) {
    super(message);
  }
}
