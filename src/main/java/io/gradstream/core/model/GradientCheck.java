package io.gradstream.core.model;

import io.gradstream.core.data.Examples;
import io.gradstream.core.loss.Loss;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a model's gradients with central differences of its loss, {@code (J(w + h) - J(w - h)) /
 * 2h}, parameter by parameter.
 *
 * <p>The error is {@code |analytic - numeric|} relative to the larger of the two. Where both are
 * near 0 a ratio would measure rounding only; the error is then relative to a thousandth of the
 * group's largest gradient, or to 1e-5 of the loss if that is more. No single h suits every
 * parameter: a large one leaves the curvature in (or steps over the kink of a relu), a small one
 * rounding. Of a few h the one that agrees best counts; a wrong gradient agrees with none.
 */
public final class GradientCheck {

  private static final double[] STEPS = {1e-4, 1e-5, 1e-3, 1e-6, 1e-7};
  private static final double GOOD_ENOUGH = 1e-8; // no smaller h is tried
  private static final double SHARE_OF_LARGEST = 1e-3;
  private static final double SHARE_OF_LOSS = 1e-5;

  private final GradientModel model;
  private final Loss loss;
  private final Examples batch;
  private final long step;

  /**
   * What came of a group.
   *
   * @param group name of the group
   * @param parameters how many were compared: all of them
   * @param worst largest relative error; infinite if a gradient is not finite
   * @param row row of the parameter with that error
   * @param unit its unit
   * @param analytic its gradient by back-propagation
   * @param numeric its gradient by differences
   */
  public record Result(
      String group,
      int parameters,
      double worst,
      int row,
      int unit,
      double analytic,
      double numeric) {}

  private GradientCheck(GradientModel model, Loss loss, Examples batch, long step) {
    this.model = model;
    this.loss = loss;
    this.batch = batch;
    this.step = step;
  }

  /**
   * Compares all parameters of a model, which are as they were afterwards.
   *
   * @param batch examples whose rows the model has room for
   * @param step number of the step, on which the units that dropout drops depend
   * @return the groups from input to output
   */
  public static List<Result> run(GradientModel model, Loss loss, Examples batch, long step) {
    return new GradientCheck(model, loss, batch, step).run();
  }

  private List<Result> run() {
    boolean finite = model.gradients(batch, loss, step);
    List<double[]> analytic = new ArrayList<>();
    for (ParameterGroup group : model.groups()) {
      analytic.add(dense(group));
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < analytic.size(); i++) {
      Result result = compare(model.groups().get(i), analytic.get(i));
      results.add(finite ? result : notFinite(result));
    }
    return results;
  }

  private Result compare(ParameterGroup group, double[] analytic) {
    int width = group.parameters().width();
    double floor = floor(analytic);
    Result worst = new Result(group.name(), analytic.length, 0, 0, 0, 0, 0);
    for (int i = 0; i < analytic.length; i++) {
      Result result = compare(group, i / width, i % width, analytic, floor);
      if (result.worst() > worst.worst()) {
        worst = result;
      }
    }
    return worst;
  }

  private Result compare(ParameterGroup group, int row, int unit, double[] all, double floor) {
    double analytic = all[row * group.parameters().width() + unit];
    double best = Double.POSITIVE_INFINITY;
    double numeric = Double.NaN;
    for (double h : STEPS) {
      double difference = difference(group.parameters(), row, unit, h);
      double larger = Math.max(Math.abs(analytic), Math.abs(difference));
      double error = Math.abs(analytic - difference) / Math.max(larger, floor);
      if (error < best) {
        best = error;
        numeric = difference;
      }
      if (best < GOOD_ENOUGH) {
        break;
      }
    }
    return new Result(group.name(), all.length, best, row, unit, analytic, numeric);
  }

  private double difference(Parameters parameters, int row, int unit, double relative) {
    double w = parameters.weight(row, unit);
    double h = relative * Math.max(1, Math.abs(w));
    double above = w + h;
    double below = w - h;
    parameters.setWeight(row, unit, above);
    double upper = model.loss(batch, loss, step);
    parameters.setWeight(row, unit, below);
    double lower = model.loss(batch, loss, step);
    parameters.setWeight(row, unit, w);
    return (upper - lower) / (above - below);
  }

  private double floor(double[] analytic) {
    double largest = 0;
    for (double each : analytic) {
      largest = Math.max(largest, Math.abs(each));
    }
    double ofLoss = SHARE_OF_LOSS * Math.max(1, Math.abs(model.loss(batch, loss, step)));
    return Math.max(SHARE_OF_LARGEST * largest, ofLoss);
  }

  /** Returns the gradient of every parameter, 0 for rows that the batch did not touch. */
  private static double[] dense(ParameterGroup group) {
    Gradient gradient = group.gradient();
    int width = gradient.width();
    double[] dense = new double[group.parameters().rows() * width];
    for (int i = 0; i < gradient.size(); i++) {
      System.arraycopy(gradient.values(), i * width, dense, gradient.row(i) * width, width);
    }
    return dense;
  }

  private static Result notFinite(Result result) {
    return new Result(
        result.group(),
        result.parameters(),
        Double.POSITIVE_INFINITY,
        result.row(),
        result.unit(),
        result.analytic(),
        result.numeric());
  }
}
