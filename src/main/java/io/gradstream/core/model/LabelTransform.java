package io.gradstream.core.model;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.graph.Operation;

/** What a label that is a number is put through before it is learned, and its way back. */
public enum LabelTransform {

  /** The label itself. */
  NONE {
    @Override
    public boolean accepts(double label) {
      return true;
    }

    @Override
    double forward(double label) {
      return label;
    }

    @Override
    double inverse(double transformed) {
      return transformed;
    }

    @Override
    Node draw(Graph graph, Node transformed) {
      return transformed;
    }
  },

  /**
   * {@code log(1 + y)}, for labels of which the small ones are many and the large ones very large:
   * a model then errs by parts of the label and no more by its units. What goes out is the inverse
   * of what is predicted of the logarithm: with the squared loss nearer to the median than to the
   * mean of such labels.
   */
  LOG1P {
    @Override
    public boolean accepts(double label) {
      return label > -1;
    }

    @Override
    double forward(double label) {
      return StrictMath.log1p(label);
    }

    @Override
    double inverse(double transformed) {
      return Math.min(Double.MAX_VALUE, StrictMath.expm1(transformed));
    }

    @Override
    Node draw(Graph graph, Node transformed) {
      Node exp = graph.apply(Operation.EXP, transformed);
      Node less = graph.apply(Operation.SUBTRACT, exp, graph.row(1));
      return graph.within(less, Double.NEGATIVE_INFINITY, Double.MAX_VALUE);
    }
  };

  /** Returns whether a finite label can be transformed. */
  public abstract boolean accepts(double label);

  abstract double forward(double label);

  abstract double inverse(double transformed);

  /** Writes down what {@link #inverse} does. */
  abstract Node draw(Graph graph, Node transformed);
}
