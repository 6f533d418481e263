package io.gradstream.core.optim;

/** A rule by which weights learn; immutable, its moments are slots of the parameters. */
public interface Optimizer {

  /** Returns the name by which the YAML knows the rule. */
  String name();

  /** Returns every setting on which the meaning of stored state depends, in a line. */
  default String description() {
    return name();
  }

  /** Returns the step size, greater than 0; NaN for a rule that has none. */
  double learningRate();

  /** Returns how many moments the rule keeps beside each weight. */
  int moments();
}
