package io.gradstream.schema.row;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Refusal.Reason;

/**
 * Says why a record cannot be used; whoever catches it sends the record to the dead letters.
 *
 * <p>Bad records can come in millions, so this carries no stack trace: the message says what was
 * found, what is allowed, and where.
 */
public final class BadRecordException extends Exception {

  private final Refusal refusal;

  /** Creates the exception with a message for people. */
  public BadRecordException(Reason reason, String message) {
    this(new Refusal(reason, message));
  }

  /** Creates the exception for what is wrong. */
  public BadRecordException(Refusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = refusal;
  }

  /** Returns why the record cannot be used. */
  public Refusal refusal() {
    return refusal;
  }

  /** Returns what is wrong, in a word. */
  public Reason reason() {
    return refusal.reason();
  }

  @Override
  public String getMessage() {
    return refusal.message();
  }
}
