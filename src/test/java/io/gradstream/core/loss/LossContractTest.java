package io.gradstream.core.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gradstream.core.data.Task;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every loss does. */
class LossContractTest {

  private static final int CLASSES = 4;
  private static final double STEP = 1e-6;

  static List<Loss> all() {
    return Losses.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theGradientIsTheSlopeOfTheValue(Loss loss) {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      double[] z = outputs(loss, random, 3);
      double label = label(loss, random);
      double[] dz = gradient(loss, z, label);
      for (int k = 0; k < z.length; k++) {
        double slope =
            (loss.value(moved(z, k, STEP), label) - loss.value(moved(z, k, -STEP), label))
                / (2 * STEP);
        assertThat(dz[k]).isCloseTo(slope, within(1e-6 * Math.max(1, Math.abs(slope))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void nothingOverflowsOrIsWritten(Loss loss) {
    Random random = new Random(2);
    for (int i = 0; i < 200; i++) {
      double[] z = outputs(loss, random, 800);
      double label = label(loss, random);
      double[] before = z.clone();
      double[] scores = new double[z.length];
      loss.score(z, scores);
      double[] scoresBefore = scores.clone();
      assertThat(loss.value(z, label)).isFinite();
      assertThat(gradient(loss, z, label)).matches(LossContractTest::finite);
      loss.gradient(z, scores, label, new double[z.length]);
      assertThat(z).isEqualTo(before);
      assertThat(scores).isEqualTo(scoresBefore).matches(LossContractTest::finite);
      if (!loss.tasks().contains(Task.REGRESSION)) {
        assertThat(scores).matches(all -> DoubleStream.of(all).allMatch(p -> p >= 0 && p <= 1));
        assertThat(loss.value(z, label)).isNotNegative();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aClipNormOfItsOwnCatchesBlowUpsOnly(Loss loss) {
    double ordinary = largestGradient(loss, 3);
    double blownUp = largestGradient(loss, 1e8);
    if (blownUp < 2 * ordinary) { // a slope has a bound: only inputs blow such a gradient up
      assertThat(loss.defaultClipNorm()).isBetween(50 * blownUp, 200 * blownUp);
    } else {
      assertThat(loss.defaultClipNorm()).isBetween(1000 * ordinary, blownUp / 10);
    }
  }

  @ParameterizedTest
  @MethodSource("ofLocation")
  void inUnitsOfTheLabelsItIsTheSameLossOfTheSameErrors(ScalarLoss loss) {
    Random random = new Random(4);
    int power = loss instanceof AbsoluteLoss || loss instanceof QuantileLoss ? 1 : 2;
    for (int i = 0; i < 200; i++) {
      double unit = Math.pow(10, 12 * random.nextDouble() - 6);
      double z = random.nextGaussian();
      double label = random.nextGaussian();
      ScalarLoss scaled = (ScalarLoss) loss.per(unit);
      double value = loss.value(z, label) / Math.pow(unit, power);
      double slope = loss.gradient(z, z, label) / Math.pow(unit, power - 1);
      assertThat(scaled.value(z / unit, label / unit)).isCloseTo(value, withinPercentage(1e-6));
      assertThat(scaled.gradient(z / unit, z / unit, label / unit))
          .isCloseTo(slope, withinPercentage(1e-6));
    }
  }

  static List<ScalarLoss> ofLocation() {
    return Losses.scalar().stream()
        .filter(loss -> loss.tasks().contains(Task.REGRESSION) && !loss.hasLogLink())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theClipNormOfScaledLabelsLeavesOrdinaryErrorsAlone(Loss loss) {
    assertThat(loss.scaledClipNorm()).isGreaterThan(4 * largestGradient(loss, 3));
  }

  /** Returns the largest norm of a gradient by outputs up to {@code scale}. */
  private static double largestGradient(Loss loss, double scale) {
    Random random = new Random(3);
    return IntStream.range(0, 500)
        .mapToObj(i -> gradient(loss, outputs(loss, random, scale), label(loss, random)))
        .mapToDouble(dz -> Math.sqrt(DoubleStream.of(dz).map(each -> each * each).sum()))
        .max()
        .orElseThrow();
  }

  @Test
  void aSmoothedLabelPutsTheLeastLossAtTheSmoothedProbability() {
    LogLoss loss = new LogLoss(0.2);
    double z = Math.log(0.9 / 0.1); // the probability 1 - s/2
    assertThat(loss.gradient(z, loss.score(z), 1)).isCloseTo(0, within(1e-12));
    assertThat(loss.gradient(-z, loss.score(-z), 0)).isCloseTo(0, within(1e-12));
  }

  @Test
  void hyperParametersOutsideTheirRangesAreRefused() {
    assertThatThrownBy(() -> new HuberLoss(0)).hasMessage("delta must be greater than 0, was 0.0");
    assertThatThrownBy(() -> new QuantileLoss(1)).hasMessage("tau must be in (0, 1), was 1.0");
    assertThatThrownBy(() -> new LogLoss(0.5)).hasMessageContaining("label-smoothing");
    assertThatThrownBy(() -> new SoftmaxCrossEntropy(-0.1)).hasMessageContaining("[0, 0.5)");
  }

  @Test
  void aNegativeCountIsNoLabelOfThePoissonLoss() {
    assertThat(new PoissonLoss().accepts(-1)).isFalse();
    assertThat(new PoissonLoss().accepts(0)).isTrue();
    assertThat(new SquaredLoss().accepts(-1)).isTrue();
  }

  private static double[] gradient(Loss loss, double[] z, double label) {
    double[] scores = new double[z.length];
    double[] dz = new double[z.length];
    loss.score(z, scores);
    loss.gradient(z, scores, label, dz);
    return dz;
  }

  private static double[] outputs(Loss loss, Random random, double scale) {
    int outputs = loss.tasks().contains(Task.MULTICLASS) ? CLASSES : 1;
    return random.doubles(outputs, -scale, scale).toArray();
  }

  private static double label(Loss loss, Random random) {
    if (loss.tasks().contains(Task.REGRESSION)) {
      return random.nextInt(100) / 7.0;
    }
    return random.nextInt(loss.tasks().contains(Task.MULTICLASS) ? CLASSES : 2);
  }

  private static boolean finite(double[] values) {
    return DoubleStream.of(values).allMatch(Double::isFinite);
  }

  private static double[] moved(double[] z, int k, double by) {
    double[] moved = z.clone();
    moved[k] += by;
    return moved;
  }
}
