package io.gradstream.watch;

import io.gradstream.core.metric.Metric;
import io.gradstream.core.text.Figures;
import io.gradstream.report.MetricNames;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * How well a model does, in two sentences: by its first metric over its newest windows.
 *
 * @param text beside the better of the predictors that look at past labels alone
 * @param trend whether it gets better: how far ahead of that predictor it is in the newest windows,
 *     beside as many before them
 * @param verdict {@code better} or {@code worse} than that predictor, {@code even}, or {@code none}
 */
public record Headline(String text, String trend, String verdict) {

  /** Over how many windows at most. */
  static final int WINDOWS = 20;

  private static final int FEWEST = 3; // windows that tell a trend, twice
  private static final double CERTAIN = 2; // standard errors
  private static final double LEAST = 0.05; // of what is said with one decimal

  /** What there is before the first window. */
  static Headline none(String why) {
    return new Headline(why, "", "none");
  }

  /**
   * Writes it.
   *
   * @param windows the newest windows
   * @param metric by which the model is judged
   * @param baselines names of the predictors, by what their figures begin with
   */
  static Headline of(Bins windows, Metric metric, Map<String, String> baselines) {
    double[] model = windows.means(History.MODEL + metric.field());
    int count = Math.min(WINDOWS, model.length);
    int from = model.length - count;
    double value = mean(model, from, model.length);
    if (Double.isNaN(value)) {
      return none("%s is not defined in these windows".formatted(MetricNames.of(metric)));
    }
    String best = "";
    double[] rival = {};
    double toBeat = Double.NaN;
    for (Map.Entry<String, String> baseline : baselines.entrySet()) {
      double[] each = windows.means(baseline.getKey() + metric.field());
      double its = mean(each, from, model.length);
      if (Double.isNaN(toBeat) || metric.gain(its, toBeat) > 0) {
        toBeat = its;
        rival = each;
        best = baseline.getValue();
      }
    }
    String figure =
        "%s %s".formatted(MetricNames.of(metric), Figures.of(value, toBeat).text(value));
    String over = count == 1 ? "in its only window" : "over the last %d windows".formatted(count);
    return Double.isNaN(toBeat)
        ? new Headline("%s %s".formatted(figure, over), "", "none")
        : new Headline(
            "%s %s, %s".formatted(figure, over, beside(metric, value, toBeat, best)),
            trend(model, rival, metric),
            verdict(metric.gain(value, toBeat)));
  }

  private static String verdict(double gain) {
    return gain > 0 ? "better" : gain < 0 ? "worse" : "even";
  }

  /** Of a loss a share, of what is a share itself points of per cent. */
  private static String beside(Metric metric, double value, double toBeat, String baseline) {
    double gain = metric.gain(value, toBeat);
    String than = "than %s (%s)".formatted(baseline, Figures.of(value, toBeat).text(toBeat));
    if (gain == 0) {
      return "no better " + than;
    }
    String word = gain > 0 ? "better" : "worse";
    if (!isLoss(metric)) {
      return "%s points %s %s".formatted(points(100 * Math.abs(gain)), word, than);
    }
    return toBeat > 0
        ? "%s %% %s %s".formatted(points(100 * Math.abs(gain) / toBeat), word, than)
        : "%s %s".formatted(word, than);
  }

  private static String points(double value) {
    return value < 0.095
        ? "less than 0.1"
        : String.format(Locale.ROOT, value < 9.95 ? "%.1f" : "%.0f", value);
  }

  /**
   * Records may become harder to predict by the day, so what counts is how far the model is ahead
   * of the predictor beside it; and a change counts that is larger than twice the standard error of
   * the two means.
   */
  private static String trend(double[] model, double[] toBeat, Metric metric) {
    int count = Math.min(WINDOWS, model.length / 2);
    if (count < FEWEST) {
      return "Too few windows yet to say whether it gets better.";
    }
    int end = model.length;
    double[] lead = lead(model, toBeat, metric);
    double now = mean(lead, end - count, end);
    double before = mean(lead, end - 2 * count, end - count);
    double error =
        Math.sqrt(
            (variance(lead, end - count, end) + variance(lead, end - 2 * count, end - count))
                / count);
    if (Double.isNaN(now - before)) {
      return "";
    }
    String unit = isLoss(metric) ? "%" : "points";
    String figures =
        "%s %s ahead over the last %d windows, %s %s over the %d before"
            .formatted(signed(now), unit, count, signed(before), unit, count);
    return Math.abs(now - before) <= Math.max(LEAST, CERTAIN * error)
        ? "Steady: " + figures + ", no more than chance would do."
        : (now > before ? "Getting better: " : "Getting worse: ") + figures + ".";
  }

  /** In per cent of what is to be beaten, or in points of per cent, for each window. */
  private static double[] lead(double[] model, double[] toBeat, Metric metric) {
    double[] lead = new double[model.length];
    for (int i = 0; i < lead.length; i++) {
      double gain = 100 * metric.gain(model[i], toBeat[i]);
      lead[i] = isLoss(metric) ? toBeat[i] > 0 ? gain / toBeat[i] : Double.NaN : gain;
    }
    return lead;
  }

  private static boolean isLoss(Metric metric) {
    return metric.gain(0, 1) > 0;
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 9.95 ? "%.1f" : "%.0f", value);
  }

  private static double mean(double[] values, int from, int to) {
    return defined(values, from, to).average().orElse(Double.NaN);
  }

  private static double variance(double[] values, int from, int to) {
    double mean = mean(values, from, to);
    long count = defined(values, from, to).count();
    double squares = defined(values, from, to).map(x -> (x - mean) * (x - mean)).sum();
    return count < 2 ? 0 : squares / (count - 1);
  }

  private static DoubleStream defined(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).filter(value -> !Double.isNaN(value));
  }
}
