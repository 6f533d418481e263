package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.Row;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.Activation;
import io.gradstream.core.model.MlpRule;
import io.gradstream.core.model.Pretraining;
import io.gradstream.core.optim.Sgd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PretrainingTest {

  private static final int RECORDS = 400;

  private final List<Decision> decisions = new ArrayList<>();
  private final List<WindowReport> reports = new ArrayList<>();

  @Test
  void labelsAreLearnedOnlyAfterTheFirstRecordsLabelledOrNot() {
    LearnerRule rule = pretrained(Streams.rule(new Sgd(0.05), 1, 50));
    Learner learner = new Learner(rule);
    run(learner, rule, 0, RECORDS - 1);
    assertThat(decisions).isEmpty();
    assertThat(reports).isNotEmpty().allMatch(report -> report.step() == 0);
    assertThat(learner.version()).isEqualTo(RECORDS - 1); // a step each, labelled or not

    run(learner, rule, RECORDS - 1, RECORDS);
    assertThat(decisions).extracting(Decision::kind).containsExactly(Decision.Kind.PRETRAINED);
    assertThat(decisions.get(0).reason())
        .matches(
            "hidden layers were pre-trained on 400 records; error of reconstruction by layer:"
                + " 0?\\.?[0-9.]+, [0-9.]+");
    run(learner, rule, RECORDS, 2 * RECORDS);
    assertThat(decisions).hasSize(1);
    assertThat(reports.get(reports.size() - 1).step()).isPositive();
  }

  @Test
  void layersAreTrainedOneAfterTheOther() {
    LearnerRule rule = pretrained(Streams.rule(new Sgd(0.05), 1, 50));
    Learner learner = new Learner(rule);
    Map<String, byte[]> store = Streams.store();
    run(learner, rule, 0, 1);
    Streams.commit(learner, store);
    byte[] second = layer(store, 2);
    byte[] output = layer(store, 3);
    run(learner, rule, 1, RECORDS / 2);
    Streams.commit(learner, store);
    byte[] first = layer(store, 1);
    assertThat(layer(store, 2)).isEqualTo(second);
    run(learner, rule, RECORDS / 2, RECORDS);
    Streams.commit(learner, store);
    assertThat(layer(store, 1)).isEqualTo(first);
    assertThat(layer(store, 2)).isNotEqualTo(second);
    assertThat(layer(store, 3)).isEqualTo(output);
  }

  @Test
  void windowsBeforeItsEndNeitherStopNorReduce() {
    EarlyStopping stopping =
        new EarlyStopping(Metric.LOG_LOSS, 1, 0.5, EarlyStopping.OnStop.FREEZE);
    LearnerRule rule = pretrained(Streams.rule(new Sgd(0.05), 1, 20, stopping));
    run(new Learner(rule), rule, 0, RECORDS);
    assertThat(reports).hasSizeGreaterThan(10).noneMatch(WindowReport::improved);
    assertThat(decisions).extracting(Decision::kind).doesNotContain(Decision.Kind.STOP);
  }

  @Test
  void unitsThatNoStepHasUsedYetAreNotReportedAsDead() {
    LearnerRule rule = Streams.rule(new Sgd(0.05), 1, 20);
    LearnerRule network =
        Streams.with(
            MlpRule.of(List.of(5), Activation.RELU, MlpRule.initializerFor(Activation.RELU)), rule);
    Training training =
        TrainingBuilder.from(network).pretraining(new Pretraining(RECORDS, 0.01, 0.1)).build();
    run(new Learner(network.withTraining(training)), rule, 0, RECORDS - 1);
    assertThat(reports).hasSizeGreaterThan(10);
    assertThat(decisions).isEmpty();
  }

  @Test
  void aModelThatHasLearnedIsNotPretrained() {
    LearnerRule plain = network(Streams.rule(new Sgd(0.05), 1, 50));
    Learner learner = new Learner(plain);
    Map<String, byte[]> store = Streams.store();
    run(learner, plain, 0, 10);
    Streams.commit(learner, store);
    LearnerRule rule = pretrained(Streams.rule(new Sgd(0.05), 1, 50));
    Learner later = Streams.restore(rule, store);
    run(later, rule, 10, 10 + RECORDS);
    assertThat(decisions).isEmpty();
  }

  @Test
  void theKeyMayBeTakenOutOfThePipelineWhileItGoesOnOrAfterwards() {
    for (int records : new int[] {RECORDS / 2, 2 * RECORDS}) {
      LearnerRule rule = pretrained(Streams.rule(new Sgd(0.05), 1, 50));
      Learner learner = new Learner(rule);
      run(learner, rule, 0, records);
      Map<String, byte[]> store = Streams.store();
      Streams.commit(learner, store);
      LearnerRule plain = network(Streams.rule(new Sgd(0.05), 1, 50));
      reports.clear();
      run(Streams.restore(plain, store), plain, records, records + 200);
      assertThat(reports.get(reports.size() - 1).step()).isPositive();
    }
  }

  @Test
  void rangesAreChecked() {
    assertThatThrownBy(() -> new Pretraining(0, 0.1, 0))
        .hasMessageContaining("records must be a whole number of at least 1");
    assertThatThrownBy(() -> new Pretraining(1, 0, 0))
        .hasMessageContaining("learning-rate must be greater than 0");
    assertThatThrownBy(() -> new Pretraining(1, 0.1, 1))
        .hasMessageContaining("corruption must be in [0, 1)");
  }

  private static LearnerRule network(LearnerRule rule) {
    return Streams.with(
        MlpRule.of(List.of(5, 4), Activation.TANH, MlpRule.initializerFor(Activation.TANH)), rule);
  }

  private static LearnerRule pretrained(LearnerRule rule) {
    LearnerRule network = network(rule);
    Training training =
        TrainingBuilder.from(network).pretraining(new Pretraining(RECORDS, 0.01, 0.1)).build();
    return network.withTraining(training);
  }

  private void run(Learner learner, LearnerRule rule, int from, int to) {
    Row row = new Row(rule.layout());
    for (int i = from; i < to; i++) {
      Streams.fill(row, 9, i);
      Outcome outcome = learner.take(row, i);
      outcome.report().ifPresent(reports::add);
      decisions.addAll(outcome.decisions());
    }
  }

  private static byte[] layer(Map<String, byte[]> store, int number) {
    return store.get("live.layer." + number + "/0");
  }
}
