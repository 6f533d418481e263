package io.gradstream.core.learn;

import io.gradstream.core.data.Refusal;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells why a record, or a label that comes by itself, cannot be taken; changes nothing. */
final class Refusals {

  private final LearnerRule rule;
  private final EncodedModel live;
  private final ClassNames classes;
  private final boolean several;
  private final boolean labelled; // records bring their labels
  private final int weightSlot; // of records

  /**
   * Creates the refusals of a learner.
   *
   * @param weightSlot of the number in a record that is its weight, negative if there is none
   */
  Refusals(LearnerRule rule, EncodedModel live, ClassNames classes, int weightSlot) {
    this.rule = rule;
    this.live = live;
    this.classes = classes;
    this.weightSlot = weightSlot;
    several = rule.task() == Task.MULTICLASS;
    labelled = rule.delay().isEmpty();
  }

  /** Returns why a record cannot be taken, null if it can. */
  @Nullable Refusal ofRecord(Row row) {
    Optional<String> category = live.problem(row);
    Refusal label = labelled ? ofLabel(row, weightSlot) : null;
    boolean badWeight = label != null && label.reason() == Refusal.Reason.BAD_WEIGHT;
    if (category.isPresent() && !badWeight) {
      return new Refusal(Refusal.Reason.BAD_CATEGORY, category.get());
    }
    return label;
  }

  /** Returns why the record of a label cannot be taken, null if it can. */
  @Nullable Refusal ofLabelRecord(Row row, int slotOfWeight) {
    if (row.hasLabel()) {
      return ofLabel(row, slotOfWeight);
    }
    return new Refusal(
        Refusal.Reason.BAD_LABEL,
        "label %s is missing; a record of a label must have one".formatted(rule.label().field()));
  }

  /** Returns why a label, or the weight beside it, cannot be taken, null if it can. */
  private @Nullable Refusal ofLabel(Row row, int slotOfWeight) {
    if (slotOfWeight >= 0 && row.number(slotOfWeight) < 0) {
      return new Refusal(
          Refusal.Reason.BAD_WEIGHT,
          "weight %s is %s; it must be 0 or more"
              .formatted(rule.weight().orElseThrow(), row.number(slotOfWeight)));
    }
    Optional<String> label = several ? classes.problem(row) : problemOfNumber(row);
    return label.isPresent() ? new Refusal(Refusal.Reason.BAD_LABEL, label.get()) : null;
  }

  private Optional<String> problemOfNumber(Row row) {
    if (!row.hasLabel()) {
      return Optional.empty();
    }
    double label = row.label();
    boolean learnable = rule.loss().accepts(label);
    if (learnable && rule.labels().transform().accepts(label)) {
      return Optional.empty();
    }
    return Optional.of(
        "label %s is %s, %s"
            .formatted(
                rule.label().field(),
                label,
                learnable
                    ? "of which there is no log1p: it must be above -1"
                    : "which the %s loss cannot learn".formatted(rule.loss().name())));
  }
}
