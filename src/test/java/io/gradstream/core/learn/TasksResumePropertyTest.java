package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.loss.HuberLoss;
import io.gradstream.core.loss.Loss;
import io.gradstream.core.loss.PoissonLoss;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.Activation;
import io.gradstream.core.model.Initializer;
import io.gradstream.core.model.LabelHandling;
import io.gradstream.core.model.LabelTransform;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.model.MlpRule;
import io.gradstream.core.model.ModelRule;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.race.Race;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** With numbers, classes that grow and weights a restored learner is the uninterrupted one, too. */
class TasksResumePropertyTest {

  private static final int RECORDS = 400;

  @Property(tries = 60)
  void resumedEqualsUninterrupted(
      @ForAll boolean ofClasses,
      @ForAll boolean network,
      @ForAll boolean race,
      @ForAll boolean scaled,
      @ForAll boolean bounded,
      @ForAll LabelTransform transform, // labels of -1 and less are then refused
      @ForAll boolean ofRates,
      @ForAll EarlyStopping.OnStop onStop,
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 60) int run,
      @ForAll long seed) {
    Task task = ofClasses ? Task.MULTICLASS : Task.REGRESSION;
    Loss loss =
        ofClasses
            ? new SoftmaxCrossEntropy(0.1)
            : ofRates ? new PoissonLoss() : new HuberLoss(2); // negative labels are then refused
    LearnerRule drawn =
        rule(task, loss, network, batch, onStop)
            .withLabels(new LabelHandling(scaled, bounded, transform));
    LearnerRule rule = race && !network ? drawn.withTraining(byRace(drawn.training())) : drawn;

    Map<String, byte[]> once = Streams.store();
    Learner whole = new Learner(rule);
    List<String> expected = run(whole, rule, seed, 0, RECORDS);
    Streams.commit(whole, once);

    Map<String, byte[]> often = Streams.store();
    List<String> actual = new ArrayList<>();
    for (int from = 0; from < RECORDS; from += run) {
      Learner learner = Streams.restore(rule, often);
      actual.addAll(run(learner, rule, seed, from, Math.min(RECORDS, from + run)));
      Streams.commit(learner, often);
    }

    assertThat(actual).isEqualTo(expected);
    assertThat(often).containsExactlyEntriesOf(once);
  }

  private static Training byRace(Training training) {
    return TrainingBuilder.of(Race.DEFAULT, 1).classWeights(training.classWeights()).build();
  }

  private static LearnerRule rule(
      Task task, Loss loss, boolean network, int batch, EarlyStopping.OnStop onStop) {
    boolean several = task == Task.MULTICLASS;
    ModelRule model =
        network
            ? MlpRule.of(List.of(5), Activation.RELU, new Initializer.He())
            : new LinearRule("linear");
    Metric metric = Metric.usual(task).get(0);
    return new LearnerRule(
        several ? LabelRule.classes("y", List.of(), 50) : LabelRule.number("y"),
        List.of(new Standard(List.of("a"), Missing.MEAN), new OneHot(List.of("c"))),
        model,
        loss,
        TrainingBuilder.of(new Adam(0.01, 0.9, 0.999, 1e-8), batch)
            .classWeights(several ? ClassWeights.BALANCED : ClassWeights.NONE)
            .build(),
        new Validation(30, Metric.all(task)),
        Optional.of(new EarlyStopping(metric, 2, 0.01, onStop)),
        Optional.of("w"),
        3);
  }

  private static List<String> run(Learner learner, LearnerRule rule, long seed, int from, int to) {
    Row row = new Row(rule.layout());
    List<String> seen = new ArrayList<>();
    for (int i = from; i < to; i++) {
      fill(row, rule.task(), seed, i);
      Outcome outcome = learner.take(row, i);
      if (outcome.refusal().isPresent()) {
        seen.add("refused");
        continue;
      }
      seen.add(
          Double.doubleToRawLongBits(outcome.score())
              + Arrays.toString(outcome.isOfClasses() ? outcome.probabilities() : new double[0])
              + outcome.predictedClass()
              + outcome.report()
              + outcome.decisions());
    }
    return seen;
  }

  private static void fill(Row row, Task task, long seed, int i) {
    Random random = new Random(seed * 1_000_003 + i);
    row.clear();
    double a = random.nextGaussian();
    row.setNumber(0, a);
    row.setNumber(1, random.nextInt(4) - 0.2); // now and then below 0
    row.setCategory(0, (long) random.nextInt(1 + i / 20));
    if (random.nextInt(6) > 0 && task == Task.REGRESSION) {
      row.setLabel(3 * a + random.nextGaussian());
    } else if (random.nextInt(6) > 0 && task == Task.MULTICLASS) {
      byte[] text = ("c" + random.nextInt(2 + i / 50)).getBytes(StandardCharsets.UTF_8);
      row.setLabelText(text, 0, text.length);
    }
  }
}
