package io.gradstream.core.learn;

import io.gradstream.core.data.Task;
import io.gradstream.core.state.LongArray;
import io.gradstream.core.state.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link ClassWeights} at work: counts the labels where factors follow them. */
final class ClassFactors {

  /** What a class counts, given the counts of all so far, its own included. */
  interface Balance {
    double of(long[] counts, int size, int ofClass);
  }

  private final ClassWeights rule;
  private final Balance balance;
  private final boolean several;
  private final double[] ofBinary;
  private final Map<String, Double> byName = new HashMap<>(); // as the classes are called here
  private final LongArray counts;

  /**
   * Declares the state.
   *
   * @param name of the array of counts
   * @param balance makes factors of the counts, where the rule says that they are balanced
   */
  ClassFactors(State state, String name, LearnerRule learner, ClassWeights rule, Balance balance) {
    this.rule = rule;
    this.balance = balance;
    several = learner.task() == Task.MULTICLASS;
    ofBinary = rule.ofBinary(learner.label());
    rule.byName().forEach((each, factor) -> byName.put(ClassNames.nameOf(each), factor));
    counts = state.longs(name, 0);
  }

  /** Returns the factor of a label's class, which is counted first. */
  double of(int label, List<String> classes) {
    if (rule.balanced()) {
      counts.grow(label + 1);
      counts.set(label, counts.get(label) + 1);
      return balance.of(counts.values(), counts.size(), label);
    }
    return several ? byName.getOrDefault(classes.get(label), 1.0) : ofBinary[label];
  }
}
