package io.gradstream.core.learn;

import io.gradstream.core.math.ExponentialAverage;
import io.gradstream.core.model.GradientModel;
import io.gradstream.core.model.Model;
import io.gradstream.core.model.ParameterGroup;
import io.gradstream.core.model.Parameters;
import io.gradstream.core.state.DoubleArray;
import io.gradstream.core.state.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches the gradients of each layer over a window: do they vanish on their way to the input, do
 * they explode, do units die?
 *
 * <p>With small batches only one step in some is looked at, by its number, so that watching costs
 * next to nothing. All of it is state, like the window it belongs to.
 */
final class Diagnostics {

  /** Examples between two steps that are looked at. */
  private static final int EXAMPLES = 16;

  private static final ExponentialAverage USUAL = new ExponentialAverage(0.9);
  private static final int GRADIENTS = 0;
  private static final int STEPS = 1;
  private static final int RATIOS = 2;
  private static final int RATIO_COUNT = 3;
  private static final int WINDOW = 4; // sums up to here are of the window
  private static final int AVERAGE = 4;
  private static final int WINDOWS = 5;
  private static final int STRIDE = 6;

  private final @Nullable GradientModel model; // none where no gradients are made
  private final List<ParameterGroup> groups;
  private final DoubleArray sums;
  private final long mask; // of the bits of a step's number that are 0 where it is looked at

  /**
   * Declares the state.
   *
   * @param model whose groups are watched
   * @param batchSize examples per step
   */
  Diagnostics(State state, Model model, int batchSize) {
    this.model = model instanceof GradientModel gradients ? gradients : null;
    groups = this.model == null ? List.of() : this.model.groups();
    mask = Integer.highestOneBit(Math.max(1, EXAMPLES / batchSize)) - 1;
    sums = state.doubles("diagnostics", STRIDE * groups.size());
  }

  /** Tells whether a step is to be looked at. */
  boolean watches(long step) {
    return (step & mask) == 0;
  }

  /** Adds the gradients of a step, before they are clipped. */
  void gradients() {
    for (int i = 0; i < groups.size(); i++) {
      addGradient(i, Math.sqrt(groups.get(i).gradient().squares()));
    }
  }

  /** Adds the changes of a step, gathered and stepped but not yet written back. */
  void updates() {
    for (int i = 0; i < groups.size(); i++) {
      addRatio(i, groups.get(i).updateRatio());
    }
  }

  /** Adds a step of a model of one group. */
  void step(double gradient, double updateRatio) {
    addGradient(0, gradient);
    addRatio(0, updateRatio);
  }

  private void addGradient(int group, double norm) {
    add(group, GRADIENTS, norm);
    add(group, STEPS, 1);
  }

  private void addRatio(int group, double ratio) {
    if (Double.isFinite(ratio)) {
      add(group, RATIOS, ratio);
      add(group, RATIO_COUNT, 1);
    }
  }

  /** Returns how each layer fared in the window. */
  List<LayerReport> reports() {
    List<LayerReport> reports = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      Parameters parameters = groups.get(i).parameters();
      reports.add(
          new LayerReport(
              groups.get(i).name(),
              sum(i, GRADIENTS) / sum(i, STEPS),
              Math.sqrt(parameters.squares()),
              sum(i, RATIOS) / sum(i, RATIO_COUNT),
              model == null ? Double.NaN : model.deadUnits(i)));
    }
    return reports;
  }

  /** Returns the mean gradient norm of a layer over the windows before this one, NaN at first. */
  double usualGradient(int layer) {
    return USUAL.corrected(sum(layer, AVERAGE), (long) sum(layer, WINDOWS));
  }

  /** Averages this window into the usual gradients and begins another. */
  void next() {
    if (model != null) {
      model.beginWindow();
    }
    for (int i = 0; i < groups.size(); i++) {
      double mean = sum(i, GRADIENTS) / sum(i, STEPS);
      if (Double.isFinite(mean)) {
        sums.set(i * STRIDE + AVERAGE, USUAL.add(sum(i, AVERAGE), mean));
        add(i, WINDOWS, 1);
      }
      for (int slot = 0; slot < WINDOW; slot++) {
        sums.set(i * STRIDE + slot, 0);
      }
    }
  }

  private double sum(int layer, int slot) {
    return sums.get(layer * STRIDE + slot);
  }

  private void add(int layer, int slot, double value) {
    sums.set(layer * STRIDE + slot, sum(layer, slot) + value);
  }
}
