package io.gradstream.core.feature.number;

import static io.gradstream.core.graph.Operation.ABSOLUTE;
import static io.gradstream.core.graph.Operation.ADD;
import static io.gradstream.core.graph.Operation.AT_MOST;
import static io.gradstream.core.graph.Operation.CHOOSE;
import static io.gradstream.core.graph.Operation.DIVIDE;
import static io.gradstream.core.graph.Operation.LESS;
import static io.gradstream.core.graph.Operation.LOG;
import static io.gradstream.core.graph.Operation.MULTIPLY;
import static io.gradstream.core.graph.Operation.POWER;
import static io.gradstream.core.graph.Operation.SUBTRACT;

import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.text.RealRange;
import java.util.List;

/** Derivations of one number from each field. */
public sealed interface Elementwise extends Derivation {

  /** Returns the number that follows from a field's. */
  double of(double x);

  @Override
  default String source(int column) {
    return fields().get(column);
  }

  /** Returns sizes with the signs of other numbers. */
  private static Node signed(Graph graph, Node size, Node of) {
    Node negative = graph.apply(LESS, of, graph.row(0));
    return graph.apply(CHOOSE, negative, graph.apply(SUBTRACT, graph.row(0), size), size);
  }

  @Override
  default void derive(double[] in, double[] out) {
    for (int i = 0; i < in.length; i++) {
      out[i] = of(in[i]);
    }
  }

  /** {@code sign(x) ln(1 + |x|)}: the logarithm for large numbers, the number for small ones. */
  record Log1p(List<String> fields) implements Elementwise {

    /** Copies the list. */
    public Log1p {
      fields = List.copyOf(fields);
    }

    @Override
    public String kind() {
      return "log1p";
    }

    @Override
    public List<String> columns() {
      return fields.stream().map(field -> "log1p " + field).toList();
    }

    @Override
    public double of(double x) {
      return Math.copySign(StrictMath.log1p(Math.abs(x)), x);
    }

    /** {@inheritDoc} For ln(1 + x) by W. Kahan, {@code x ln(u) / (u - 1)} of {@code u = 1 + x}. */
    @Override
    public Node draw(Graph graph, Node in) {
      Node size = graph.apply(ABSOLUTE, in);
      Node u = graph.apply(ADD, size, graph.row(1));
      Node over = graph.apply(SUBTRACT, u, graph.row(1));
      Node ratio = graph.apply(DIVIDE, graph.apply(LOG, u), over);
      Node isOne = graph.apply(AT_MOST, u, graph.row(1));
      Node log = graph.apply(CHOOSE, isOne, size, graph.apply(MULTIPLY, size, ratio));
      return Elementwise.signed(graph, log, in);
    }
  }

  /**
   * {@code sign(x) |x|^exponent}.
   *
   * @param exponent finite and greater than 0; 0.5 is the root
   */
  record Power(List<String> fields, double exponent) implements Elementwise {

    /** What an exponent may be. */
    public static final RealRange EXPONENT = RealRange.above(0);

    /** Copies the list and checks the range. */
    public Power {
      fields = List.copyOf(fields);
      EXPONENT.check("exponent", exponent);
    }

    @Override
    public String kind() {
      return "power";
    }

    @Override
    public List<String> columns() {
      return fields.stream().map(field -> field + "^" + Derivation.text(exponent)).toList();
    }

    @Override
    public String settings() {
      return ", exponent " + exponent;
    }

    @Override
    public double of(double x) {
      return Math.copySign(StrictMath.pow(Math.abs(x), exponent), x);
    }

    @Override
    public Node draw(Graph graph, Node in) {
      Node power = graph.apply(POWER, graph.apply(ABSOLUTE, in), graph.row(exponent));
      return Elementwise.signed(graph, power, in);
    }
  }

  /**
   * The nearest number in {@code [min, max]}.
   *
   * @param min less than {@code max}; minus infinity for no bound
   * @param max infinite for no bound
   */
  record Clip(List<String> fields, double min, double max) implements Elementwise {

    /** Copies the list and checks the bounds. */
    public Clip {
      fields = List.copyOf(fields);
      if (!(min < max)) {
        throw new IllegalArgumentException(
            "min must be less than max, or every value would become one; min was %s, max %s"
                .formatted(Derivation.text(min), Derivation.text(max)));
      }
      if (Double.isInfinite(min) && Double.isInfinite(max)) {
        throw new IllegalArgumentException("must have min, max or both: nothing would be clipped");
      }
    }

    @Override
    public String kind() {
      return "clip";
    }

    @Override
    public List<String> columns() {
      return fields.stream().map(field -> "clip " + field).toList();
    }

    @Override
    public String settings() {
      return ", min " + min + ", max " + max;
    }

    @Override
    public double of(double x) {
      return Math.max(min, Math.min(max, x));
    }

    @Override
    public Node draw(Graph graph, Node in) {
      return graph.within(in, min, max);
    }
  }
}
