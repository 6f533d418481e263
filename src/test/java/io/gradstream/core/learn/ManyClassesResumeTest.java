package io.gradstream.core.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.Task;
import io.gradstream.core.feature.number.Missing;
import io.gradstream.core.feature.number.Standard;
import io.gradstream.core.loss.SoftmaxCrossEntropy;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.model.LinearRule;
import io.gradstream.core.race.Race;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A race of so many classes that a row of its parameters spans several blocks of state. */
class ManyClassesResumeTest {

  private static final int CLASSES = 250;

  private static final LearnerRule RULE =
      new LearnerRule(
          LabelRule.classes("y", List.of(), CLASSES),
          List.of(new Standard(List.of("a", "b"), Missing.MEAN)),
          new LinearRule("softmax"),
          new SoftmaxCrossEntropy(),
          TrainingBuilder.of(Race.DEFAULT, 1).build(),
          new Validation(100, Metric.usual(Task.MULTICLASS)),
          Optional.empty(),
          Optional.empty(),
          0);

  @Test
  void whatIsStoredRecordByRecordIsTheModel() {
    Map<String, byte[]> often = Streams.store();
    Map<String, byte[]> once = Streams.store();
    Learner stored = new Learner(RULE);
    Learner whole = new Learner(RULE);
    Row row = new Row(RULE.layout());
    for (int i = 0; i < 2 * CLASSES; i++) {
      fill(row, i);
      stored.take(row, i);
      Streams.commit(stored, often);
      whole.take(row, i);
    }
    Streams.commit(whole, once);
    assertThat(often).containsExactlyEntriesOf(once);
  }

  private static void fill(Row row, int i) {
    Random random = new Random(i);
    row.clear();
    row.setNumber(0, random.nextGaussian());
    row.setNumber(1, random.nextGaussian());
    byte[] label = ("c" + i % CLASSES).getBytes(StandardCharsets.UTF_8);
    row.setLabelText(label, 0, label.length);
  }
}
