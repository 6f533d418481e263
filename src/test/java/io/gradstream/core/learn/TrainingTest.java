package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.Row;
import io.gradstream.core.optim.Schedule;
import io.gradstream.core.optim.Sgd;
import org.junit.jupiter.api.Test;

class TrainingTest {

  private final LearnerRule plain = Streams.rule(new Sgd(0.5), 1, 4);
  private final Row row = new Row(plain.layout());

  @Test
  void theFirstStepIsTakenAtTheScheduledRate() {
    TrainingBuilder training = TrainingBuilder.from(plain).penalties(0, 0);
    Schedule quarter = new Schedule.WarmUp(4, Schedule.CONSTANT);
    double full = biasAfterOneStep(training.build());
    assertThat(full).isCloseTo(0.25, within(1e-12)); // 0.5 (1 - 1/2)
    assertThat(biasAfterOneStep(training.schedule(quarter).build()))
        .isCloseTo(full / 4, within(1e-12));
  }

  @Test
  void theWindowReportsTheRateOfItsLastStep() {
    Training training = TrainingBuilder.from(plain).schedule(new Schedule.Steps(0.1, 3)).build();
    Learner learner = new Learner(plain.withTraining(training));
    for (int i = 0; i < 3; i++) {
      assertThat(learner.take(labelled(), i).report()).isEmpty();
    }
    assertThat(learner.take(labelled(), 3).report().orElseThrow().learningRate())
        .isCloseTo(0.05, within(1e-15));
  }

  @Test
  void aBatchIsSteppedByTheFirstRecordMoreThanMaxDelayAfterItsFirst() {
    Learner learner = delayed(10);
    learner.take(labelled(), 1000);
    learner.take(labelled(), 1010);
    assertThat(learner.version()).isZero();
    Outcome outcome = learner.take(unlabelled(), 1011);
    assertThat(outcome.version()).isEqualTo(1);
    assertThat(outcome.score()).isNotEqualTo(0.5); // predicted after the step
    learner.take(unlabelled(), 9999);
    assertThat(learner.version()).isEqualTo(1); // nothing waits
  }

  @Test
  void theDelayCountsAnewFromTheNextBatchAndNeverFromRecordsOutOfOrder() {
    Learner learner = delayed(10);
    learner.take(labelled(), 1000);
    learner.take(labelled(), 1011); // steps the first, waits itself
    assertThat(learner.version()).isEqualTo(1);
    learner.take(labelled(), 5);
    learner.take(unlabelled(), 1021);
    assertThat(learner.version()).isEqualTo(1);
    learner.take(unlabelled(), 1022);
    assertThat(learner.version()).isEqualTo(2);
  }

  @Test
  void withoutMaxDelayABatchWaitsUntilItIsFull() {
    Learner learner = delayed(Batching.NO_LIMIT);
    learner.take(labelled(), 0);
    learner.take(unlabelled(), Long.MAX_VALUE);
    assertThat(learner.version()).isZero();
  }

  private Learner delayed(long millis) {
    Batching batching = new Batching(100, millis, 0);
    return new Learner(
        plain.withTraining(TrainingBuilder.of(new Sgd(0.5), 100).batching(batching).build()));
  }

  private Row labelled() {
    unlabelled().setLabel(1);
    return row;
  }

  private Row unlabelled() {
    row.clear();
    row.setNumber(0, 1);
    row.setNumber(1, 1);
    return row;
  }

  /** All numbers encode to 0 in the first record, so its step moves the bias and one category. */
  private double biasAfterOneStep(Training training) {
    Learner learner = new Learner(plain.withTraining(training));
    learner.take(labelled(), 0);
    double score = learner.take(unlabelled(), 1).score();
    return StrictMath.log(score / (1 - score)) / 2; // bias and category moved alike
  }
}
