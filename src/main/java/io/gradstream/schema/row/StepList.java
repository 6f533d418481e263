package io.gradstream.schema.row;

import io.gradstream.schema.row.Step.Op;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** The steps of a plan while it is compiled, neighbours of a kind made one. */
final class StepList {

  private final List<Step> steps = new ArrayList<>();
  private final ByteArrayOutputStream defaults = new ByteArrayOutputStream();
  private int lastTarget;

  /** Returns the steps so far. */
  List<Step> steps() {
    return steps;
  }

  /** Returns the encoded default values, to which steps refer by position. */
  byte[] defaults() {
    return defaults.toByteArray();
  }

  /** Appends a step, or lengthens the last, unless a branch of a union arrives between the two. */
  void add(Step step) {
    int last = steps.size() - 1;
    Optional<Step> both = last >= lastTarget ? steps.get(last).with(step) : Optional.empty();
    both.ifPresentOrElse(run -> steps.set(last, run), () -> steps.add(step));
  }

  /** Appends steps that read a default value's bytes instead of the record's. */
  void addDefault(byte[] encoded, Runnable reading) {
    add(Step.of(Op.DEFAULT, defaults.size()));
    defaults.writeBytes(encoded);
    reading.run();
    add(Step.of(Op.RECORD));
  }

  /**
   * Appends a union of null and one other type. A value that one step reads stays one step; another
   * goes by the ways of any union.
   *
   * @param branch appends the steps of a branch; run twice in the latter case
   */
  void addNullable(int nullBranch, IntConsumer branch) {
    int begin = steps.size();
    int barrier = lastTarget;
    lastTarget = begin;
    branch.accept(1 - nullBranch);
    if (steps.size() == begin + 1 && steps.get(begin).canBeNull()) {
      lastTarget = barrier;
      add(steps.remove(begin).orNull(nullBranch));
    } else {
      steps.subList(begin, steps.size()).clear();
      addUnion(2, branch);
    }
  }

  /** Appends a union; {@code branch} appends the steps of one branch. */
  void addUnion(int count, IntConsumer branch) {
    int[] begins = new int[count];
    int[] end = new int[1];
    add(Step.of(Op.UNION, begins));
    for (int i = 0; i < count; i++) {
      begins[i] = target();
      branch.accept(i);
      add(Step.of(Op.JUMP, end));
    }
    end[0] = target();
  }

  private int target() {
    lastTarget = steps.size();
    return lastTarget;
  }
}
