package io.gradstream.eval;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.math.Randomness;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Made-up records of any layout: normal numbers, a few categories, alone or two of them at once,
 * times of one year, labels of the task.
 */
final class RandomRows {

  private static final int CATEGORIES = 3;
  private static final int LABEL = -1;
  private static final long INSTANT = -1_000;
  private static final long BAG = -1_000_000;
  private static final double YEAR = 365.25 * 86_400_000;
  private static final List<String> CLASSES = List.of("a", "b", "c");

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
    for (int slot = 0; slot < row.layout().instants().size(); slot++) {
      row.setInstant(slot, (long) (YEAR * randomness.uniform(INSTANT - slot, i)));
    }
    for (int slot = 0; slot < row.layout().bags().size(); slot++) {
      for (int item = 0; item < 2; item++) {
        byte[] text = {(byte) ('a' + randomness.below(CATEGORIES, BAG - slot, 2L * i + item))};
        row.bag(slot).add(text, 0, text.length);
      }
    }
    row.setTime(i);
    label(row, i);
  }

  private void label(Row row, int i) {
    LabelRule rule = row.layout().label();
    switch (rule.task()) {
      case BINARY -> row.setLabel(randomness.below(2, i, LABEL));
      case REGRESSION -> row.setLabel(randomness.gaussian(i, LABEL));
      case MULTICLASS -> {
        List<String> classes = rule.classes().isEmpty() ? CLASSES : rule.classes();
        byte[] text =
            classes
                .get(randomness.below(classes.size(), i, LABEL))
                .getBytes(StandardCharsets.UTF_8);
        row.setLabelText(text, 0, text.length);
      }
    }
  }
}
