package io.gradstream.core.race;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.model.GradientModel;
import io.gradstream.core.model.ModelShape;
import io.gradstream.core.optim.GradientOptimizer;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The members of a race, each for itself: linear ones are scored and stepped together, networks one
 * by one.
 *
 * <p>A member whose output or gradient is not finite is lost: it scores as if it said nothing, and
 * begins anew at the next step.
 */
final class Members {

  private final LinearMembers linear;
  private final List<Network> networks = new ArrayList<>();
  private final int[] places; // by member: of its lane, or below 0 of its network
  private final int size;
  private final ExampleSlope[] slopes; // by member
  private final ExampleSlope[] slopesOfLanes; // the same of linear members, by lane
  private final boolean[] lost;
  private double[][] z;
  private double[][] zOfLanes; // the outputs of linear members, by lane
  private double[][] p;

  /** Creates members on arrays of {@code scope}. */
  Members(State.Scope scope, List<Member> members, Loss loss, ModelShape shape) {
    size = members.size();
    places = new int[size];
    List<Member> lanes = new ArrayList<>();
    for (int j = 0; j < size; j++) {
      Member member = members.get(j);
      if (member.model().isPresent()) {
        networks.add(network(scope.scope("member." + j), member, shape));
        places[j] = -networks.size();
      } else {
        places[j] = lanes.size();
        lanes.add(member);
      }
    }
    linear = new LinearMembers(scope, lanes, shape.rows(), shape.outputs());
    slopes = new ExampleSlope[size];
    Arrays.setAll(slopes, j -> new ExampleSlope(loss));
    slopesOfLanes = ofLanes(slopes, new ExampleSlope[lanes.size()]);
    lost = new boolean[size];
    z = new double[size][shape.outputs()];
    p = new double[size][shape.outputs()];
    zOfLanes = ofLanes(z, new double[lanes.size()][]);
  }

  private static Network network(State.Scope scope, Member member, ModelShape shape) {
    ModelShape own = shape.withMoments(member.optimizer().moments());
    GradientModel model = member.model().orElseThrow().create(scope, own);
    return new Network(model, (GradientOptimizer) member.optimizer());
  }

  /** Networks may stand anywhere among the members. */
  private <T> T[] ofLanes(T[] ofMembers, T[] lanes) {
    for (int j = 0; j < size; j++) {
      if (places[j] >= 0) {
        lanes[places[j]] = ofMembers[j];
      }
    }
    return lanes;
  }

  private boolean isLinear(int j) {
    return places[j] >= 0;
  }

  private Network network(int j) {
    return networks.get(-1 - places[j]);
  }

  /** Returns the number of outputs of each member. */
  int outputs() {
    return linear.parameters().outputs();
  }

  /** Returns the outputs of each member for the example scored last. */
  double[][] z() {
    return z;
  }

  /** Returns the scores that the loss made of these outputs. */
  double[][] p() {
    return p;
  }

  /** Tells whether a member was not finite at the example scored, or learned, last. */
  boolean isLost(int j) {
    return lost[j];
  }

  /** Tells whether the outputs of all are weighted sums. */
  boolean isPlain() {
    return linear.isPlain();
  }

  /** Lets each score an example; changes nothing that lasts. */
  void score(FeatureVector x, Loss by) {
    linear.outputs(x, zOfLanes);
    for (int j = 0; j < size; j++) {
      if (places[j] < 0) {
        network(j).model().outputs(x, z[j]);
      }
      lost[j] = !finite(z[j]);
      if (lost[j]) {
        Arrays.fill(z[j], 0);
      }
      by.score(z[j], p[j]);
    }
  }

  private static boolean finite(double[] values) {
    boolean finite = true;
    for (double value : values) {
      finite &= Math.abs(value) < Mixer.LARGEST; // not NaN either
    }
    return finite;
  }

  /** Writes down the outputs of a member. */
  Node draw(int j, Graph graph, Columns x) {
    return isLinear(j) ? linear.draw(places[j], graph, x) : network(j).model().draw(graph, x);
  }

  /**
   * Adds the derivatives of a member's outputs by the values of the example scored last.
   *
   * @param dz what those of each output are multiplied by
   */
  void addSlopes(int j, FeatureVector x, double[] dz, double[] slopes) {
    if (!isLinear(j)) {
      network(j).model().slopes(x, dz, slopes);
      return;
    }
    for (int k = 0; k < dz.length; k++) {
      linear.slopes(places[j], k, x, dz[k], slopes);
    }
  }

  /**
   * Prepares the step of linear members on the example scored last.
   *
   * @return whether any of them has a finite gradient; the others are lost
   */
  boolean setSlopes(double label, double weight, Loss by) {
    double squares = linear.parameters().squares();
    boolean any = false;
    for (int j = 0; j < size; j++) {
      if (places[j] >= 0) {
        slopes[j].set(by, z[j], p[j], label, weight);
        boolean finite = slopes[j].isFinite(squares);
        lost[j] |= !finite;
        any |= finite;
      }
    }
    return any;
  }

  /**
   * Steps every member on the example scored last; those that are lost begin anew.
   *
   * @return whether all were stepped
   */
  boolean step(FeatureVector x, double label, double weight, Loss by, long t, double factor) {
    linear.count();
    boolean together = linear.isFused() && !anyLost();
    for (int j = 0; j < size; j++) {
      if (!lost[j] && places[j] < 0) {
        lost[j] = !network(j).step(x, z[j], p[j], label, weight, by, t, factor);
      }
      if (lost[j]) {
        restart(j);
      } else if (places[j] >= 0 && !together) {
        step(j, x, t, factor);
      }
    }
    if (together) {
      linear.step(x, slopesOfLanes, factor);
    }
    linear.parameters().touch(x);
    return !anyLost();
  }

  private void step(int j, FeatureVector x, long t, double factor) {
    for (int output = 0; output < z[j].length; output++) {
      slopes[j].setOutput(output);
      linear.step(places[j], output, x, slopes[j], t, factor);
    }
  }

  private boolean anyLost() {
    boolean any = false;
    for (boolean each : lost) {
      any |= each;
    }
    return any;
  }

  private void restart(int j) {
    if (isLinear(j)) {
      linear.restart(places[j]);
    } else {
      network(j).restart();
    }
  }

  /** Returns a member's weight of an input row in an output, 0 if it is a network. */
  double weight(int j, int row, int output) {
    return isLinear(j) ? linear.weight(places[j], row, output) : 0;
  }

  /** Makes room for {@code rows} input rows. */
  void grow(int rows) {
    linear.parameters().grow(rows);
    networks.forEach(each -> each.model().grow(rows));
  }

  /** Lets all forget what they learned of an input row. */
  void forget(int row) {
    linear.parameters().forget(row);
    networks.forEach(each -> each.model().forget(row));
  }

  /** Makes room for {@code outputs} outputs. */
  void widen(int outputs) {
    linear.parameters().widen(outputs);
    networks.forEach(each -> each.model().widen(outputs));
    resize();
  }

  /** Recomputes what is derived from the state, after it was loaded. */
  void refresh() {
    linear.parameters().refresh();
    networks.forEach(each -> each.model().refresh());
    resize();
  }

  private void resize() {
    if (z[0].length != outputs()) {
      z = new double[size][outputs()];
      zOfLanes = ofLanes(z, new double[zOfLanes.length][]);
      p = new double[size][outputs()];
    }
  }

  /** Returns the number of parameters of all. */
  int parameterCount() {
    int count = linear.size() * linear.parameters().rows() * outputs();
    for (Network network : networks) {
      count += network.model().parameterCount();
    }
    return count;
  }
}
