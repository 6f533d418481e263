package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Row;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.Activation;
import io.gradstream.core.model.Initializer;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.model.MlpRule;
import io.gradstream.core.model.ModelRule;
import io.gradstream.core.optim.Adadelta;
import io.gradstream.core.optim.Adagrad;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.AdamW;
import io.gradstream.core.optim.AmsGrad;
import io.gradstream.core.optim.Ftrl;
import io.gradstream.core.optim.Momentum;
import io.gradstream.core.optim.Nesterov;
import io.gradstream.core.optim.Optimizer;
import io.gradstream.core.optim.Plateau;
import io.gradstream.core.optim.RmsProp;
import io.gradstream.core.optim.Schedule;
import io.gradstream.core.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A learner restored from its blocks is, bit for bit, the learner that was never stopped. */
class LearnerResumePropertyTest {

  private static final List<Optimizer> RULES =
      List.of(
          new Sgd(0.1),
          new Momentum(0.05, 0.9),
          new Nesterov(0.05, 0.9),
          new Adagrad(0.1, 0.001, 1e-10),
          new Adadelta(1, 0.9, 1e-6),
          new RmsProp(0.01, 0.9, 1e-8),
          new Adam(0.01, 0.9, 0.999, 1e-8),
          new AmsGrad(0.01, 0.9, 0.999, 1e-8),
          new AdamW(new Adam(0.01, 0.9, 0.999, 1e-8), 0.01),
          new Ftrl(0.1, 1, 0.01, 0.01));

  private static final List<ModelRule> MODELS =
      List.of(
          new LinearRule("logistic"),
          MlpRule.of(List.of(4), Activation.RELU, new Initializer.He()),
          new MlpRule(List.of(5, 3), Activation.GELU, new Initializer.Xavier(), true, 0.3, 1));

  @Property(tries = 150)
  void resumedEqualsUninterrupted(
      @ForAll @IntRange(max = 2) int model,
      @ForAll @IntRange(max = 9) int optimizer,
      @ForAll @IntRange(min = 1, max = 20) int batch,
      @ForAll @IntRange(min = 1, max = 150) int window,
      @ForAll EarlyStopping.OnStop onStop,
      @ForAll @IntRange(min = 1, max = 60) int meanRun,
      @ForAll long seed) {
    EarlyStopping stopping = new EarlyStopping(Metric.LOG_LOSS, 2, 0.01, onStop);
    LearnerRule rule =
        Streams.with(
            MODELS.get(model), Streams.rule(RULES.get(optimizer), batch, window, stopping));
    Random random = new Random(seed);
    int records = Math.min(900, 200 + 25 * meanRun); // that is as many restores, about, of any run

    Map<String, byte[]> once = Streams.store();
    Learner whole = new Learner(rule);
    List<String> expected = run(whole, rule, seed, 0, records);
    Streams.commit(whole, once);

    Map<String, byte[]> often = Streams.store();
    List<String> actual = new ArrayList<>();
    for (int from = 0; from < records; ) {
      int to = Math.min(records, from + 1 + random.nextInt(2 * meanRun));
      Learner learner = Streams.restore(rule, often);
      actual.addAll(run(learner, rule, seed, from, to));
      Streams.commit(learner, often);
      from = to;
    }

    assertThat(actual).isEqualTo(expected);
    assertThat(often).containsExactlyEntriesOf(once);
  }

  @Property(tries = 60)
  void resumedEqualsUninterruptedWithEveryWayToStep(
      @ForAll @IntRange(max = 8) int optimizer,
      @ForAll @IntRange(min = 1, max = 20) int batch,
      @ForAll @IntRange(min = 1, max = 40) int maxDelay,
      @ForAll @IntRange(max = 4) int schedule,
      @ForAll @IntRange(min = 1, max = 60) int steps,
      @ForAll boolean warm,
      @ForAll @IntRange(max = 30) int shuffleBuffer,
      @ForAll boolean augmented,
      @ForAll @IntRange(min = 1, max = 60) int run,
      @ForAll long seed) {
    List<Schedule> schedules =
        List.of(
            Schedule.CONSTANT,
            new Schedule.InverseTime(1.0 / steps),
            new Schedule.Exponential(0.5, steps),
            new Schedule.Steps(0.5, steps),
            new Schedule.Cosine(steps, 0.1));
    Schedule rates = schedules.get(schedule);
    Training training =
        TrainingBuilder.of(RULES.get(optimizer), batch)
            .batching(new Batching(batch, maxDelay, shuffleBuffer))
            .plateau(new Plateau(0.5, 1, 0.01, 0.1))
            .augmentation(
                augmented ? new Augmentation(0.3, 0.2, ClassWeights.BALANCED) : Augmentation.NONE)
            .schedule(warm ? new Schedule.WarmUp(steps, rates) : rates)
            .clipping(2, 0.5)
            .penalties(0.001, 0.001)
            .build();
    LearnerRule rule = Streams.rule(RULES.get(optimizer), batch, 50).withTraining(training);

    Map<String, byte[]> once = Streams.store();
    Learner whole = new Learner(rule);
    List<String> expected = run(whole, rule, seed, 0, 400);
    Streams.commit(whole, once);
    Map<String, byte[]> often = Streams.store();
    List<String> actual = new ArrayList<>();
    for (int from = 0; from < 400; from += run) {
      Learner learner = Streams.restore(rule, often);
      actual.addAll(run(learner, rule, seed, from, Math.min(400, from + run)));
      Streams.commit(learner, often);
    }

    assertThat(actual).isEqualTo(expected);
    assertThat(often).containsExactlyEntriesOf(once);
  }

  @Property(tries = 20)
  void howOftenBlocksAreWrittenMakesNoDifference(
      @ForAll @IntRange(max = 2) int model,
      @ForAll @IntRange(min = 1, max = 7) int batch,
      @ForAll long seed) {
    LearnerRule rule =
        Streams.with(MODELS.get(model), Streams.rule(new Adam(0.01, 0.9, 0.999, 1e-8), batch, 50));
    Map<String, byte[]> everyRecord = Streams.store();
    Map<String, byte[]> atTheEnd = Streams.store();
    Learner first = new Learner(rule);
    Learner second = new Learner(rule);
    for (int i = 0; i < 400; i++) {
      run(first, rule, seed, i, i + 1);
      Streams.commit(first, everyRecord);
    }
    run(second, rule, seed, 0, 400);
    Streams.commit(second, atTheEnd);
    assertThat(everyRecord).containsExactlyEntriesOf(atTheEnd);
  }

  private static List<String> run(Learner learner, LearnerRule rule, long seed, int from, int to) {
    Row row = new Row(rule.layout());
    List<String> seen = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Streams.fill(row, seed, i);
      Outcome outcome = learner.take(row, i);
      seen.add(
          Double.doubleToRawLongBits(outcome.score())
              + " "
              + outcome.version()
              + outcome.report()
              + outcome.decisions());
    }
    return seen;
  }
}
