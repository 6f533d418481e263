package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Row;
import io.gradstream.core.feature.category.OneHot;
import io.gradstream.core.feature.dictionary.Limits;
import io.gradstream.core.model.Activation;
import io.gradstream.core.model.Initializer;
import io.gradstream.core.model.MlpRule;
import io.gradstream.core.optim.Momentum;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What becomes of the parameters of a category that is forgotten. */
class ExpiryTest {

  private static final Limits LIMITS = new Limits(1, 100, false, false, false, 1000);
  private static final int CATEGORY = 1; // parameter row; 0 is the bias

  private final Map<String, byte[]> stored = new TreeMap<>();

  @Test
  void aRowThatIsUsedAgainBeginsWithNothingInModelMomentsAndCheckpoint() {
    Learner learner = new Learner(rule(1, 10, stopping(1000, 0)));
    train(learner, "a", 0, 30);
    assertThat(row(learner, "live.parameters")).doesNotContain(0, 0);
    assertThat(row(learner, "best.parameters")).doesNotContain(0, 0);

    pass(learner, 5000);
    observe(learner, "b", Double.NaN, 5000);

    assertThat(learner.predictor().categories()).containsExactly("c=b");
    assertThat(row(learner, "live.parameters")).containsExactly(0, 0);
    assertThat(row(learner, "best.parameters")).containsExactly(0, 0);
  }

  @Test
  void aRecordOfTheFarFutureMakesNothingForgottenAndLaterEverythingIsInTime() {
    Learner learner = new Learner(rule(1, 10));
    train(learner, "a", 0, 30);
    train(learner, "b", 30, 5);
    observe(learner, "a", 1, Instant.parse("2999-01-01T00:00:00Z").toEpochMilli());
    observe(learner, "a", 1, 36);
    assertThat(learner.predictor().categories()).containsExactly("c=a", "c=b");

    pass(learner, 2000);
    observe(learner, "d", Double.NaN, 2000);
    assertThat(learner.predictor().categories()).doesNotContain("c=b").contains("c=d");
  }

  @Test
  void aNewCategoryIsPredictedAsOneThatWasNeverSeen() {
    Learner learner = new Learner(rule(1, 10));
    train(learner, "a", 0, 30);

    double unknown = observe(learner, "", Double.NaN, 30);
    pass(learner, 5000);
    assertThat(observe(learner, "b", Double.NaN, 5000)).isEqualTo(unknown);
  }

  @Test
  void aRowToWhichThePendingBatchRefersIsNotUsedAgain() {
    Learner learner = new Learner(rule(4, 10));
    train(learner, "a", 0, 30); // 28 learned from, 2 wait
    pass(learner, 5000);
    observe(learner, "b", 0, 5000);
    assertThat(learner.predictor().categories()).containsExactly("c=a", "c=b");

    observe(learner, "b", 0, 5001); // the batch is full: a step
    observe(learner, "d", 0, 5002);

    assertThat(learner.predictor().categories()).containsExactly("c=d", "c=b");
  }

  @Test
  void aRowOfANetworkBeginsWithItsFirstWeights() {
    MlpRule network = MlpRule.of(List.of(3), Activation.TANH, new Initializer.Xavier());
    Learner learner = new Learner(Streams.with(network, rule(1, 1000)));
    observe(learner, "a", Double.NaN, 0);
    double[] first = doubles(learner, "live.layer.1");
    train(learner, "a", 1, 30);
    assertThat(doubles(learner, "live.layer.1")).isNotEqualTo(first);

    pass(learner, 5000);
    observe(learner, "b", Double.NaN, 5000);

    int stride = 2 * 3; // weights and momentum
    assertThat(doubles(learner, "live.layer.1"))
        .endsWith(Arrays.copyOfRange(first, stride, 2 * stride));
  }

  @Test
  void aModelThatLearnsAgainHasNotForgottenWhatItKnewWhenItWasStopped() {
    Learner stopped = new Learner(rule(1, 10, stopping(1, 1000)));
    train(stopped, "a", 0, 30); // the second window does not improve by so much
    assertThat(row(stopped, "live.parameters")).doesNotContain(0, 0);

    Learner resumed = new Learner(rule(1, 10));
    resumed.restore(stored);
    pass(resumed, 100_000);
    observe(resumed, "b", Double.NaN, 100_000);
    assertThat(resumed.predictor().categories()).containsExactly("c=a", "c=b");
    observe(resumed, "b", Double.NaN, 100_500);
    pass(resumed, 101_200);
    observe(resumed, "b", Double.NaN, 101_200);
    assertThat(resumed.predictor().categories()).containsExactly("", "c=b");
  }

  private static LearnerRule rule(int batch, int window, EarlyStopping... stopping) {
    return Streams.rule(new Momentum(0.1, 0.9), batch, window, stopping)
        .withFeatures(List.of(new OneHot(List.of("c"), LIMITS)));
  }

  private static EarlyStopping stopping(int patience, double minDelta) {
    return new EarlyStopping(
        Streams.METRICS.get(0), patience, minDelta, EarlyStopping.OnStop.FREEZE);
  }

  private static void train(Learner learner, String category, long from, int records) {
    for (int i = 0; i < records; i++) {
      observe(learner, category, 1, from + i);
    }
  }

  /** Lets time pass: a few records say so, without any category. */
  private static void pass(Learner learner, long time) {
    for (int i = 0; i < 3; i++) {
      observe(learner, "", Double.NaN, time);
    }
  }

  private static double observe(Learner learner, String category, double label, long time) {
    Row row = new Row(rule(1, 1).layout());
    byte[] text = category.getBytes(StandardCharsets.UTF_8);
    if (text.length > 0) {
      row.setCategory(0, text, 0, text.length);
    }
    row.setLabel(label);
    return learner.take(row, time).score();
  }

  /** Returns weight and momentum of the only category. */
  private double[] row(Learner learner, String array) {
    double[] all = doubles(learner, array);
    return new double[] {all[2 * CATEGORY], all[2 * CATEGORY + 1]};
  }

  private double[] doubles(Learner learner, String array) {
    Streams.commit(learner, stored);
    byte[] block = stored.get(array + "/0");
    double[] values = new double[block.length / Double.BYTES];
    ByteBuffer.wrap(block, 2, block.length - 2).asDoubleBuffer().get(values);
    return values;
  }
}
