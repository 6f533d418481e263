package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.loss.HuberLoss;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.SquaredLoss;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LabelHandling;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.optim.Adagrad;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.RmsProp;
import io.gradstream.core.optim.Sgd;
import io.gradstream.core.optim.SingleStep;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The step of one example in one pass against the general way to a step. */
class SingleStepPropertyTest {

  private static final int RECORDS = 300;

  /** A bound that no gradient reaches, for which the trainer takes the general way. */
  private static final double NEVER = Double.MAX_VALUE;

  @Property(tries = 60)
  void onePassHasTheBitsOfTheGeneralWay(
      @ForAll("optimizers") SingleStep optimizer,
      @ForAll("losses") Loss loss,
      @ForAll("clipNorms") double clipNorm,
      @ForAll boolean scaled,
      @ForAll long seed) {
    Learner onePass =
        learner(optimizer, loss, scaled, new Clipping(clipNorm, Double.POSITIVE_INFINITY));
    Learner general = learner(optimizer, loss, scaled, new Clipping(clipNorm, NEVER));
    Row row = new Row(rule(optimizer, loss, Clipping.NONE).layout());
    Random random = new Random(seed);
    for (int i = 0; i < RECORDS; i++) {
      fill(row, random, loss);
      assertThat(onePass.take(row, i).score()).isEqualTo(general.take(row, i).score());
    }
    assertThat(blocks(onePass)).isEqualTo(blocks(general));
  }

  @Provide
  Arbitrary<SingleStep> optimizers() {
    return Arbitraries.of(
        new Sgd(0.1),
        new Sgd(1e200), // steps that overflow are dropped
        new Adagrad(0.5, 0.001, 1e-10),
        new RmsProp(0.01, 0.9, 1e-8),
        new Adam(0.01, 0.9, 0.999, 1e-8));
  }

  @Provide
  Arbitrary<Loss> losses() {
    return Arbitraries.of(new LogLoss(), new LogLoss(0.1), new SquaredLoss(), new HuberLoss(1));
  }

  @Provide
  Arbitrary<Double> clipNorms() {
    return Arbitraries.of(0.5, 3.0, Double.POSITIVE_INFINITY);
  }

  private static Learner learner(
      SingleStep optimizer, Loss loss, boolean scaled, Clipping clipping) {
    LabelHandling labels = scaled ? Numbers.USUAL : LabelHandling.PLAIN;
    return new Learner(rule(optimizer, loss, clipping).withLabels(labels));
  }

  private static LearnerRule rule(SingleStep optimizer, Loss loss, Clipping clipping) {
    boolean binary = loss instanceof LogLoss;
    return new LearnerRule(
        label(binary),
        List.of(
            new Standard(List.of("a", "b"), Missing.MEAN.withIndicator()),
            new OneHot(List.of("c", "d"))),
        new LinearRule(binary ? "logistic" : "linear"),
        loss,
        TrainingBuilder.of(optimizer, 1).clipping(clipping.norm(), clipping.value()).build(),
        new Validation(50, List.of(binary ? Metric.LOG_LOSS : Metric.MAE)),
        Optional.empty(),
        Optional.of("w"),
        0);
  }

  private static LabelRule label(boolean binary) {
    return binary
        ? LabelRule.binary("y")
        : new LabelRule("y", Task.REGRESSION, Optional.empty(), Optional.empty(), List.of(), 2);
  }

  private static void fill(Row row, Random random, Loss loss) {
    row.clear();
    for (int slot = 0; slot < 2; slot++) {
      row.setNumber(slot, random.nextInt(7) == 0 ? Double.NaN : random.nextGaussian());
      byte[] text = Integer.toString(random.nextInt(9)).getBytes(StandardCharsets.UTF_8);
      row.setCategory(slot, text, 0, text.length);
    }
    row.setNumber(2, random.nextInt(3) / 2.0);
    if (random.nextInt(5) > 0) {
      double scale = random.nextInt(20) == 0 ? 1e160 : 3; // squares of gradients may overflow
      row.setLabel(loss instanceof LogLoss ? random.nextInt(2) : scale * random.nextGaussian());
    }
  }

  private static Map<String, List<Byte>> blocks(Learner learner) {
    Map<String, List<Byte>> blocks = new TreeMap<>();
    learner
        .state()
        .drain(
            (key, block) -> {
              Byte[] bytes = new Byte[block.length];
              for (int i = 0; i < bytes.length; i++) {
                bytes[i] = block[i];
              }
              blocks.put(key, List.of(bytes));
            });
    return blocks;
  }
}
