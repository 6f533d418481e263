package io.gradstream.schema.row;

import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.schema.row.Step.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How records of one writer schema fill a row: steps compiled once, run for every record.
 *
 * <p>A field that is read twice, say as a number and as a category, is decoded twice: KEEP and BACK
 * around the first reading keep every other step to one purpose.
 *
 * <p>Steps that always follow one another are {@link FusedFields}, so that a plan without unions of
 * several types, defaults and fields read twice is run by a single call.
 */
final class DecodingPlan {

  private final Step[] steps;
  private final FieldReader[] fields; // by the step that they begin with
  private final int[] ends; // where their steps end
  private final byte[] defaults;
  private final BinaryInput defaultInput = new BinaryInput();
  private final boolean hasLabel;
  private final boolean setsAll;

  /**
   * Creates a plan.
   *
   * @param layout what the rows have
   * @param defaults encoded values of fields that the writer does not have
   * @param hasLabel whether the label is one of the writer's fields or has a default, if it is read
   */
  DecodingPlan(RowLayout layout, List<Step> steps, byte[] defaults, boolean hasLabel) {
    this.steps = steps.toArray(Step[]::new);
    this.defaults = defaults;
    this.hasLabel = hasLabel;
    setsAll = setsAll(layout, steps);
    fields = new FieldReader[steps.size()];
    ends = new int[steps.size()];
    fuse(targets(steps));
  }

  private static Set<Integer> targets(List<Step> steps) {
    return steps.stream()
        .filter(step -> step.op == Op.UNION || step.op == Op.JUMP)
        .flatMap(step -> step.targets().stream())
        .collect(Collectors.toSet());
  }

  private void fuse(Set<Integer> targets) {
    List<FieldReader> sequence = new ArrayList<>();
    for (int at = 0; at < steps.length; at++) {
      if (steps[at].op.isOfField()) {
        sequence.add(FieldReader.of(steps[at]));
        int end = at + 1;
        if (end == steps.length || targets.contains(end) || !steps[end].op.isOfField()) {
          fields[end - sequence.size()] = FusedFields.of(sequence);
          ends[end - sequence.size()] = end;
          sequence.clear();
        }
      }
    }
  }

  /** Tells whether every record sets every slot, so that the row need not be cleared before. */
  private static boolean setsAll(RowLayout layout, List<Step> steps) {
    Set<Integer> numbers = new HashSet<>();
    Set<Integer> categories = new HashSet<>();
    for (Step step : steps) {
      if (step.op.setsNumber()) {
        numbers.add(step.operand());
      } else if (step.op.setsCategory()) {
        categories.add(step.operand());
      }
    }
    return steps.stream().noneMatch(step -> step.op == Op.UNION)
        && numbers.size() == layout.numbers().size()
        && categories.size() == layout.categories().size()
        && layout.instants().isEmpty()
        && layout.bags().isEmpty();
  }

  /** Tells whether records of the writer schema can have a label. */
  boolean hasLabel() {
    return hasLabel;
  }

  /**
   * Reads one record; what follows it is ignored.
   *
   * @param row what is not in the record is missing in it
   * @throws BadRecordException if the record can never be used; the row then holds nothing of use
   */
  void run(BinaryInput record, Row row) throws BadRecordException {
    if (setsAll) {
      row.clearLabel(record.bytes());
    } else {
      row.clear(record.bytes());
    }
    BinaryInput in = record;
    int kept = 0;
    int next = 0;
    while (next < steps.length) {
      Step step = steps[next];
      if (step.op.isOfField()) {
        in.moveTo(fields[next].read(in, in.bytes(), row, in.position()));
        next = ends[next];
        continue;
      }
      next++;
      switch (step.op) {
        case UNION -> next = step.operands[in.readIndex(step.operands.length)];
        case JUMP -> next = step.operand();
        case KEEP -> kept = in.position();
        case BACK -> in.moveTo(kept);
        case DEFAULT -> {
          in = defaultInput;
          in.reset(defaults, step.operand());
        }
        default -> in = record; // RECORD
      }
    }
  }
}
