package io.gradstream.core.learn;

import io.gradstream.core.data.Row;
import io.gradstream.core.state.State;
import java.util.List;

/** By how much a record counts in learning: the weight that it carries times that of its class. */
final class ExampleWeights {

  private final boolean plain;
  private final int slot;
  private final ClassFactors factors;

  ExampleWeights(State state, LearnerRule rule) {
    ClassWeights weights = rule.training().classWeights();
    plain = weights.isNone();
    slot = rule.weight().map(field -> rule.layout().numbers().indexOf(field)).orElse(-1);
    factors =
        new ClassFactors(state, "class-weights.counts", rule, weights, ClassWeights::balanced);
  }

  /** Returns the slot of the field that holds a record's weight, negative if there is none. */
  int slot() {
    return slot;
  }

  /** Returns the weight of a record, whose class is counted. */
  double of(Row row, double label, List<String> classes) {
    double own = slot < 0 ? 1 : row.number(slot);
    double carried = Double.isNaN(own) ? 1 : own;
    return plain ? carried : carried * factors.of((int) label, classes);
  }
}
