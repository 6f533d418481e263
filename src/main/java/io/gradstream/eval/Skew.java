package io.gradstream.eval;

import java.util.Arrays;

/** Tells numbers that span several sizes, as amounts and counts of people do. */
final class Skew {

  private static final int FEWEST_VALUES = 20;
  private static final double FAR = 8;

  private Skew() {}

  /**
   * Tells whether none is negative and the largest 1 % are far from the median, by how far the
   * quartiles are.
   */
  static boolean of(SampleColumn column) {
    double[] numbers = column.numbers();
    if (numbers.length < FEWEST_VALUES) {
      return false;
    }
    double[] rows = new double[column.rows() - column.missing()];
    int known = 0;
    for (int row = 0; row < column.rows(); row++) {
      if (column.code(row) != SampleColumn.MISSING) {
        rows[known++] = numbers[column.code(row)];
      }
    }
    Arrays.sort(rows);
    double median = rows[known / 2];
    double quartiles = rows[3 * known / 4] - rows[known / 4];
    double top = rows[(int) (0.99 * (known - 1))];
    return rows[0] >= 0 && quartiles > 0 && top - median > FAR * quartiles / 2;
  }
}
