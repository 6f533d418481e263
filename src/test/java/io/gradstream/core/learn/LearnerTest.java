package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.optim.Adam;
import io.gradstream.core.optim.Momentum;
import io.gradstream.core.optim.Sgd;
import io.gradstream.core.state.StateMismatchException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearnerTest {

  private static final long SEED = 7;

  private final LearnerRule rule = Streams.rule(new Sgd(0.1), 1, 100);
  private final Row row = new Row(rule.layout());

  @Test
  void aRecordIsScoredBeforeItIsLearnedFrom() {
    Learner learner = new Learner(rule);
    record(0, "x", 1);
    Outcome outcome = learner.take(row, 0);
    assertThat(outcome.score()).isEqualTo(0.5);
    assertThat(outcome.version()).isZero();
    assertThat(learner.version()).isEqualTo(1);
    assertThat(learner.take(row, 1).score()).isGreaterThan(0.5);
  }

  @Test
  void aRecordWithoutALabelIsScoredAndNotLearnedFrom() {
    Learner learner = new Learner(rule);
    record(1, "x", 1);
    learner.take(row, 0);
    record(2, "x", Double.NaN);
    assertThat(learner.take(row, 1).version()).isEqualTo(1);
    assertThat(learner.version()).isEqualTo(1);
  }

  @Test
  void theModelLearnsWhatTheStreamTeaches() {
    Learner learner = new Learner(rule);
    WindowReport last = run(learner, 0, 5000).get(39);
    assertThat(last.model().get(Metric.ACCURACY)).isGreaterThan(0.85);
    assertThat(last.model().get(Metric.LOG_LOSS))
        .isLessThan(last.majority().get(Metric.LOG_LOSS) - 0.2);
    assertThat(last.model().get(Metric.AUC)).isGreaterThan(0.9);
  }

  @Test
  void aBatchTakesOneStepWithItsMeanGradient() {
    Learner learner = new Learner(Streams.rule(new Sgd(0.5), 4, 100));
    for (int label : new int[] {1, 1, 1, 0}) {
      record(0, "x", label);
      assertThat(learner.take(row, 0).score()).isEqualTo(0.5);
    }
    // Mean of (0.5 - label) over the batch is -0.25, for the bias and the column of "x" alike;
    // the numeric columns are 0 as long as nothing varies.
    double z = 2 * 0.5 * 0.25;
    assertThat(learner.take(row, 0).score()).isCloseTo(1 / (1 + Math.exp(-z)), within(1e-15));
    assertThat(learner.version()).isEqualTo(1);
  }

  @Test
  void reportsCountEveryLabelledRecordAndAgreeOverall() {
    List<WindowReport> reports = run(new Learner(rule), 0, 3000);
    double sum = 0;
    for (int i = 0; i < reports.size(); i++) {
      WindowReport report = reports.get(i);
      assertThat(report.window()).isEqualTo(i + 1);
      assertThat(report.count()).isEqualTo(100);
      assertThat(report.totalCount()).isEqualTo(100L * (i + 1));
      sum += report.model().get(Metric.LOG_LOSS);
      assertThat(report.total().get(Metric.LOG_LOSS)).isCloseTo(sum / (i + 1), within(1e-12));
      assertThat(report.step()).isEqualTo(report.totalCount());
    }
    assertThat(reports).hasSizeGreaterThan(20);
  }

  @Test
  void anOverflowingRecordNeverReachesTheWeights() {
    Learner learner = new Learner(Streams.rule(new Sgd(1e300), 1, 20));
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      record(i % 2 == 0 ? 1e140 : -1e140, "x" + i % 3, i % 2);
      Outcome outcome = learner.take(row, i);
      decisions.addAll(outcome.decisions());
    }
    assertThat(learner.predictor().weights())
        .extracting(NamedWeight::feature)
        .containsExactly("bias", "a", "b", "c missing", "c=x0", "c=x1", "c=x2");
    assertThat(learner.predictor().weights())
        .extracting(NamedWeight::value)
        .allMatch(Double::isFinite);
    assertThat(decisions).isNotEmpty().allMatch(d -> d.kind() == Decision.Kind.DROP_STEP);
    assertThat(decisions).extracting(Decision::window).doesNotHaveDuplicates();
    assertThat(decisions.get(0).count()).isPositive();
  }

  @Test
  void clippingBoundsTheStep() {
    LearnerRule clipped = withClip(rule, 0.01);
    Learner learner = new Learner(clipped);
    record(0, "x", 1);
    learner.take(row, 0);
    // Two active rows (bias, "x") share a gradient of norm 0.01; the rate is 0.1.
    double z = 2 * 0.1 * 0.01 / Math.sqrt(2);
    assertThat(learner.take(row, 1).score()).isCloseTo(1 / (1 + Math.exp(-z)), within(1e-8));
  }

  @Test
  void stateOfAnotherPipelineIsRefusedWithWhatChanged() {
    Map<String, byte[]> store = Streams.store();
    Learner learner = new Learner(rule);
    run(learner, 0, 50);
    Streams.commit(learner, store);
    LearnerRule other =
        rule.withFeatures(List.of(new Standard(List.of("a"), Missing.MEAN)))
            .withTraining(Training.of(new Momentum(0.1, 0.9), 1));
    assertThatThrownBy(() -> Streams.restore(other, store))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("optimizer: learned with 'sgd', now 'momentum'")
        .hasMessageContaining(
            "features[0]: learned with 'standard: [a, b], missing mean',"
                + " now 'standard: [a], missing mean'")
        .hasMessageContaining("features[1]: learned with 'one-hot: [c]', now 'nothing'")
        .hasMessageContaining("another name")
        .hasMessageNotContaining("''");
  }

  @Test
  void anEncoderAppendedToTheFeaturesIsRefusedToo() {
    Map<String, byte[]> store = Streams.store();
    Learner learner = new Learner(rule);
    run(learner, 0, 50);
    Streams.commit(learner, store);
    List<Feature> more = new ArrayList<>(rule.features());
    more.add(new OneHot(List.of("d")));
    LearnerRule other = rule.withFeatures(more);
    assertThatThrownBy(() -> Streams.restore(other, store))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("features[2]: learned with 'nothing', now 'one-hot: [d]'");
  }

  @Test
  void stateOfANewerVersionIsRefusedWithWhatToDo() {
    Map<String, byte[]> store = stored(rule);
    describe(store, "state-layout=" + StateLayout.VERSION, "state-layout=907");
    assertThatThrownBy(() -> Streams.restore(rule, store))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("layout 907")
        .hasMessageContaining("reads layout " + StateLayout.VERSION)
        .hasMessageContaining("newer version: run that")
        .hasMessageContaining("another name");
  }

  @Test
  void stateFromBeforeVersionsIsRefusedWithWhatToDo() {
    Map<String, byte[]> store = stored(rule);
    describe(store, "state-layout=" + StateLayout.VERSION + "\n", "");
    assertThatThrownBy(() -> Streams.restore(rule, store))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("from before stored models had a version")
        .hasMessageContaining("another name");
  }

  @Test
  void stateWithoutItsDescriptionIsRefused() {
    Map<String, byte[]> store = stored(rule);
    store.remove("layout/0");
    assertThatThrownBy(() -> Streams.restore(rule, store))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("no block 'layout/0'");
  }

  @Test
  void aDescriptionMayHoldLineEndsAndBackslashes() {
    LearnerRule odd =
        new LearnerRule(
            LabelRule.binary("y", Optional.of("a\nlabel=b\\n\r=")),
            rule.features(),
            rule.model(),
            rule.loss(),
            rule.training(),
            rule.validation(),
            rule.earlyStopping(),
            rule.weight(),
            rule.seed());
    Map<String, byte[]> store = stored(odd);
    assertThat(Streams.restore(odd, store).version()).isPositive();
    assertThatThrownBy(() -> Streams.restore(rule, store))
        .isInstanceOf(StateMismatchException.class)
        .hasMessageContaining("label: learned with 'y is a\\nlabel=b");
  }

  private Map<String, byte[]> stored(LearnerRule of) {
    Map<String, byte[]> store = Streams.store();
    Learner learner = new Learner(of);
    run(learner, 0, 50);
    Streams.commit(learner, store);
    return store;
  }

  /** Changes the stored description. */
  private static void describe(Map<String, byte[]> store, String before, String after) {
    String block = new String(store.get("layout/0"), StandardCharsets.UTF_8);
    assertThat(block).contains(before);
    store.put("layout/0", block.replace(before, after).getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void ratesBatchesWindowsAndStoppingRulesMayChange() {
    Map<String, byte[]> store = Streams.store();
    Learner learner = new Learner(Streams.rule(new Adam(0.1, 0.9, 0.999, 1e-8), 10, 100));
    run(learner, 0, 195);
    Streams.commit(learner, store);
    EarlyStopping stopping = new EarlyStopping(Metric.ACCURACY, 3, 0, EarlyStopping.OnStop.FREEZE);
    LearnerRule changed = Streams.rule(new Adam(0.01, 0.8, 0.99, 1e-7), 3, 20, stopping);
    List<WindowReport> reports = run(Streams.restore(changed, store), 195, 400);
    assertThat(reports.get(0).count()).isGreaterThan(20); // what had been gathered is not lost
    assertThat(reports.get(1).count()).isEqualTo(20);
  }

  private List<WindowReport> run(Learner learner, int from, int to) {
    List<WindowReport> reports = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Streams.fill(row, SEED, i);
      learner.take(row, i).report().ifPresent(reports::add);
    }
    return reports;
  }

  private void record(double a, String category, double label) {
    row.clear();
    row.setNumber(0, a);
    byte[] text = category.getBytes(StandardCharsets.UTF_8);
    row.setCategory(0, text, 0, text.length);
    row.setLabel(label);
  }

  private static LearnerRule withClip(LearnerRule rule, double clip) {
    return rule.withTraining(TrainingBuilder.from(rule).clipNorm(clip).penalties(0, 0).build());
  }
}
