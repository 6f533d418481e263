package io.gradstream.core.learn;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.feature.BelievedNumbers;
import io.gradstream.core.feature.Outliers;
import io.gradstream.core.state.State;
import java.util.List;

/** By how much a record counts in learning: the weight that it carries times that of its class. */
final class ExampleWeights {

  private final boolean plain;
  private final int slot;
  private final ClassFactors factors;
  private final BelievedNumbers believed;

  ExampleWeights(State state, LearnerRule rule, Outliers outliers) {
    // declared whether there are weights or not: the key may be taken out of a pipeline
    believed =
        new BelievedNumbers(
            state.scope("weights"), "own", outliers, List.of(rule.weight().orElse("weight")));
    ClassWeights weights = rule.training().classWeights();
    plain = weights.isNone();
    slot = rule.delay().isPresent() ? -1 : slot(rule, rule.layout());
    factors =
        new ClassFactors(state, "class-weights.counts", rule, weights, ClassWeights::balanced);
  }

  /** Returns the slot of the number that is the weight in a row, negative if there is none. */
  static int slot(LearnerRule rule, RowLayout layout) {
    return rule.weight().map(field -> layout.numbers().indexOf(field)).orElse(-1);
  }

  /** Returns the slot of the field that holds a record's weight, negative if there is none. */
  int slot() {
    return slot;
  }

  /** Returns the weight that a record has of its own, NaN if it has none. */
  double own(Row row) {
    return slot < 0 ? Double.NaN : row.number(slot);
  }

  /** Returns the weight of a record, whose class and own weight are counted. */
  double of(double own, double label, List<String> classes) {
    double carried = Double.isNaN(own) ? 1 : believed.takeAtMost(0, own);
    return plain ? carried : carried * factors.of((int) label, classes);
  }
}
