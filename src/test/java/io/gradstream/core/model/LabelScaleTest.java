package io.gradstream.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.loss.HuberLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.PoissonLoss;
import io.gradstream.core.loss.SquaredLoss;
import io.gradstream.core.state.State;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelScaleTest {

  private static final LabelHandling USUAL = new LabelHandling(true, true);
  private static final LabelHandling FREE = new LabelHandling(true, false);

  @Test
  void aLabelIsLearnedLessTheMeanInDeviations() {
    LabelScale scale = of(FREE, new SquaredLoss(), 2, 4, 9); // mean 5, deviation sqrt(26/3)
    double deviation = Math.sqrt(26.0 / 3);

    assertThat(scale.unit()).isCloseTo(deviation, within(1e-15));
    assertThat(scale.scaled(11)).isCloseTo(6 / deviation, within(1e-15));
    assertThat(scale.back(-2)).isCloseTo(5 - 2 * deviation, within(1e-14));
    assertThat(scale.low()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(scale.high()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void predictionsStayWithinTheLabelsSeen() {
    LabelScale scale = of(USUAL, new SquaredLoss(), 2, 4, 9);

    assertThat(scale.back(100)).isEqualTo(9);
    assertThat(scale.back(-100)).isEqualTo(2);
    assertThat(scale.back(0)).isEqualTo(5);
    assertThat(scale.back(Double.NaN)).isNaN();
    assertThat(scale.low()).isEqualTo(scale.scaled(2));
    assertThat(scale.high()).isEqualTo(scale.scaled(9));
    assertThat(of(new LabelHandling(false, true), new SquaredLoss(), 2, 9).back(10)).isEqualTo(9);
  }

  @Test
  void transformedLabelsAreScaledAndBoundedAsLogarithmsAndComeBackInTheirOwnUnit() {
    LabelHandling logarithms = new LabelHandling(true, true, LabelTransform.LOG1P);
    LabelScale scale = of(logarithms, new SquaredLoss(), 0, 99, 9999); // 0, 2 and 4 times log 100

    double step = Math.log(100);
    double deviation = Math.sqrt(2.0 / 3) * step;
    assertThat(scale.scaled(99)).isCloseTo(0, within(1e-15));
    assertThat(scale.scaled(9999)).isCloseTo(step / deviation, within(1e-14));
    assertThat(scale.back(0)).isCloseTo(99, within(1e-12));
    assertThat(scale.back(1)).isCloseTo(Math.expm1(step + deviation), within(1e-10));
    assertThat(scale.back(50)).isCloseTo(9999, within(1e-10));
    assertThat(scale.back(-50)).isEqualTo(0);
    assertThat(scale.low()).isCloseTo(-step / deviation, within(1e-14));
    assertThat(scale.unit()).isCloseTo(deviation, within(1e-14));
  }

  @Test
  void aLabelThatIsNotFarOutIsLearnedToItsLastBitThoughItIsTransformed() {
    LabelScale scale =
        new LabelScale(
            new State().scope("s"),
            new LabelHandling(true, true, LabelTransform.LOG1P),
            new SquaredLoss());
    Random random = new Random(5);
    for (int i = 0; i < 1000; i++) {
      double label = Math.expm1(3 * random.nextDouble());
      assertThat(scale.observe(label)).isEqualTo(label);
      assertThat(scale.counted(label)).isEqualTo(label);
    }
    assertThat(scale.observe(1e200)).isBetween(10.0, 20.0); // the largest seen, e^3 - 1 at most
    assertThat(LabelTransform.LOG1P.accepts(-1)).isFalse();
    assertThat(LabelTransform.LOG1P.accepts(-.999)).isTrue();
    assertThat(LabelTransform.LOG1P.inverse(1e5)).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void withoutLabelsNothingIsScaledOrBounded() {
    LabelScale none = of(USUAL, new SquaredLoss());

    assertThat(none.scaled(7)).isEqualTo(7);
    assertThat(none.back(7)).isEqualTo(7);
    assertThat(none.high()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void labelsAsTheyAreAreLeftAlone() {
    LabelScale plain = of(LabelHandling.PLAIN, new HuberLoss(2), 3, 8);

    assertThat(plain.scaled(7)).isEqualTo(7);
    assertThat(plain.back(99)).isEqualTo(99);
    assertThat(plain.loss()).isEqualTo(new HuberLoss(2));
  }

  @Test
  void aRateIsLearnedAsARatioToTheMean() {
    LabelScale scale = of(FREE, new PoissonLoss(), 2, 4, 9);

    assertThat(scale.scaled(10)).isEqualTo(2);
    assertThat(scale.back(1)).isEqualTo(5); // exp(0): the mean
    assertThat(of(USUAL, new PoissonLoss(), 0, 0).back(1)).isZero();
  }

  @Test
  void deltaStaysTheSameErrorInTheLabelsOwnUnit() {
    LabelScale scale = of(FREE, new HuberLoss(3), 0, 20); // deviation 10

    assertThat(scale.loss()).isEqualTo(new HuberLoss(0.3));
    assertThat(new HuberLoss(1e-300).per(1e300)).isEqualTo(new HuberLoss(Double.MIN_VALUE));
    assertThat(new HuberLoss(1e300).per(1e-300)).isEqualTo(new HuberLoss(Double.MAX_VALUE / 2));
  }

  @Test
  void constantLabelsHaveNoDeviationToDivideBy() {
    LabelScale scale = of(USUAL, new SquaredLoss(), 0.1, 0.1, 0.1, 0.1);

    assertThat(scale.unit()).isEqualTo(1);
    assertThat(scale.scaled(0.1)).isZero();
    assertThat(scale.back(3)).isEqualTo(0.1);
    assertThat(of(FREE, new SquaredLoss(), 1e-8).back(3)).isEqualTo(1e-8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-160, 1e-8, 1, 1e160, 1e300, 8e307})
  void labelsOfAnySizeHaveAUnit(double size) {
    Random random = new Random(1);
    LabelScale scale = of(USUAL, new SquaredLoss());
    double squares = 0;
    for (int i = 0; i < 1000; i++) {
      double label = i % 2 == 0 ? random.nextDouble() : -random.nextDouble();
      squares += label * label;
      scale.observe(size * label);
      assertThat(scale.scaled(size * label)).isBetween(-Math.sqrt(i + 1), Math.sqrt(i + 1));
      assertThat(scale.back(random.nextGaussian())).isBetween(-size, size);
    }
    assertThat(scale.unit()).isCloseTo(size * Math.sqrt(squares / 1000), within(size * 0.01));
  }

  @Test
  void theFarthestLabelsThereAreStayNumbers() {
    double most = Double.MAX_VALUE;
    LabelScale scale = of(USUAL, new SquaredLoss(), most, -most, most, 0, -most);

    assertThat(scale.unit()).isFinite().isPositive();
    assertThat(scale.scaled(most)).isFinite();
    assertThat(scale.back(2)).isFinite();
  }

  @ParameterizedTest
  @CsvSource({"1e6, 1e3", "1e-8, 1e-12", "-5, 1e4"})
  void meanAndDeviationAreThoseOfTheLabels(double mean, double deviation) {
    Random random = new Random(2);
    double[] labels = random.doubles(5000, -1, 1).map(x -> mean + deviation * x).toArray();
    double sum = 0;
    for (double label : labels) {
      sum += label / labels.length;
    }
    double squares = 0;
    for (double label : labels) {
      squares += (label - sum) * (label - sum) / labels.length;
    }
    LabelScale scale = of(FREE, new SquaredLoss(), labels);

    assertThat(scale.unit()).isCloseTo(Math.sqrt(squares), within(1e-7 * deviation));
    assertThat(scale.back(0)).isCloseTo(sum, within(1e-7 * deviation));
  }

  private static LabelScale of(LabelHandling rule, Loss loss, double... labels) {
    LabelScale scale = new LabelScale(new State().scope("live"), rule, loss);
    for (double label : labels) {
      scale.observe(label);
    }
    return scale;
  }
}
