package io.gradstream.csv;

/** Thrown when a CSV file's contents cannot be used; the message names the file and the line. */
public final class CsvException extends RuntimeException {

  /** Creates the exception with a message for the user. */
  public CsvException(String message) {
    super(message);
  }
}
