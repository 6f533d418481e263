package io.gradstream.streams.output;

import io.gradstream.core.data.Task;
import io.gradstream.core.learn.Outcome;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a prediction says of several classes, by their names; nothing for other tasks. */
public final class PredictedClasses {

  /**
   * How many probabilities a prediction carries: those of the likeliest classes, the label's own
   * among them if it was known.
   */
  public static final int MOST = 20;

  /**
   * No more text is in a prediction: names of 64 bytes, of which each may be written as six in
   * JSON, and numbers.
   */
  static final int MOST_TEXT_BYTES = (MOST + 2) * (64 * 6 + 32);

  private static final double NONE = Double.NaN;

  private PredictedClasses() {}

  /** Returns how many bytes the names and probabilities of a task may take. */
  static int mostBytes(Task task) {
    return task == Task.MULTICLASS ? MOST_TEXT_BYTES : 0;
  }

  /** Returns the label of a task of one score, NaN if there is none or it is of several classes. */
  static double label(Outcome outcome) {
    return outcome.isOfClasses() ? NONE : outcome.label();
  }

  /** Returns the name of the likeliest class, if any was known. */
  static Optional<String> predicted(Outcome outcome) {
    int predicted = outcome.predictedClass();
    return predicted < 0 ? Optional.empty() : Optional.of(outcome.classes().get(predicted));
  }

  /** Returns the name of the label's class, if there is one. */
  static Optional<String> labelled(Outcome outcome) {
    return outcome.isOfClasses() && !Double.isNaN(outcome.label())
        ? Optional.of(outcome.classes().get((int) outcome.label()))
        : Optional.empty();
  }

  /** Returns the probabilities of the likeliest classes and the label's, the likeliest first. */
  static Map<String, Double> of(Outcome outcome) {
    if (!outcome.isOfClasses()) {
      return Map.of();
    }
    double[] all = outcome.probabilities();
    Map<String, Double> likeliest = new LinkedHashMap<>();
    int[] carried = likeliest(all);
    carry(outcome.label(), all.length, carried);
    for (int k : carried) {
      likeliest.putIfAbsent(outcome.classes().get(k), all[k]);
    }
    return likeliest;
  }

  /** The label's own class takes the last place, so that readers can judge every prediction. */
  private static void carry(double label, int known, int[] carried) {
    if (label < known && Arrays.stream(carried).noneMatch(k -> k == (int) label)) {
      carried[carried.length - 1] = (int) label;
    }
  }

  /** Returns the numbers of the likeliest classes, by insertion; of equal ones the first. */
  private static int[] likeliest(double[] all) {
    int[] order = new int[Math.min(MOST, all.length)];
    for (int k = 0; k < all.length; k++) {
      int at = Math.min(k, order.length);
      while (at > 0 && all[order[at - 1]] < all[k]) {
        if (at < order.length) {
          order[at] = order[at - 1];
        }
        at--;
      }
      if (at < order.length) {
        order[at] = k;
      }
    }
    return order;
  }
}
