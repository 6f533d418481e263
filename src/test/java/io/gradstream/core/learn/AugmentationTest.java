package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.optim.Sgd;
import io.gradstream.core.state.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AugmentationTest {

  private static final int NUMBERS = 2;
  private static final int MISSING_CATEGORY = 3; // the row of a 0/1 column
  private static final int CATEGORY = 4;

  @Test
  void jitterIsGaussianOfTheGivenDeviationOnNumbersAlone() {
    Augmenter augmenter = augmenter(new Augmentation(0.5, 0, ClassWeights.NONE));
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 20_000; i++) {
      FeatureVector out = applied(augmenter);
      assertThat(out.size()).isEqualTo(5);
      assertThat(out.value(0)).isEqualTo(1); // the bias
      assertThat(out.value(3)).isEqualTo(1);
      assertThat(out.value(4)).isEqualTo(1);
      for (int number = 1; number <= NUMBERS; number++) {
        double noise = out.value(number) - 10 * number;
        sum += noise;
        squares += noise * noise;
      }
    }
    assertThat(sum / 40_000).isCloseTo(0, within(0.01)); // standard error .0025
    assertThat(Math.sqrt(squares / 40_000)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void aMaskedNumberCountsAsZeroAndAMaskedCategoryIsAbsent() {
    Augmenter augmenter = augmenter(new Augmentation(0, 0.3, ClassWeights.NONE));
    int zeros = 0;
    int absent = 0;
    for (int i = 0; i < 10_000; i++) {
      FeatureVector out = applied(augmenter);
      absent += 5 - out.size();
      zeros += (out.value(1) == 0 ? 1 : 0) + (out.value(2) == 0 ? 1 : 0);
      assertThat(out.row(0)).isEqualTo(FeatureVector.BIAS);
    }
    assertThat(zeros / 20_000.0).isCloseTo(0.3, within(0.015));
    assertThat(absent / 20_000.0).isCloseTo(0.3, within(0.015));
  }

  @Test
  void theFractionOfAFactorIsTheProbabilityOfOneMoreCopy() {
    ClassWeights factors = new ClassWeights(false, Map.of("1", 2.25, "0", 0.5));
    Augmenter augmenter = augmenter(new Augmentation(0, 0, factors));
    double ofPositive = 0;
    double ofNegative = 0;
    for (int i = 0; i < 10_000; i++) {
      int copies = augmenter.copies(1, List.of());
      assertThat(copies).isBetween(2, 3);
      ofPositive += copies;
      ofNegative += augmenter.copies(0, List.of());
    }
    assertThat(ofPositive / 10_000).isCloseTo(2.25, within(0.02));
    assertThat(ofNegative / 10_000).isCloseTo(0.5, within(0.02));
  }

  @Test
  void balancedOversamplingBringsTheMinorityUpToTheMajority() {
    Augmenter augmenter = augmenter(new Augmentation(0, 0, ClassWeights.BALANCED));
    long[] learned = new long[2];
    for (int i = 0; i < 10_000; i++) {
      int label = i % 5 == 0 ? 1 : 0;
      learned[label] += augmenter.copies(label, List.of());
    }
    assertThat(learned[0]).isEqualTo(8000); // the largest class is learned as it is
    assertThat((double) learned[1]).isCloseTo(8000, within(100.0));
    assertThat(Augmenter.balanced(new long[] {1_000_000, 1}, 2, 1)).isEqualTo(10);
  }

  @Test
  void predictionsAndStatisticsSeeRecordsAsTheyAre() {
    LearnerRule plain = Streams.rule(new Sgd(1e-300), 1, 100);
    Augmentation strong = new Augmentation(2, 0.5, ClassWeights.BALANCED);
    Learner one = new Learner(plain);
    Learner other =
        new Learner(plain.withTraining(TrainingBuilder.from(plain).augmentation(strong).build()));
    Row row = new Row(plain.layout());
    for (int i = 0; i < 300; i++) {
      Streams.fill(row, 5, i);
      double score = one.take(row, i).score();
      assertThat(other.take(row, i).score()).isEqualTo(score);
    }
  }

  @Test
  void whatIsLearnedIsTheAugmentedRecord() {
    LearnerRule plain = Streams.rule(new Sgd(0.1), 1, 100);
    Augmentation noise = new Augmentation(0.5, 0, ClassWeights.NONE);
    Learner one = new Learner(plain);
    Learner other =
        new Learner(plain.withTraining(TrainingBuilder.from(plain).augmentation(noise).build()));
    Row row = new Row(plain.layout());
    Outcome first = null;
    Outcome second = null;
    for (int i = 0; i < 30; i++) {
      Streams.fill(row, 5, i);
      first = one.take(row, i);
      second = other.take(row, i);
    }
    assertThat(second.version()).isEqualTo(first.version());
    assertThat(second.score()).isNotEqualTo(first.score());
  }

  @Test
  void rangesAreChecked() {
    assertThatThrownBy(() -> new Augmentation(-1, 0, ClassWeights.NONE))
        .hasMessageContaining("jitter must be at least 0");
    assertThatThrownBy(() -> new Augmentation(0, 1, ClassWeights.NONE))
        .hasMessageContaining("mask must be in [0, 1)");
  }

  private static Augmenter augmenter(Augmentation rule) {
    LearnerRule learner = Streams.rule(new Sgd(0.1), 1, 100);
    return new Augmenter(
        new State(),
        learner.withTraining(TrainingBuilder.from(learner).augmentation(rule).build()),
        new boolean[] {false, true, true, false});
  }

  private static FeatureVector applied(Augmenter augmenter) {
    FeatureVector x = new FeatureVector();
    x.add(1, 10);
    x.add(2, 20);
    x.add(MISSING_CATEGORY, 1);
    x.add(CATEGORY, 1);
    FeatureVector out = new FeatureVector();
    augmenter.apply(x, out);
    return out;
  }
}
