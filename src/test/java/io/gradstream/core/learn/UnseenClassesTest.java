package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.optim.Sgd;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A class that has not appeared yet has a probability: (classes seen + 1/2) / (labels + 1). */
class UnseenClassesTest {

  @Test
  void theUnknownHaveTheShareOfRecordsThatBroughtSomethingNew() {
    Learner learner = new Learner(rule(List.of(), 50, 4, Optional.empty()));

    Outcome first = take(learner, "a");
    assertThat(first.probabilities()).isEmpty();
    assertThat(first.score()).isNaN();
    assertThat(first.predictedClass()).isEqualTo(-1);
    assertThat(first.ofTruth()).isEqualTo(0.5);

    Outcome second = take(learner, "b"); // one class of one label
    assertThat(second.unseen()).isEqualTo(1.5 / 2);
    assertThat(second.probabilities()).containsExactly(0.25);
    assertThat(second.ofTruth()).isEqualTo(0.75);

    Outcome third = take(learner, "b"); // two classes of two labels
    assertThat(third.unseen()).isEqualTo(2.5 / 3);
    assertThat(sum(third)).isCloseTo(0.5 / 3, within(1e-15));
    assertThat(third.ofTruth()).isEqualTo(third.probabilities()[1]);

    assertThat(take(learner, null).unseen()).isEqualTo(2.5 / 4);
    assertThat(take(learner, null).unseen()).isEqualTo(2.5 / 4); // no label, no count
  }

  @Test
  void aWindowCountsANewClassByThatShare() {
    Learner learner = new Learner(rule(List.of(), 50, 4, Optional.empty()));
    double logLoss = 0;
    for (String label : List.of("a", "b", "b", "c")) {
      logLoss -= Math.log(take(learner, label).ofTruth()) / 4;
    }
    WindowReport report = Optional.of(lastReport(learner, "a", 4)).get();

    assertThat(logLoss).isLessThan(2);
    assertThat(report.total().get(Metric.LOG_LOSS))
        .isLessThan((logLoss + report.model().get(Metric.LOG_LOSS)) / 2 + 1e-12)
        .isGreaterThan((logLoss + report.model().get(Metric.LOG_LOSS)) / 2 - 1e-12);
  }

  @Test
  void theShareFallsOverWindowsAndRestartsAlike() {
    LearnerRule rule = rule(List.of(), 50, 3, Optional.empty());
    Map<String, byte[]> store = Streams.store();
    for (int n = 0; n < 20; n++) {
      Learner learner = Streams.restore(rule, store);
      Outcome outcome = take(learner, n % 2 == 0 ? "a" : "b");
      assertThat(outcome.unseen()).isEqualTo((Math.min(n, 2) + 0.5) / (n + 1));
      Streams.commit(learner, store);
    }
  }

  @Test
  void whereNoOtherClassCanComeNothingIsKeptForIt() {
    Learner listed = new Learner(rule(List.of("a", "b", "c"), 50, 9, Optional.empty()));
    assertThat(take(listed, "a").unseen()).isZero();
    assertThat(sum(take(listed, "b"))).isCloseTo(1, within(1e-15));

    Learner full = new Learner(rule(List.of(), 2, 9, Optional.empty()));
    take(full, "a");
    assertThat(take(full, "b").unseen()).isEqualTo(0.75);
    Outcome outcome = take(full, "a");
    assertThat(outcome.unseen()).isZero();
    assertThat(sum(outcome)).isCloseTo(1, within(1e-15));
  }

  @Test
  void aCheckpointIsJudgedByTheClassesThatItKnows() {
    EarlyStopping never = new EarlyStopping(Metric.LOG_LOSS, 100, 1e6, EarlyStopping.OnStop.REPORT);
    Learner learner = new Learner(rule(List.of(), 50, 4, Optional.of(never)));
    lastReport(learner, "a", 4); // the checkpoint knows no other class
    WindowReport report = lastReport(learner, "b", 4);

    double expected = 0;
    for (int n = 4; n < 8; n++) {
      expected -= Math.log(1.5 / (n + 1)) / 4;
    }
    assertThat(report.checkpoint().orElseThrow().get(Metric.LOG_LOSS))
        .isCloseTo(expected, within(1e-12));
  }

  private static WindowReport lastReport(Learner learner, String label, int records) {
    Optional<WindowReport> report = Optional.empty();
    for (int i = 0; i < records; i++) {
      report = take(learner, label).report();
    }
    return report.orElseThrow();
  }

  private static double sum(Outcome outcome) {
    return Arrays.stream(outcome.probabilities()).sum();
  }

  private static Outcome take(Learner learner, String label) {
    Row row = new Row(rule(List.of(), 50, 4, Optional.empty()).layout());
    row.clear();
    row.setNumber(0, 1);
    if (label != null) {
      byte[] text = label.getBytes(StandardCharsets.UTF_8);
      row.setLabelText(text, 0, text.length);
    }
    return learner.take(row, 0);
  }

  private static LearnerRule rule(
      List<String> classes, int most, int window, Optional<EarlyStopping> stopping) {
    return new LearnerRule(
        LabelRule.classes("y", classes, most),
        List.of(new Standard(List.of("a"), Missing.MEAN)),
        new LinearRule("softmax"),
        new SoftmaxCrossEntropy(),
        Training.of(new Sgd(0.1), 1),
        new Validation(window, Metric.all(Task.MULTICLASS)),
        stopping,
        Optional.empty(),
        0);
  }
}
