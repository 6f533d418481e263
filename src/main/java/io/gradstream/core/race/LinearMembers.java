package io.gradstream.core.race;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.graph.Node;
import io.gradstream.core.optim.FusedRules;
import io.gradstream.core.optim.Gathered;
import io.gradstream.core.optim.Lane;
import io.gradstream.core.optim.OnlineRule;
import io.gradstream.core.optim.Slope;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Linear members, whose parameters stand side by side in each row: one encoding and one pass over
 * its rows are for all of them.
 */
final class LinearMembers {

  private static final int COIN = 2; // its number among those that are fused
  private static final int TOGETHER = 4; // weighted sums in one pass

  private final MemberRows parameters;
  private final OnlineRule[] rules;
  private final int[] slots; // of each member's weight
  private final int[] firstSums;
  private final DoubleArray sums;
  private final Lane[] lanes;
  private final Optional<FusedRules> fused;
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
    parameters = new MemberRows(scope, slot, rows, outputs);
    sums = scope.doubles("race.sums", sum);
    fused = FusedRules.of(List.of(rules));
    plain = IntStream.range(0, size).filter(j -> rules[j].isPlain()).toArray();
    plainSlots = Arrays.stream(plain).map(j -> slots[j]).toArray();
    together = new double[plain.length];
  }

  MemberRows parameters() {
    return parameters;
  }

  int size() {
    return rules.length;
  }

  /** Tells whether the outputs of all are weighted sums. */
  boolean isPlain() {
    return plain.length == rules.length;
  }

  /** Writes every member's outputs; changes nothing. */
  void outputs(FeatureVector x, double[][] z) {
    parameters.locate(x);
    if (isFused()) {
      parameters.show(0, 0, lanes[0]);
      fused.orElseThrow().outputs(lanes[0], x, sums.values(), z);
      lanes[COIN].copyNote(lanes[0]);
      return;
    }
    for (int output = 0; output < parameters.outputs(); output++) {
      sums(x, output, z);
      for (int j = 0; j < rules.length; j++) {
        if (!rules[j].isPlain()) {
          parameters.show(slots[j], output, lanes[j]);
          z[j][output] = rules[j].output(lanes[j], x, sums.values(), firstSums[j]);
        }
      }
    }
  }

  /**
   * Adds the derivatives of a member's output by the values of the example located last.
   *
   * @param factor what they are multiplied by
   */
  void slopes(int j, int output, FeatureVector x, double factor, double[] slopes) {
    parameters.show(slots[j], output, lanes[j]);
    rules[j].slopes(lanes[j], x, sums.values(), firstSums[j], factor, slopes);
  }

  /** Writes down what {@link #outputs} does for a member. */
  Node draw(int j, Graph graph, Columns x) {
    OnlineRule.Cells cells =
        (row, output, slot) -> {
          int at = parameters.cell(row, slots[j] + slot, output);
          return at < 0 ? 0 : parameters.value(at);
        };
    int outputs = parameters.outputs();
    return rules[j].draw(graph, x, outputs, cells, sums.values(), firstSums[j]);
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

  /** Tells whether all members can be stepped at once now. */
  boolean isFused() {
    return fused.isPresent() && parameters.outputs() == 1;
  }

  /** Steps all members, if they {@linkplain #isFused can be}. */
  void step(FeatureVector x, Slope[] slopes, double factor) {
    parameters.show(0, 0, lanes[0]);
    fused.orElseThrow().step(lanes[0], x, slopes, factor);
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
  double weight(int j, int row, int output) {
    int at = parameters.cell(row, slots[j], output);
    if (at < 0) {
      return 0;
    }
    parameters.show(slots[j], output, lanes[j]);
    return rules[j].weight(lanes[j].cells[at], sums.values(), firstSums[j]);
  }

  private void sums(FeatureVector x, int output, double[][] z) {
    for (int from = 0; from < plain.length; from += TOGETHER) {
      int to = Math.min(plain.length, from + TOGETHER);
      parameters.sums(x, output, plainSlots, from, to, together);
    }
    for (int i = 0; i < plain.length; i++) {
      z[plain[i]][output] = together[i];
    }
  }
}
