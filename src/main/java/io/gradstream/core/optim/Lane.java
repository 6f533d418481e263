package io.gradstream.core.optim;

import java.util.Arrays;

/**
 * Where the parameters of one output of a linear model lie: those of the row that begins at {@code
 * offsets[i]}, for the example's pair number i, are the weight at {@code cells[offsets[i] + first]}
 * and the moments behind it.
 *
 * <p>A plain holder that is filled anew before each use, for rules that work where parameters lie:
 * several of them side by side in a row, each in lanes of its own.
 */
public final class Lane {

  /** The parameters of all rows. */
  public double[] cells = {};

  /** Where the rows of an example begin in the cells, by their position in it. */
  public int[] offsets = {};

  /** Cells from the beginning of a row to the weight. */
  public int first;

  /** The sum of the example's squared inputs. */
  public double squares;

  /** How many cells are in use: a row from there on has nothing but zeros yet. */
  public int end;

  /** What {@link OnlineRule#output} wants to know again when the example is counted. */
  double note;

  private double[] scratch = new double[64];
  private double[] rates = new double[64];
  private double[][] gathered = {};

  /** Takes over what another lane noted of the example. */
  public void copyNote(Lane other) {
    note = other.note;
  }

  /** Returns scratch memory of at least {@code size}, the same until a call asks for more. */
  double[] scratch(int size) {
    if (size > scratch.length) {
      scratch = Arrays.copyOf(scratch, 2 * size);
    }
    return scratch;
  }

  /** Returns other scratch memory of at least {@code size}. */
  double[] rates(int size) {
    if (size > rates.length) {
      rates = Arrays.copyOf(rates, 2 * size);
    }
    return rates;
  }

  /** Returns arrays of scratch memory, as many as asked for and each of at least {@code size}. */
  double[][] gathered(int arrays, int size) {
    if (gathered.length != arrays || gathered[0].length < size) {
      gathered = new double[arrays][2 * size];
    }
    return gathered;
  }
}
