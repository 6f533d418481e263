package io.gradstream.score;

/** Says why a row was not scored, with what was found, what is allowed and what to do. */
public final class ScoringException extends RuntimeException {

  /** Whose fault it is. */
  public enum Kind {
    /** The row's, or its key's: it will never be scored as it is. */
    BAD_ROW,
    /** There is no model yet. */
    NO_MODEL
  }

  private final Kind kind;
  private final String sentence;

  ScoringException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
    sentence = message;
  }

  /** Returns the same of a row among several. */
  ScoringException inRow(int number) {
    return new ScoringException(kind, "row %d: %s".formatted(number, sentence));
  }

  /** Returns what is wrong. */
  public String sentence() {
    return sentence;
  }

  /** Returns whose fault it is. */
  public Kind kind() {
    return kind;
  }
}
