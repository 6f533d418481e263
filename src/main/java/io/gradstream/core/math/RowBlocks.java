package io.gradstream.core.math;

import java.util.Arrays;

/**
 * Draws rows that depend on their neighbours: blocks of consecutive rows, with replacement, as many
 * as make as many rows as there are; the last one is cut. Rows are laid in a circle, so that each
 * is drawn as often as any other.
 *
 * <p>Source: D. N. Politis, J. P. Romano, "A circular block-resampling procedure for stationary
 * data", in "Exploring the limits of bootstrap", Wiley 1992; after H. R. Künsch, "The jackknife and
 * the bootstrap for general stationary observations", Annals of Statistics 17, 1989.
 *
 * @param rows how many rows there are, 1 or more
 * @param block how many consecutive rows a block has, 1 to {@code rows}
 * @param random from which the first rows of the blocks are drawn; the resample's number is the
 *     stream
 */
public record RowBlocks(int rows, int block, Randomness random) {

  /** Checks the ranges. */
  public RowBlocks {
    if (rows < 1 || block < 1 || block > rows) {
      throw new IllegalArgumentException(
          "block must be 1 to rows, was %d of %d".formatted(block, rows));
    }
  }

  /**
   * Draws one resample.
   *
   * @param resample its number, from 0
   * @return how often each row was drawn
   */
  public int[] draw(int resample) {
    int[] times = new int[rows + 1]; // first differences, then their sums
    int left = rows;
    for (int number = 0; left > 0; number++) {
      int length = Math.min(block, left);
      int first = random.below(rows, resample, number);
      int end = Math.min(rows, first + length);
      times[first]++;
      times[end]--;
      int over = first + length - end;
      if (over > 0) {
        times[0]++;
        times[over]--;
      }
      left -= length;
    }
    for (int i = 1; i < rows; i++) {
      times[i] += times[i - 1];
    }
    return Arrays.copyOf(times, rows);
  }
}
