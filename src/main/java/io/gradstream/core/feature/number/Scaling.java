package io.gradstream.core.feature.number;

import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Scaler;
import io.gradstream.core.text.RealRange;
import io.gradstream.core.text.WholeRange;

/** How numbers are brought to a common scale, where it is not by mean and standard deviation. */
public sealed interface Scaling {

  /** How many of a column's last numbers may count for quantiles. */
  WholeRange WINDOW = WholeRange.atLeast(2);

  /** What the share of the past may be. */
  RealRange BETA = RealRange.from(0, 1);

  /** Returns the name by which the YAML knows an encoder that only scales like this. */
  String kind();

  /** Returns the settings on which the meaning of stored state depends, after a comma each. */
  default String settings() {
    return "";
  }

  /** Returns a scaler of {@code size} columns, with its state in the binding's scope. */
  Scaler scaler(Binding binding, int size);

  /**
   * To [0, 1] by the least and greatest number so far, the current record's included: {@code (x -
   * min) / (max - min)}, 0 while they are equal. Never clipped: a number that is only scored, not
   * counted, may lie outside.
   */
  record MinMax() implements Scaling {
    @Override
    public String kind() {
      return "min-max";
    }

    @Override
    public Scaler scaler(Binding binding, int size) {
      return new MinMaxScaler(binding, size);
    }
  }

  /** To [-1, 1] by the largest absolute value so far; 0 while that is 0. Never clipped. */
  record MaxAbs() implements Scaling {
    @Override
    public String kind() {
      return "max-abs";
    }

    @Override
    public Scaler scaler(Binding binding, int size) {
      return new MaxAbsScaler(binding, size);
    }
  }

  /**
   * Less the median, divided by the distance of the quartiles, of the last numbers of the column;
   * quantiles are exact and interpolated linearly, as in scikit-learn's RobustScaler. Where the
   * quartiles are equal but not all numbers ever are, the standard deviation of all of them takes
   * the distance's place, so that a column that is mostly 0 has a scale too.
   *
   * <p>What lies more than {@value #BOUND} such distances from the median is taken to the nearest
   * that does not: quartiles say nothing of the tails, and one value of a million would undo what a
   * thousand have taught. Among normal numbers none in ten billion is so far out.
   *
   * @param window how many of a column's last numbers count, 2 or more
   */
  record Robust(int window) implements Scaling {

    /** How far from 0 a scaled number may be. */
    public static final double BOUND = 5;

    /** Checks the range. */
    public Robust {
      WINDOW.check("window", window);
    }

    @Override
    public String kind() {
      return "robust";
    }

    @Override
    public Scaler scaler(Binding binding, int size) {
      return new RobustScaler(binding, size, window);
    }

    @Override
    public String settings() {
      return ", window " + window;
    }
  }

  /**
   * By mean and standard deviation of which the past's weight falls by {@code beta} with every
   * number, both corrected for their start.
   *
   * @param beta share of the past, in [0, 1); about the last {@code 1 / (1 - beta)} numbers count
   */
  record Exponential(double beta) implements Scaling {

    /** Checks the range. */
    public Exponential {
      BETA.check("beta", beta);
    }

    @Override
    public String kind() {
      return "exponential";
    }

    @Override
    public Scaler scaler(Binding binding, int size) {
      return new ExponentialScaler(binding, size, beta);
    }

    @Override
    public String settings() {
      return ", beta " + beta;
    }
  }
}
