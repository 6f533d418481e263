package io.gradstream.core.model;

import static io.gradstream.core.graph.Operation.ADD;
import static io.gradstream.core.graph.Operation.CHOOSE;
import static io.gradstream.core.graph.Operation.DIVIDE;
import static io.gradstream.core.graph.Operation.EXP;
import static io.gradstream.core.graph.Operation.LESS;
import static io.gradstream.core.graph.Operation.MULTIPLY;
import static io.gradstream.core.graph.Operation.SUBTRACT;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;
import io.gradstream.core.math.Exp;
import java.util.Locale;

/** What a hidden unit makes of its weighted sum {@code z}; the same bits on every machine. */
public enum Activation {
  /** {@code max(0, z)}: V. Nair, G. Hinton, ICML 2010; its slope at 0 is taken as 0. */
  RELU {
    @Override
    double of(double z) {
      return Math.max(0, z);
    }

    @Override
    double slope(double z, double a) {
      return z > 0 ? 1 : 0;
    }

    @Override
    Node draw(Graph graph, Node z) {
      Node zero = graph.row(0);
      return graph.apply(CHOOSE, graph.apply(LESS, z, zero), zero, z); // NaN stays
    }
  },
  /** {@code z} above 0, {@code 0.01 z} below: A. Maas et al., ICML workshop 2013. */
  LEAKY_RELU {
    @Override
    double of(double z) {
      return z > 0 ? z : LEAK * z;
    }

    @Override
    double slope(double z, double a) {
      return z > 0 ? 1 : LEAK;
    }

    @Override
    Node draw(Graph graph, Node z) {
      Node positive = graph.apply(LESS, graph.row(0), z);
      return graph.apply(CHOOSE, positive, z, graph.apply(MULTIPLY, z, graph.row(LEAK)));
    }
  },
  /** The hyperbolic tangent, in (-1, 1). */
  TANH {
    @Override
    double of(double z) {
      return tanh(z);
    }

    @Override
    double slope(double z, double a) {
      return 1 - a * a;
    }

    @Override
    Node draw(Graph graph, Node z) {
      return graph.apply(Operation.TANH, z);
    }
  },
  /** {@code 1 / (1 + exp(-z))}, in (0, 1). */
  SIGMOID {
    @Override
    double of(double z) {
      return 1 / (1 + Exp.of(-z));
    }

    @Override
    double slope(double z, double a) {
      return a * (1 - a);
    }

    @Override
    Node draw(Graph graph, Node z) {
      Node minus = graph.apply(SUBTRACT, graph.row(0), z);
      Node whole = graph.apply(ADD, graph.row(1), graph.apply(EXP, minus));
      return graph.apply(DIVIDE, graph.row(1), whole);
    }
  },
  /**
   * {@code z Phi(z)} by its tanh approximation: D. Hendrycks, K. Gimpel, "Gaussian error linear
   * units", 2016, section 2; within 1e-3 of the exact one.
   */
  GELU {
    @Override
    double of(double z) {
      return 0.5 * z * (1 + tanh(inner(z)));
    }

    @Override
    double slope(double z, double a) {
      double t = tanh(inner(z));
      return 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * ROOT * (1 + 3 * CUBE * z * z);
    }

    @Override
    Node draw(Graph graph, Node z) {
      Node cube = graph.apply(MULTIPLY, z, graph.apply(MULTIPLY, z, z));
      Node sum = graph.apply(ADD, z, graph.apply(MULTIPLY, cube, graph.row(CUBE)));
      Node t = graph.apply(Operation.TANH, graph.apply(MULTIPLY, sum, graph.row(ROOT)));
      Node half = graph.apply(MULTIPLY, z, graph.row(0.5));
      return graph.apply(MULTIPLY, half, graph.apply(ADD, t, graph.row(1)));
    }
  },
  /** {@code z} itself: the layer is linear. */
  IDENTITY {
    @Override
    double of(double z) {
      return z;
    }

    @Override
    double slope(double z, double a) {
      return 1;
    }

    @Override
    Node draw(Graph graph, Node z) {
      return z;
    }
  };

  private static final double LEAK = 0.01;
  private static final double CUBE = 0.044715;
  private static final double ROOT = 0.7978845608028654; // sqrt(2 / pi)
  private static final double SMALL = 0.25;

  /** Returns the activation. */
  abstract double of(double z);

  /**
   * Returns the derivative by {@code z}.
   *
   * @param a {@code of(z)}
   */
  abstract double slope(double z, double a);

  /** Writes down what {@link #of} does. */
  abstract Node draw(Graph graph, Node z);

  /** Tells whether half of its inputs are cut off or nearly so, for which He's variance is. */
  boolean rectifies() {
    return this == RELU || this == LEAKY_RELU || this == GELU;
  }

  /** Returns the name by which the YAML knows it. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static double inner(double z) {
    return ROOT * (z + CUBE * z * z * z);
  }

  /** By the exponential function where that loses no digits, near 0 by the JDK's. */
  private static double tanh(double z) {
    if (Math.abs(z) < SMALL) {
      return StrictMath.tanh(z);
    }
    double e = Exp.of(-2 * Math.abs(z));
    return Math.copySign((1 - e) / (1 + e), z);
  }
}
