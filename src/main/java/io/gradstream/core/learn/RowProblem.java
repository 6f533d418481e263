package io.gradstream.core.learn;

/**
 * Why a row cannot be taken though it could be read.
 *
 * @param kind what is wrong
 * @param message a sentence for people, with the field, the value and what is allowed
 */
public record RowProblem(Kind kind, String message) {

  /** What is wrong with a row. */
  public enum Kind {
    /** The label is an unknown class, or a number that the loss has no use for. */
    BAD_LABEL,
    /** A category is none that its encoder takes. */
    BAD_CATEGORY,
    /** The field that says by how much the record counts is negative. */
    BAD_WEIGHT
  }
}
