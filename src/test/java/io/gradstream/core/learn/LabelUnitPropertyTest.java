package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Row;
import io.gradstream.core.loss.AbsoluteLoss;
import io.gradstream.core.loss.HuberLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.PoissonLoss;
import io.gradstream.core.loss.QuantileLoss;
import io.gradstream.core.loss.SquaredLoss;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.Optimizers;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Who gives labels in another unit gets the same predictions in that unit. */
class LabelUnitPropertyTest {

  private static final int RECORDS = 120;

  @Property(tries = 100)
  void predictionsFollowTheZeroAndTheUnitOfLabels(
      @ForAll("optimizers") Optimizer optimizer,
      @ForAll @IntRange(max = 3) int kind,
      @ForAll boolean network,
      @ForAll boolean bounded,
      @ForAll @IntRange(min = 1, max = 7) int batch,
      @ForAll @DoubleRange(min = -1000, max = 1000) double zero,
      @ForAll @DoubleRange(min = -6, max = 6) double power) {
    Assume.that(isNoLabelNear(-zero));
    double unit = Math.pow(10, power);
    Training training = TrainingBuilder.of(optimizer, batch).clipNorm(100).build();
    Learner own = learner(loss(kind, 1), training, bounded, network);
    Learner other = learner(loss(kind, unit), training, bounded, network);

    double tolerance = tolerance(batch);
    compare(own, other, y -> y, y -> unit * (zero + y), unit * (1 + Math.abs(zero)), tolerance);
  }

  @Property(tries = 40)
  void ratesFollowTheUnitOfCounts(
      @ForAll("optimizers") Optimizer optimizer,
      @ForAll boolean bounded,
      @ForAll @IntRange(min = 1, max = 7) int batch,
      @ForAll @DoubleRange(min = -6, max = 6) double power) {
    double unit = Math.pow(10, power);
    Training training = TrainingBuilder.of(optimizer, batch).clipNorm(100).build();
    Learner own = learner(new PoissonLoss(), training, bounded, false);
    Learner other = learner(new PoissonLoss(), training, bounded, false);

    compare(own, other, y -> y * y, y -> unit * y * y, unit, tolerance(batch));
  }

  /**
   * Of the first labels one that is all but 0 beside the others is held against its own size, which
   * does not go with another zero.
   */
  private static boolean isNoLabelNear(double zero) {
    Training any = Training.of(Optimizers.all().get(0), 1);
    Row row = new Row(Numbers.rule(new SquaredLoss(), Numbers.USUAL, any).layout());
    return IntStream.range(0, 16)
        .mapToDouble(i -> Numbers.fill(row, i))
        .noneMatch(y -> Math.abs(y - zero) < 0.02);
  }

  /**
   * The scaled labels of a batch that is all there was sum to 0 but for rounding, of which
   * Adagrad's first step makes something.
   */
  private static double tolerance(int batch) {
    return batch == 1 ? 1e-6 : 1e-4;
  }

  @Provide
  Arbitrary<Optimizer> optimizers() {
    return Arbitraries.of(Optimizers.all());
  }

  private static Loss loss(int kind, double unit) {
    return switch (kind) {
      case 0 -> new SquaredLoss();
      case 1 -> new AbsoluteLoss();
      case 2 -> new QuantileLoss(0.8);
      default -> new HuberLoss(0.7 * unit);
    };
  }

  private static Learner learner(Loss loss, Training training, boolean bounded, boolean network) {
    return new Learner(
        Numbers.rule(loss, bounded ? Numbers.USUAL : Numbers.FREE, training, network));
  }

  private static void compare(
      Learner own,
      Learner other,
      DoubleUnaryOperator ownLabel,
      DoubleUnaryOperator otherLabel,
      double size,
      double tolerance) {
    DoubleUnaryOperator translated = // y to the other unit, by two labels
        y -> {
          double at0 = otherLabel.applyAsDouble(0);
          return at0 + y * (otherLabel.applyAsDouble(1) - at0);
        };
    Training any = Training.of(Optimizers.all().get(0), 1);
    Row row = new Row(Numbers.rule(new SquaredLoss(), Numbers.USUAL, any).layout());
    for (int i = 0; i < RECORDS; i++) {
      double y = Numbers.fill(row, i);
      row.setLabel(ownLabel.applyAsDouble(y));
      double expected = own.take(row, i).score();
      row.setLabel(otherLabel.applyAsDouble(y));
      double actual = other.take(row, i).score();
      if (i > 0) { // before the first label nobody knows the unit
        double wanted = translated.applyAsDouble(expected);
        assertThat(actual)
            .as("record %d", i)
            .isCloseTo(wanted, within(tolerance * (size + Math.abs(wanted))));
      }
    }
  }
}
