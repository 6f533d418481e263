package io.gradstream.core.learn;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.List;

/** By how much a record counts in learning: the weight that it carries times that of its class. */
final class ExampleWeights {

  private final ClassWeights rule;
  private final int slot;
  private final boolean several;
  private final double[] ofBinary;
  private final LongArray counts;

  ExampleWeights(State state, LearnerRule rule) {
    this.rule = rule.training().classWeights();
    slot = rule.weight().map(field -> rule.layout().numbers().indexOf(field)).orElse(-1);
    several = rule.task() == Task.MULTICLASS;
    ofBinary = this.rule.ofBinary(rule.label());
    counts = state.longs("class-weights.counts", 0);
  }

  /** Returns the slot of the field that holds a record's weight, negative if there is none. */
  int slot() {
    return slot;
  }

  /** Returns the weight of a record, whose class is counted. */
  double of(Row row, double label, List<String> classes) {
    double own = slot < 0 ? 1 : row.number(slot);
    double carried = Double.isNaN(own) ? 1 : own;
    return rule.isNone() ? carried : carried * ofClass((int) label, classes);
  }

  private double ofClass(int label, List<String> classes) {
    if (rule.balanced()) {
      counts.grow(label + 1);
      counts.set(label, counts.get(label) + 1);
      return ClassWeights.balanced(counts.values(), counts.size(), label);
    }
    return several ? rule.of(classes.get(label)) : ofBinary[label];
  }
}
