package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.core.data.FeatureVector;
import io.gradstream.core.data.Row;
import io.gradstream.core.delay.LabelDelay;
import io.gradstream.core.delay.LabelDelay.Match;
import io.gradstream.core.feature.Binding;
import io.gradstream.core.feature.Encoder;
import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.Statistics;
import io.gradstream.core.graph.Columns;
import io.gradstream.core.graph.Graph;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.optim.Adam;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Records are predicted when they come and learned when their labels do. */
class LateLabelsTest {

  private static final long HOUR = 3_600_000;
  private static final EarlyStopping STOPPING =
      new EarlyStopping(Metric.LOG_LOSS, 3, 0.001, EarlyStopping.OnStop.ROLLBACK);

  @Test
  void aLabelThatComesAtOnceIsLearnedAsIfItWereInTheRecord() {
    LearnerRule plain = Streams.rule(new Adam(0.01, 0.9, 0.999, 1e-8), 4, 50, STOPPING);
    Learner immediate = new Learner(plain);
    Late late = new Late(new Learner(plain.withDelay(delay(HOUR, 0, 10, OptionalDouble.empty()))));
    List<Double> expected = new ArrayList<>();
    List<Double> actual = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      Row row = new Row(plain.layout());
      Streams.fill(row, 1, i);
      if (!row.hasLabel()) {
        continue;
      }
      double label = row.label();
      late.record("k" + i, 1, i, i);
      late.label("k" + i, label, i);
      expected.add(immediate.take(row, i).score());
    }
    late.settled.forEach(each -> actual.add(each.score()));
    assertThat(actual).isEqualTo(expected);
    assertThat(late.learner.predictor().weights()).isEqualTo(immediate.predictor().weights());
    assertThat(late.learner.version()).isEqualTo(immediate.version());
  }

  @Test
  void aRecordIsScoredByThePredictionThatWasMadeOfIt() {
    Late late = late(delay(HOUR, 0, 1000, OptionalDouble.empty()));
    List<Double> predicted = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      predicted.add(late.record("k" + i, 1, i, i));
      if (i >= 100) {
        late.label("k" + (i - 100), i % 2, i);
      }
    }
    assertThat(late.settled).hasSize(200);
    for (int i = 0; i < 200; i++) {
      assertThat(late.settled.get(i).score()).isEqualTo(predicted.get(i));
      assertThat(late.settled.get(i).age()).isEqualTo(100);
    }
    assertThat(late.learner.version()).isGreaterThan(0);
  }

  @Test
  void aRecordWhoseWaitIsOverIsDroppedOrCountsAsUnlabelledSays() {
    Late dropping = late(delay(HOUR, 0, 1000, OptionalDouble.empty()));
    Late assuming = late(delay(HOUR, 0, 1000, OptionalDouble.of(0)));
    for (Late late : List.of(dropping, assuming)) {
      for (int i = 0; i < 16; i++) { // the present is what four records agree on
        late.record("k" + i, 1, i, i < 8 ? 0 : HOUR + 1);
      }
      late.label("k3", 1, HOUR + 2);
    }
    assertThat(dropping.settled).isEmpty();
    assertThat(assuming.settled).extracting(Settled::label).containsOnly(0.0);
    assertThat(assuming.settled).extracting(Settled::assumed).containsOnly(true);
    assertThat(dropping.report().unlabelled()).isEqualTo(8);
    assertThat(dropping.report().late()).isEqualTo(1);
    assertThat(assuming.report().assumed()).isEqualTo(8);
    assertThat(assuming.report().late()).isEqualTo(1);
  }

  @Test
  void afterAGapOfAYearTheFirstRecordsAreNotGivenUp() {
    Late late = late(delay(HOUR, 0, 1000, OptionalDouble.empty()));
    long year = 365 * 24 * HOUR;
    for (int i = 0; i < 20; i++) {
      late.record("k" + i, 1, i, i < 10 ? i : year + i);
    }
    for (int i = 0; i < 20; i++) {
      late.label("k" + i, 1, year + 100);
    }
    assertThat(late.report().late()).isEqualTo(10);
    assertThat(late.report().outcomes()).isEqualTo(10);
  }

  @Test
  void aTimeFarAheadDoesNotHoldUpTheRecordsBehindIt() {
    Late late = late(delay(HOUR, 0, 1000, OptionalDouble.empty()));
    for (int i = 0; i < 60; i++) {
      late.record("k" + i, 1, i, i == 5 ? 1_000_000 * HOUR : i * HOUR / 10);
    }
    assertThat(late.report().unlabelled()).isBetween(40L, 50L);
  }

  @Test
  void afterAClockWasSetRightNothingWaitsForEver() {
    Late late = late(delay(HOUR, HOUR, 1000, OptionalDouble.empty()));
    long wrong = 500L * 365 * 24 * HOUR;
    for (int i = 0; i < 200; i++) {
      late.record("wrong" + i, 1, i, wrong + i);
    }
    late.label("nobody", 1, wrong + 200);
    for (int i = 0; i < 200; i++) {
      late.record("right" + i, 1, i, 10 * HOUR + i * HOUR / 20);
    }
    assertThat(late.report().unlabelled()).isBetween(200L + 160, 200L + 190);
    assertThat(late.report().early()).isZero();
  }

  @Test
  void aRecordAtWhichTheLearnerFailsIsNamedAndMayBeGivenUp() {
    Fails feature = new Fails();
    LearnerRule rule =
        Streams.rule(new Adam(0.01, 0.9, 0.999, 1e-8), 4, 50)
            .withFeatures(List.of(feature))
            .withDelay(delay(HOUR, 0, 1000, OptionalDouble.empty()));
    Learner learner = withALabelThatIsDue(rule, feature);
    assertThatThrownBy(learner::settle)
        .isInstanceOfSatisfying(
            SettlementException.class,
            failed -> {
              assertThat(failed.partition()).isEqualTo(2);
              assertThat(failed.offset()).isEqualTo(70);
              assertThat(failed.failure()).hasMessage("now");
            });
    Learner again = withALabelThatIsDue(rule, feature);
    assertThat(again.settle((partition, offset) -> partition == 2 && offset == 70)).isEmpty();
    LabelReport report = again.labels().orElseThrow();
    assertThat(report.waiting()).isZero();
    assertThat(report.unlabelled()).isEqualTo(1);
    assertThat(report.ofDropped()).isEqualTo(1);
  }

  private static Learner withALabelThatIsDue(LearnerRule rule, Fails feature) {
    Learner learner = new Learner(rule);
    feature.now = false;
    Row row = new Row(rule.layout());
    row.setOrigin(2, 70);
    learner.take(row, 1, bytes("k"));
    Row label = new Row(rule.labelLayout(List.of()));
    label.setLabel(1);
    label.setOrigin(0, 1);
    learner.takeLabel(label, 2, bytes("k"));
    feature.now = true;
    return learner;
  }

  /** Fails from some time on. */
  private static final class Fails implements Feature {

    private boolean now;

    @Override
    public String kind() {
      return "fails";
    }

    @Override
    public String description() {
      return "fails";
    }

    @Override
    public Encoder bind(Binding binding) {
      return new Encoder() {
        @Override
        public void observe(Row row) {
          // has no statistics
        }

        @Override
        public void refresh() {
          // derives nothing
        }

        @Override
        public void transform(Row row, FeatureVector out) {
          if (now) {
            throw new IllegalStateException("now");
          }
        }

        @Override
        public void tell(Statistics to) {}

        @Override
        public void draw(Graph graph, Columns out) {
          graph.refuse("a test's encoder", "it is for tests");
        }

        @Override
        public void merge(Encoder twin) {
          // has no statistics
        }
      };
    }
  }

  @Test
  void aKeyThatComesAgainMayHaveAnEarlyLabelAgain() {
    Late late = late(delay(HOUR, HOUR, 1000, OptionalDouble.empty()));
    for (int day = 0; day < 3; day++) {
      late.label("flight", day % 2, day * 100);
      late.record("flight", 1, day, day * 100 + 1);
    }
    assertThat(late.settled).extracting(Settled::label).containsExactly(0.0, 1.0, 0.0);
    assertThat(late.report().second()).isZero();
  }

  @Test
  void aLabelMayBeEarly() {
    Late late = late(delay(HOUR, HOUR, 1000, OptionalDouble.empty()));
    late.label("a", 1, 0);
    assertThat(late.report().early()).isEqualTo(1);
    late.label("a", 0, 1); // a second one
    late.record("a", 1, 0, 5);
    assertThat(late.settled).extracting(Settled::label).containsExactly(1.0);
    assertThat(late.settled).extracting(Settled::age).containsExactly(-5L);
    assertThat(late.report().second()).isEqualTo(1);
    assertThat(late.report().early()).isZero();
  }

  @Test
  void aLabelWhoseRecordNeverComesIsCountedAndDropped() {
    Late late = late(delay(HOUR, HOUR, 1000, OptionalDouble.empty()));
    late.label("nobody", 1, 0);
    for (int i = 0; i < 6; i++) {
      late.record("k" + i, 1, i, 2 * HOUR);
    }
    assertThat(late.report().unmatched()).isEqualTo(1);
    assertThat(late.report().early()).isZero();
    late.record("nobody", 1, 9, 2 * HOUR);
    assertThat(late.settled).isEmpty();
  }

  @Test
  void theOldestMakesRoomAndALabelForItIsKnownForWhatItIs() {
    Late late = late(delay(HOUR, 0, 3, OptionalDouble.empty()));
    for (int i = 0; i < 5; i++) {
      late.record("k" + i, 1, i, i);
    }
    late.label("k0", 1, 9);
    late.label("k2", 1, 9);
    late.label("k2", 1, 9);
    LabelReport report = late.report();
    assertThat(report.dropped()).isEqualTo(2);
    assertThat(report.waiting()).isEqualTo(2);
    assertThat(report.ofDropped()).isEqualTo(1);
    assertThat(report.second()).isEqualTo(1);
    assertThat(report.outcomes()).isEqualTo(1);
  }

  @Test
  void aLabelGoesToTheOldestOfAKeyOrToAll() {
    for (Match match : Match.values()) {
      LabelDelay rule = new LabelDelay(List.of(), HOUR, 0, 100, OptionalDouble.empty(), match);
      Late late = late(rule);
      late.record("same", 1, 0, 0);
      late.record("other", 1, 1, 1);
      late.record("same", 1, 2, 2);
      late.label("same", 1, 10);
      List<Long> ages = late.settled.stream().map(Settled::age).toList();
      assertThat(ages).isEqualTo(match == Match.FIRST ? List.of(10L) : List.of(10L, 8L));
    }
  }

  @Test
  void whatDoesNotMeetIsADecisionEvenWhereNoWindowIsEverFull() {
    Late late = late(delay(HOUR, 0, 1000, OptionalDouble.empty()));
    for (int i = 0; i < 120; i++) {
      late.label("nobody", 1, i);
    }
    assertThat(late.decisions).extracting(Decision::kind).contains(Decision.Kind.LABELS_UNUSED);
    assertThat(late.decisions.get(0).reason()).contains("50 came for no record that is known");
    assertThat(late.decisions).hasSize(2);
  }

  @Property(tries = 60)
  void resumedEqualsUninterruptedAndTheCountsAddUp(
      @ForAll long seed,
      @ForAll Match match,
      @ForAll boolean assume,
      @ForAll @IntRange(max = 2) int early,
      @ForAll @IntRange(min = 1, max = 300) int most,
      @ForAll @IntRange(min = 1, max = 40) int meanRun) {
    OptionalDouble unlabelled = assume ? OptionalDouble.of(0) : OptionalDouble.empty();
    LabelDelay rule = new LabelDelay(List.of(), 300, early * 20L, most, unlabelled, match);
    Late whole = late(rule);
    int end = Math.min(1500, 500 + 30 * meanRun); // of short runs fewer: each is a restore
    run(whole, seed, 0, end);
    LearnerRule learner = whole.rule;

    Map<String, byte[]> stored = Streams.store();
    Late often = null;
    Random random = new Random(seed);
    List<Settled> settled = new ArrayList<>();
    for (int from = 0; from < end; ) {
      int to = Math.min(end, from + 1 + random.nextInt(2 * meanRun));
      often = new Late(Streams.restore(learner, stored), learner);
      run(often, seed, from, to);
      Streams.commit(often.learner, stored);
      settled.addAll(often.settled);
      from = to;
    }
    Map<String, byte[]> once = Streams.store();
    Streams.commit(whole.learner, once);
    assertThat(settled).isEqualTo(whole.settled);
    assertThat(stored.keySet()).isEqualTo(once.keySet());
    stored.forEach((key, block) -> assertThat(block).as(key).isEqualTo(once.get(key)));
    LabelReport report = whole.report();
    assertThat(report.outcomes() + report.unlabelled() + report.waiting())
        .isEqualTo(report.predictions());
    assertThat(report.outcomes()).isEqualTo(whole.settled.size());
  }

  /** Records and labels: late, early, twice, and of nobody. */
  private static void run(Late late, long seed, int from, int to) {
    for (int i = from; i < to; i++) {
      Random random = new Random(seed * 31 + i);
      if (random.nextInt(20) < 11) {
        late.record("k" + (random.nextInt(10) == 0 ? i - 1 : i), seed, i, 2L * i);
      } else {
        late.label("k" + (i + 5 - random.nextInt(200)), random.nextInt(2), 2L * i);
      }
    }
  }

  private static LabelDelay delay(long patience, long early, int most, OptionalDouble unlabelled) {
    return new LabelDelay(List.of(), patience, early, most, unlabelled, Match.FIRST);
  }

  private static Late late(LabelDelay delay) {
    LearnerRule rule =
        Streams.rule(new Adam(0.01, 0.9, 0.999, 1e-8), 4, 50, STOPPING).withDelay(delay);
    return new Late(new Learner(rule), rule);
  }

  record Settled(String key, double score, double label, long age, boolean assumed, long version) {}

  /** A learner of labels that come later, and what came of it. */
  private static final class Late {

    final Learner learner;
    final LearnerRule rule;
    final List<Settled> settled = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();

    Late(Learner learner, LearnerRule rule) {
      this.learner = learner;
      this.rule = rule;
    }

    Late(Learner learner) {
      this(learner, Streams.rule(new Adam(0.01, 0.9, 0.999, 1e-8), 4, 50).withDelay(NO_DELAY));
    }

    double record(String key, long seed, int number, long time) {
      Row row = new Row(rule.layout());
      Streams.fill(row, seed, number);
      row.setLabel(Double.NaN);
      Outcome outcome = learner.take(row, time, bytes(key));
      decisions.addAll(outcome.decisions());
      double score = outcome.score();
      settle();
      return score;
    }

    void label(String key, double label, long time) {
      Row row = new Row(rule.labelLayout(List.of()));
      row.setLabel(label);
      decisions.addAll(learner.takeLabel(row, time, bytes(key)).decisions());
      settle();
    }

    private void settle() {
      for (var next = learner.settle(); next.isPresent(); next = learner.settle()) {
        Settlement each = next.get();
        Outcome outcome = each.outcome();
        decisions.addAll(outcome.decisions());
        settled.add(
            new Settled(
                new String(each.key(), StandardCharsets.UTF_8),
                outcome.score(),
                outcome.label(),
                each.age(),
                each.label().assumed(),
                outcome.version()));
      }
    }

    LabelReport report() {
      return learner.labels().orElseThrow();
    }
  }

  private static final LabelDelay NO_DELAY = delay(HOUR, 0, 10, OptionalDouble.empty());

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
