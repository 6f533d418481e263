package io.gradstream.schema.row;

import io.gradstream.core.learn.RowProblem;

/**
 * Says why a record cannot be used; whoever catches it sends the record to the dead letters.
 *
 * <p>Bad records can come in millions, so this carries no stack trace: the message says what was
 * found, what is allowed, and where.
 */
public final class BadRecordException extends Exception {

  /** What is wrong with a record, in the words of the dead letter's header. */
  public enum Reason {
    /** The value is null. */
    TOMBSTONE,
    /** The value does not begin with the wire format's header, or is no record of Avro. */
    NOT_AVRO,
    /** The registry answers that it has no schema of this id. */
    UNKNOWN_SCHEMA_ID,
    /**
     * The writer's schema lacks a field that is read as a feature; a JSON object lacks them all.
     */
    FIELD_MISSING,
    /** A field cannot be read as the number, category, point in time or label it is to be. */
    FIELD_TYPE,
    /** The label is there and is no label. */
    BAD_LABEL,
    /** A category is none that its encoder takes. */
    BAD_CATEGORY,
    /** The field that says by how much a record counts is negative. */
    BAD_WEIGHT,
    /**
     * The bytes do not follow the schema: too short, a length out of range, a number too long; or
     * they are not one JSON object, or not what a deserializer of the user's reads.
     */
    MALFORMED
  }

  private final Reason reason;
  private final String message;

  /** Returns the exception for a row that was read and cannot be taken. */
  public static BadRecordException of(RowProblem problem) {
    return new BadRecordException(Reason.valueOf(problem.kind().name()), problem.message());
  }

  /** Creates the exception with a message for people. */
  public BadRecordException(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
    this.message = message;
  }

  /** Returns the kind of defect. */
  public Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return message;
  }
}
