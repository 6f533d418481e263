package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.optim.Sgd;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Classes count in learning as they are told to. */
class ClassWeightsTest {

  private final LearnerRule plain = Streams.rule(new Sgd(0.1), 1, 100);
  private final Row row = new Row(plain.layout());

  @Test
  void aNamedClassMultipliesTheStep() {
    ClassWeights weights = new ClassWeights(false, Map.of("1", 3.0));
    assertThat(outputAfter(weights, 1))
        .isCloseTo(3 * outputAfter(ClassWeights.NONE, 1), within(1e-12));
    assertThat(outputAfter(weights, 0)).isCloseTo(outputAfter(ClassWeights.NONE, 0), within(1e-12));
  }

  @Test
  void aClassOfWeightZeroIsNotLearned() {
    assertThat(outputAfter(new ClassWeights(false, Map.of("0", 0.0)), 0)).isZero();
  }

  @Test
  void balancedWeightsAreInverseToTheShareOfTheClassAndBounded() {
    assertThat(ClassWeights.balanced(new long[] {1}, 1, 0)).isEqualTo(1);
    assertThat(ClassWeights.balanced(new long[] {75, 25}, 2, 1)).isEqualTo(2);
    assertThat(ClassWeights.balanced(new long[] {75, 25}, 2, 0)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(ClassWeights.balanced(new long[] {1_000_000, 1}, 2, 1)).isEqualTo(10);
    assertThat(ClassWeights.balanced(new long[] {50, 0, 50}, 3, 2)).isEqualTo(1);
  }

  @Test
  void twoClassesAreKnownByThePositiveTextAndAnyOther() {
    LabelRule label = LabelRule.binary("y", Optional.of("UP"));
    ClassWeights weights = new ClassWeights(false, Map.of("UP", 2.0, "DOWN", 0.5));
    assertThat(weights.ofBinary(label)).containsExactly(0.5, 2);
    assertThat(new ClassWeights(false, Map.of("true", 4.0)).ofBinary(LabelRule.binary("y")))
        .containsExactly(1, 4);
  }

  /** Returns the output, a multiple of the step, after one record of a label. */
  private double outputAfter(ClassWeights weights, double label) {
    Learner learner =
        new Learner(
            plain.withTraining(
                TrainingBuilder.of(new Sgd(0.001), 1).classWeights(weights).build()));
    row.clear();
    row.setLabel(label);
    learner.take(row, 0);
    row.setLabel(LabelRule.NONE);
    double p = learner.take(row, 1).score();
    return Math.log(p / (1 - p));
  }
}
