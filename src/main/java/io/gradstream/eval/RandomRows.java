package io.gradstream.eval;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.math.Randomness;

/** Made-up records of any layout: normal numbers, a few categories, labels of the task. */
final class RandomRows {

  private static final int CATEGORIES = 3;
  private static final int LABEL = -1;

  private final Randomness randomness;

  RandomRows(long seed) {
    randomness = new Randomness(seed).split("random-rows");
  }

  /** Fills {@code row} with record number {@code i}. */
  void fill(Row row, int i) {
    row.clear();
    int slots = row.layout().numbers().size();
    for (int slot = 0; slot < slots; slot++) {
      row.setNumber(slot, randomness.gaussian(i, slot));
    }
    for (int slot = 0; slot < row.layout().categories().size(); slot++) {
      row.setCategory(slot, (long) randomness.below(CATEGORIES, i, (long) slots + slot));
    }
    row.setLabel(label(row.layout().label(), i));
  }

  private double label(LabelRule rule, int i) {
    return switch (rule.task()) {
      case BINARY -> randomness.below(2, i, LABEL);
      case MULTICLASS -> randomness.below(CATEGORIES, i, LABEL);
      case REGRESSION -> randomness.gaussian(i, LABEL);
    };
  }
}
