package io.gradstream.core.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.math.Sums;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every rule that steps where parameters lie owes. */
class OnlineRuleContractTest {

  private static final int ROWS = 6;
  private static final int STRIDE = 20;
  private static final int FIRST = 3;

  static List<OnlineRule> rules() {
    return Stream.concat(
            Optimizers.online().stream(), Optimizers.ofGradients().stream().map(Gathered::online))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void onlyTheLaneOfTheActiveRowsIsWritten(OnlineRule rule) {
    Run run = new Run(rule);
    run.learn(x(3, 0.5), 1);
    for (int row = 0; row < ROWS; row++) {
      boolean active = row == 0 || row == 3;
      for (int cell = 0; cell < STRIDE; cell++) {
        boolean own = cell >= FIRST && cell <= FIRST + rule.moments();
        if (!active || !own) {
          assertThat(run.lane.cells[row * STRIDE + cell]).isZero();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleKeepsNothingToItself(OnlineRule rule) {
    Run alone = new Run(rule);
    Run one = new Run(rule);
    Run other = new Run(rule);
    Random random = new Random(3);
    for (int i = 0; i < 40; i++) {
      FeatureVector x = x(1 + random.nextInt(5), random.nextGaussian());
      double label = random.nextGaussian();
      alone.learn(x, label);
      one.learn(x, label);
      other.learn(x(1 + random.nextInt(5), 5), -label);
    }
    assertThat(one.lane.cells).isEqualTo(alone.lane.cells);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aWeightedSumIsLearned(OnlineRule rule) {
    Run run = new Run(rule);
    Random random = new Random(5);
    double late = 0;
    for (int i = 0; i < 20_000; i++) {
      int row = 1 + random.nextInt(5);
      double value = random.nextGaussian();
      double label = 0.3 + 0.2 * row * value;
      double error = run.learn(x(row, value), label) - label;
      late += i >= 19_000 ? Math.abs(error) / 1000 : 0;
    }
    assertThat(late).isCloseTo(0, within(0.05));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void predictingChangesNothing(OnlineRule rule) {
    Run run = new Run(rule);
    run.learn(x(2, 3), 1);
    double[] before = run.lane.cells.clone();
    double[] sums = run.sums.clone();
    run.predict(x(4, 100));
    run.predict(x(2, 100));
    assertThat(run.lane.cells).isEqualTo(before);
    assertThat(run.sums).isEqualTo(sums);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whatIsNotThereYetCountsAsZeros(OnlineRule rule) {
    Run run = new Run(rule);
    run.learn(x(2, 3), 1);
    double there = run.predict(x(5, 2));
    run.lane.end = 5 * STRIDE;
    assertThat(run.predict(x(5, 2))).isEqualTo(there);
  }

  private static FeatureVector x(int row, double value) {
    FeatureVector x = new FeatureVector();
    x.add(row, value);
    return x;
  }

  /** A rule at work under squared loss. */
  private static final class Run {
    private final OnlineRule rule;
    private final Lane lane = new Lane();
    private final double[] sums;
    private long t;

    Run(OnlineRule rule) {
      this.rule = rule;
      sums = new double[rule.sums()];
      lane.cells = new double[ROWS * STRIDE];
      lane.end = lane.cells.length;
      lane.first = FIRST;
    }

    double predict(FeatureVector x) {
      lane.offsets = IntStream.of(x.rows()).map(row -> row * STRIDE).toArray();
      lane.squares = Sums.squares(x.values(), x.size());
      return rule.output(lane, x, sums, 0);
    }

    double learn(FeatureVector x, double label) {
      double z = predict(x);
      rule.count(lane, sums, 0);
      rule.step(
          lane,
          x,
          new Slope() {
            @Override
            public double now() {
              return z - label;
            }

            @Override
            public double afterStep(double q) {
              return (z - label) / (1 + q);
            }
          },
          ++t,
          1);
      return z;
    }
  }
}
