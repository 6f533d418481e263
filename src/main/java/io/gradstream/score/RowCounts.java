package io.gradstream.score;

/**
 * What became of the rows that a scorer was given, since it began. Several rows at once of which
 * one is refused are not scored, and count as one.
 *
 * @param scored rows that were scored
 * @param refused rows that could not be used
 * @param noModel rows for which there was no model yet
 */
public record RowCounts(long scored, long refused, long noModel) {}
