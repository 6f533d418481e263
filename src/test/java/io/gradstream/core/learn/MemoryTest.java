package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.feature.past.Keying;
import io.gradstream.core.feature.past.Lag;
import io.gradstream.core.feature.past.RecalledScale;
import io.gradstream.core.feature.past.Series;
import io.gradstream.core.loss.LogLoss;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.optim.Sgd;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a learner remembers of its stream, and when. */
class MemoryTest {

  private static final int WINDOW = 50;

  private final LearnerRule rule =
      new LearnerRule(
          LabelRule.binary("y"),
          List.of(new Lag(Series.label(), List.of(1), Keying.overall(), RecalledScale.NONE)),
          new LinearRule("logistic"),
          new LogLoss(),
          Training.of(new Sgd(0.5), 1),
          new Validation(WINDOW, List.of(Metric.LOG_LOSS)),
          Optional.of(
              new EarlyStopping(
                  Metric.LOG_LOSS,
                  9,
                  0,
                  OptionalDouble.empty(),
                  0,
                  2 * WINDOW,
                  EarlyStopping.OnStop.FREEZE)),
          Optional.empty(),
          0);

  private final Row row = new Row(rule.layout());
  private final Learner learner = new Learner(rule);

  @Test
  void aRecordsOwnLabelIsNotAmongItsFeatures() {
    Learner twin = new Learner(rule);
    for (int i = 0; i < WINDOW; i++) {
      assertThat(score(learner, i % 2)).isEqualTo(score(twin, i % 2));
    }
    assertThat(score(learner, 0)).isEqualTo(score(twin, 1));
    assertThat(score(learner, 0)).isNotEqualTo(score(twin, 0)); // but among those of the next
  }

  @Test
  void aStoppedModelGoesOnToRemember() {
    for (int i = 0; i < 4 * WINDOW; i++) {
      score(learner, i % 2);
    }
    long version = learner.version();
    double afterOne = score(learner, 0);
    double afterZero = score(learner, 1);
    assertThat(afterOne).isLessThan(afterZero - 0.2); // the labels took turns
    assertThat(score(learner, 1)).isEqualTo(afterOne);
    assertThat(score(learner, 1)).isEqualTo(afterOne);
    assertThat(learner.version()).isEqualTo(version);
  }

  @Test
  void aRecordWithoutALabelLeavesTheLastLabelTheLast() {
    for (int i = 0; i < 4 * WINDOW; i++) {
      score(learner, i % 2);
    }
    double afterOne = score(learner, Double.NaN);
    assertThat(score(learner, Double.NaN)).isEqualTo(afterOne);
    assertThat(score(learner, 0)).isEqualTo(afterOne);
    assertThat(score(learner, 0)).isGreaterThan(afterOne);
  }

  private double score(Learner of, double label) {
    row.clear();
    row.setLabel(label);
    return of.take(row, 0).score();
  }
}
