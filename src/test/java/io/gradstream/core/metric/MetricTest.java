package io.gradstream.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Task;
import org.junit.jupiter.api.Test;

class MetricTest {

  private static final double[] LABELS = {1, 0, 1, 0};

  @Test
  void logLossIsTheMeanOfMinusTheLogarithmOfTheTrueClass() {
    double[] scores = {.8, .4, .5, .1};

    double expected = -(Math.log(.8) + Math.log(.6) + Math.log(.5) + Math.log(.9)) / 4;
    assertThat(of(Metric.LOG_LOSS, scores)).isCloseTo(expected, within(1e-15));
  }

  @Test
  void logLossOfACertainMistakeIsLargeButFinite() {
    double worst = -StrictMath.log(1e-15);

    assertThat(of(Metric.LOG_LOSS, new double[] {0, 1, 0, 1})).isCloseTo(worst, within(1e-12));
    assertThat(of(Metric.LOG_LOSS, new double[] {1, 0, 1, 0})).isCloseTo(0, within(1e-14));
  }

  @Test
  void accuracyIsTheShareOnTheRightSideAndOneHalfIsPositive() {
    assertThat(of(Metric.ACCURACY, new double[] {.9, .1, .2, .3})).isEqualTo(.75);
    assertThat(of(Metric.ACCURACY, new double[] {.5, .5, .5, .5})).isEqualTo(.5);
    assertThat(of(Metric.ACCURACY, new double[] {.5, .4999, .5, .4999})).isEqualTo(1);
  }

  @Test
  void aucIsTheShareOfPairsInTheRightOrder() {
    assertThat(of(Metric.AUC, new double[] {.9, .1, .8, .2})).isEqualTo(1);
    assertThat(of(Metric.AUC, new double[] {.1, .9, .2, .8})).isEqualTo(0);
    assertThat(of(Metric.AUC, new double[] {.9, .5, .4, .1})).isEqualTo(.75);
    assertThat(of(Metric.AUC, new double[] {.5, .5, .5, .5})).isEqualTo(.5);
  }

  @Test
  void bothZerosAreOneScore() {
    assertThat(of(Metric.AUC, new double[] {0.0, -0.0, -0.0, 0.0})).isEqualTo(.5);
  }

  @Test
  void onlyTheRangeCounts() {
    double[] scores = {.1, .9, .2, .9};

    assertThat(Metric.ACCURACY.of(scores, LABELS, 0, 2)).isEqualTo(0);
    assertThat(Metric.ACCURACY.of(new double[] {.1, .1, .9, .1}, LABELS, 1, 4)).isEqualTo(1);
    assertThat(Metric.AUC.of(new double[] {.1, .9, .8, .2}, LABELS, 2, 4)).isEqualTo(1);
    assertThat(Metric.LOG_LOSS.of(scores, LABELS, 2, 3)).isEqualTo(-StrictMath.log(.2));
  }

  @Test
  void whatIsUndefinedIsNotANumber() {
    double[] ones = {1, 1};

    assertThat(Metric.AUC.of(new double[] {.2, .3}, ones, 0, 2)).isNaN();
    for (Metric metric : Metric.all(Task.BINARY)) {
      assertThat(metric.of(ones, ones, 1, 1)).isNaN();
    }
  }

  @Test
  void gainIsPositiveForTheBetterValue() {
    assertThat(Metric.LOG_LOSS.gain(.4, .5)).isCloseTo(.1, within(1e-15));
    assertThat(Metric.ACCURACY.gain(.8, .7)).isCloseTo(.1, within(1e-15));
    assertThat(Metric.AUC.gain(.7, .8)).isCloseTo(-.1, within(1e-15));
  }

  @Test
  void labelsAreTheNamesInThePipeline() {
    assertThat(Metric.all(Task.BINARY))
        .extracting(Metric::label)
        .contains("log-loss", "accuracy", "auc", "kappa-temporal")
        .doesNotContain("mae");
  }

  private static double of(Metric metric, double[] scores) {
    return metric.of(scores, LABELS, 0, LABELS.length);
  }
}
