package io.gradstream.core.race;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.model.Parameters;
import io.gradstream.core.optim.Gathered;
import io.gradstream.core.optim.Lane;
import io.gradstream.core.optim.OnlineRule;
import io.gradstream.core.optim.Slope;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Linear members, whose parameters stand side by side in each row: one encoding and one pass over
 * its rows are for all of them.
 */
final class LinearMembers {

  private static final int TOGETHER = 4; // weighted sums in one pass

  private final Parameters parameters;
  private final OnlineRule[] rules;
  private final int[] slots; // of each member's weight
  private final int[] firstSums;
  private final DoubleArray sums;
  private final Lane[] lanes;
  private final int[] plain; // members whose outputs are weighted sums
  private final int[] plainSlots;
  private final double[] together;

  LinearMembers(State.Scope scope, List<Member> members, int rows, int outputs) {
    int size = members.size();
    rules = new OnlineRule[size];
    slots = new int[size];
    firstSums = new int[size];
    lanes = new Lane[size];
    int slot = 0;
    int sum = 0;
    for (int j = 0; j < size; j++) {
      rules[j] = Gathered.online(members.get(j).optimizer());
      lanes[j] = new Lane();
      slots[j] = slot;
      firstSums[j] = sum;
      slot += 1 + rules[j].moments();
      sum += rules[j].sums();
    }
    parameters =
        new Parameters(scope, "parameters", slot - 1, rows, outputs, Parameters.Start.ZEROS);
    sums = scope.doubles("race.sums", sum);
    plain = IntStream.range(0, size).filter(j -> rules[j].isPlain()).toArray();
    plainSlots = Arrays.stream(plain).map(j -> slots[j]).toArray();
    together = new double[plain.length];
  }

  Parameters parameters() {
    return parameters;
  }

  int size() {
    return rules.length;
  }

  /** Writes every member's outputs; changes nothing. */
  void outputs(FeatureVector x, double[][] z) {
    parameters.locate(x);
    int width = parameters.width();
    if (width == 1) {
      sums(x, z);
    }
    for (int j = 0; j < rules.length; j++) {
      for (int unit = 0; unit < width && !(width == 1 && rules[j].isPlain()); unit++) {
        parameters.show(slots[j], unit, lanes[j]);
        z[j][unit] = rules[j].output(lanes[j], x, sums.values(), firstSums[j]);
      }
    }
  }

  /** Counts the example whose outputs were asked for last, before any of them is stepped. */
  void count() {
    for (int j = 0; j < rules.length; j++) {
      if (rules[j].sums() > 0) {
        parameters.show(slots[j], 0, lanes[j]);
        rules[j].count(lanes[j], sums.values(), firstSums[j]);
      }
    }
    sums.touchAll();
  }

  /** Steps a member's parameters of one output. */
  void step(int j, int unit, FeatureVector x, Slope slope, long t, double factor) {
    parameters.show(slots[j], unit, lanes[j]);
    rules[j].step(lanes[j], x, slope, t, factor);
  }

  /** Lets a member begin anew. */
  void restart(int j) {
    parameters.clear(slots[j], slots[j] + 1 + rules[j].moments());
    for (int i = 0; i < rules[j].sums(); i++) {
      sums.set(firstSums[j] + i, 0);
    }
  }

  /** Returns a member's weight of an input row in an output. */
  double weight(int j, int row, int unit) {
    parameters.show(slots[j], unit, lanes[j]);
    return rules[j].weight(lanes[j], row, sums.values(), firstSums[j]);
  }

  private void sums(FeatureVector x, double[][] z) {
    for (int from = 0; from < plain.length; from += TOGETHER) {
      int to = Math.min(plain.length, from + TOGETHER);
      parameters.sums(x, plainSlots, from, to, together);
    }
    for (int i = 0; i < plain.length; i++) {
      z[plain[i]][0] = together[i];
    }
  }
}
