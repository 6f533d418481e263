package io.gradstream.core.data;

/**
 * Why a record is not used: what its dead letter says.
 *
 * @param reason what is wrong, in a word
 * @param message a sentence for people, with the field, the value and what is allowed
 */
public record Refusal(Reason reason, String message) {

  /** What is wrong with a record, in the words of the dead letter's header. */
  public enum Reason {
    /** The value is null, or the null of a union that the schema is, or JSON's. */
    TOMBSTONE,
    /** The value does not begin with the wire format's header, or is no record of Avro. */
    NOT_AVRO,
    /** The registry answers that it has no schema of this id. */
    UNKNOWN_SCHEMA_ID,
    /** The writer's schema lacks a field that is read as a feature; a change lacks its row. */
    FIELD_MISSING,
    /** A field cannot be read as the number, category, point in time or label it is to be. */
    FIELD_TYPE,
    /**
     * The bytes do not follow the schema: too short, a length out of range, a number too long; or
     * they are not one JSON object, or not what a deserializer of the user's reads.
     */
    MALFORMED,
    /** The label is there and is none: no class that is known, no number the loss can learn. */
    BAD_LABEL,
    /** A category is none that its encoder takes. */
    BAD_CATEGORY,
    /** The field that says by how much a record counts is negative. */
    BAD_WEIGHT,
    /** Key, headers and what is written beside them are too large for a topic. */
    TOO_LARGE,
    /** None of the features is there: each is absent or null. */
    NO_FEATURES,
    /** The change is a delete: no row is left after it. */
    DELETED,
    /** The learner failed at it, and the pipeline is to go on. */
    LEARNER_FAILED,
    /** It has no key, or a field of its key is missing: no label could find it, or it no record. */
    NO_KEY
  }
}
