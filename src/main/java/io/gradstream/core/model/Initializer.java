package io.gradstream.core.model;

import io.gradstream.core.math.Randomness;
import io.gradstream.core.text.RealRange;

/**
 * What the weights of a layer begin with; biases begin at 0.
 *
 * <p>A weight is a function of seed, layer, row and unit, so a row that appears later begins as it
 * would have at first. In a layer of {@code m} inputs and {@code n} units:
 */
public sealed interface Initializer {

  /** Returns the name by which the YAML knows it. */
  String name();

  /**
   * Returns one weight.
   *
   * @param uniform a number uniform in [-1, 1)
   * @param gaussian a number of the standard normal distribution
   */
  double weight(double uniform, double gaussian, int fanIn, int fanOut);

  /** Returns the beginning of a layer. */
  default Parameters.Start start(Randomness randomness, int layer, int fanIn, int fanOut) {
    Randomness random = randomness.split("initializer");
    return (row, unit) -> {
      if (row == 0) {
        return 0;
      }
      long position = ((long) row << Integer.SIZE) + unit;
      return weight(
          2 * random.uniform(layer, position) - 1,
          random.gaussian(layer, position),
          Math.max(1, fanIn),
          fanOut);
    };
  }

  /**
   * Uniform in {@code +-sqrt(6 / (m + n))}.
   *
   * <p>Source: X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward
   * neural networks", AISTATS 2010, equation 16.
   */
  record Xavier() implements Initializer {
    @Override
    public String name() {
      return "xavier";
    }

    @Override
    public double weight(double uniform, double gaussian, int fanIn, int fanOut) {
      return uniform * Math.sqrt(6.0 / (fanIn + fanOut));
    }
  }

  /**
   * Normal with variance {@code 2 / m}: rectifiers let half of the variance through.
   *
   * <p>Source: K. He et al., "Delving deep into rectifiers", ICCV 2015, equation 10.
   */
  record He() implements Initializer {
    @Override
    public String name() {
      return "he";
    }

    @Override
    public double weight(double uniform, double gaussian, int fanIn, int fanOut) {
      return gaussian * Math.sqrt(2.0 / fanIn);
    }
  }

  /**
   * Uniform in {@code +-limit}.
   *
   * @param limit greater than 0
   */
  record Uniform(double limit) implements Initializer {

    /** What a limit may be. */
    public static final RealRange LIMIT = RealRange.above(0);

    /** Checks the range. */
    public Uniform {
      LIMIT.check("limit", limit);
    }

    @Override
    public String name() {
      return "uniform";
    }

    @Override
    public double weight(double uniform, double gaussian, int fanIn, int fanOut) {
      return uniform * limit;
    }
  }

  /**
   * Normal with mean 0.
   *
   * @param deviation standard deviation, greater than 0
   */
  record Normal(double deviation) implements Initializer {

    /** What a deviation may be. */
    public static final RealRange DEVIATION = RealRange.above(0);

    /** Checks the range. */
    public Normal {
      DEVIATION.check("deviation", deviation);
    }

    @Override
    public String name() {
      return "normal";
    }

    @Override
    public double weight(double uniform, double gaussian, int fanIn, int fanOut) {
      return gaussian * deviation;
    }
  }
}
