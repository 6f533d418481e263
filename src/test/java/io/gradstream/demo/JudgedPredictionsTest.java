package io.gradstream.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gradstream.core.learn.LearnerRule;
import io.gradstream.core.metric.Metric;
import io.gradstream.core.metric.Scores;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.streams.output.OutputSchemas;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Outcomes of several classes are judged by what they say of their label's class. */
class JudgedPredictionsTest {

  private final JudgedPredictions judged = new JudgedPredictions(rule());

  @Test
  void theLossOfAnOutcomeIsThatOfTheProbabilityOfItsLabel() {
    judged.addOutcome(outcome("a", "a", 0.8));
    judged.addOutcome(outcome("a", "b", 0.1));
    judged.addOutcome(outcome("c", "c", 0.5));
    judged.addOutcome(outcome("b", "b", 0.25));
    Scores scores = judged.evaluation().model(List.of(Metric.LOG_LOSS, Metric.ACCURACY));

    assertThat(scores.get(Metric.ACCURACY)).isEqualTo(0.75);
    assertThat(scores.get(Metric.LOG_LOSS))
        .isCloseTo(-Math.log(0.8 * 0.1 * 0.5 * 0.25) / 4, within(1e-12));
  }

  @Test
  void aClassThatWasNotKnownWhenItsRecordWasPredictedHasWhatIsLeftForNewOnes() {
    judged.addOutcome(outcome("a", "a", 0.8));
    judged.addOutcome(outcome("a", "new", null));

    double loss = judged.evaluation().model(List.of(Metric.LOG_LOSS)).get(Metric.LOG_LOSS);
    assertThat(loss).isFinite().isGreaterThan(-Math.log(0.8) / 2);
  }

  private static LearnerRule rule() {
    return PipelineReader.parse(
            "t",
            """
            pipeline: t
            input: {topic: t, key: id}
            labels: {topic: l, field: y, wait: 1h}
            features: [{standard: [x]}]
            model: softmax
            """,
            Map.of())
        .learner();
  }

  private static GenericRecord outcome(
      String predicted, String label, @Nullable Double probability) {
    return new GenericRecordBuilder(OutputSchemas.OUTCOME)
        .set("time", 0L)
        .set("label_time", 5L)
        .set("elapsed", 5L)
        .set("class", predicted)
        .set("label_class", label)
        .set("label_probability", probability)
        .set("assumed", false)
        .set("version", 7L)
        .set("source_partition", 0)
        .set("source_offset", 0L)
        .build();
  }
}
