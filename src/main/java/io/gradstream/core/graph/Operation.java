package io.gradstream.core.graph;

/**
 * What a {@link Graph} can do with tables, number by number; a table of one row, or of one column,
 * is repeated to fit the others.
 *
 * <p>Conditions are tables of truth values. A comparison with what is missing (NaN) is false.
 */
public enum Operation {
  /** The sum of two. */
  ADD,
  /** The first less the second. */
  SUBTRACT,
  /** The product of two. */
  MULTIPLY,
  /** The first divided by the second. */
  DIVIDE,
  /** The lesser of two; of what is missing anything. */
  LEAST,
  /** The greater of two; of what is missing anything. */
  GREATEST,
  /** The first to the power of the second. */
  POWER,
  /** The absolute value. */
  ABSOLUTE,
  /** The exponential function. */
  EXP,
  /** The natural logarithm. */
  LOG,
  /** The square root. */
  ROOT,
  /** The nearest whole number at or below. */
  FLOOR,
  /** The sine of an angle. */
  SINE,
  /** The arc sine, in radians. */
  ARC_SINE,
  /** The hyperbolic tangent. */
  TANH,
  /** Each row's exponentials as shares of their sum. */
  SOFTMAX,
  /** Whether the first is less than the second. */
  LESS,
  /** Whether the first is the second or less. */
  AT_MOST,
  /** Whether a number is missing (NaN). */
  IS_MISSING,
  /** Whether both conditions hold. */
  AND,
  /** Whether one condition holds, or both. */
  OR,
  /** Where a condition holds the second, elsewhere the third. */
  CHOOSE,
  /** 1 where a condition holds, 0 elsewhere. */
  NUMBER
}
