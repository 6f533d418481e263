package io.gradstream.csv;

/** Thrown when a CSV file's contents cannot be used; the message names the file and the line. */
public sealed class CsvException extends RuntimeException permits CsvException.OfRow {

  /** Creates the exception with a message for the user. */
  public CsvException(String message) {
    super(message);
  }

  /** Thrown when one row cannot be used; the others may be. */
  public static final class OfRow extends CsvException {

    OfRow(String message) {
      super(message);
    }
  }
}
