package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.feature.Feature;
import io.gradstream.core.feature.past.Keying;
import io.gradstream.core.feature.past.Lag;
import io.gradstream.core.feature.past.PastWindow;
import io.gradstream.core.feature.past.RecalledScale;
import io.gradstream.core.feature.past.Rolling;
import io.gradstream.core.feature.past.Series;
import io.gradstream.core.feature.past.SinceLast;
import io.gradstream.core.feature.past.Statistic;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryKeysTest {

  private static final String FILE =
      "pipeline: p\ninput: {topic: t, label: y}\nmodel: %s\nfeatures:\n  - %s\n";
  private static final Keying OVERALL = new Keying(List.of(), 100_000, 0);

  @Test
  void everySettingArrives() {
    assertThat(
            feature(
                "lag: {fields: [a, b], steps: [1, 24], by: [k, l], max-keys: 7, time-to-live: 2d,"
                    + " scale: none}"))
        .isEqualTo(
            new Lag(
                Series.of(List.of("a", "b")),
                List.of(1, 24),
                new Keying(List.of("k", "l"), 7, 172_800_000),
                RecalledScale.NONE));
    assertThat(feature("rolling: {label: true, of: [min, count], within: 1h, max-values: 5}"))
        .isEqualTo(
            new Rolling(
                Series.label(),
                List.of(Statistic.MIN, Statistic.COUNT),
                new PastWindow(5, 3_600_000),
                OVERALL,
                RecalledScale.STANDARD));
    assertThat(feature("since-last: {by: [k], scale: none}"))
        .isEqualTo(new SinceLast(new Keying(List.of("k"), 100_000, 0), RecalledScale.NONE));
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    assertThat(feature("lag: {label: true, steps: [3]}"))
        .isEqualTo(new Lag(Series.label(), List.of(3), OVERALL, RecalledScale.STANDARD));
    assertThat(feature("rolling: {fields: [a], last: 24}"))
        .isEqualTo(
            new Rolling(
                Series.of(List.of("a")),
                List.of(Statistic.MEAN),
                PastWindow.last(24),
                OVERALL,
                RecalledScale.STANDARD));
    assertThat(((Rolling) feature("rolling: {of: [count], within: 90s}")).window())
        .isEqualTo(new PastWindow(1000, 90_000));
    assertThat(feature("since-last")).isEqualTo(new SinceLast(OVERALL, RecalledScale.LOG));
  }

  @Test
  void aFieldMayBeRememberedInSeveralWays() {
    assertThat(
            PipelineTexts.read(
                    FILE.formatted(
                        "logistic",
                        "lag: {fields: [a], steps: [1]}\n"
                            + "  - lag: {fields: [a], steps: [1], by: [k]}\n"
                            + "  - rolling: {fields: [a], last: 3}"))
                .learner()
                .features())
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "logistic | lag: {steps: [1]} | features[0].lag must name one of fields, label, but names none",
        "logistic | lag: {fields: [a], label: true, steps: [1]} | features[0].lag must name one only,"
            + " but names fields, label",
        "logistic | lag: {fields: [a]} | features[0].lag.steps is required",
        "logistic | lag: {fields: [a], steps: [0]} | features[0].lag.steps[0] must be a whole number"
            + " from 1 to 10000, was 0",
        "logistic | lag: {fields: [a], steps: [1, 1]} | features[0].lag.steps[1] repeats 1; remove it",
        "logistic | lag: {fields: [y], steps: [1]} | features[0].lag.fields[0] is the label,"
            + " 'y': the model would be told the answer; remove it, and write 'label: true'",
        "logistic | lag: {fields: [a], steps: [1], by: [y]} | features[0].lag.by[0] is the label",
        "softmax | lag: {label: true, steps: [1]} | features[0].lag.label does not go with model"
            + " softmax: classes are names",
        "softmax | rolling: {label: true, last: 3} | features[0].rolling.label does not go with"
            + " model softmax",
        "logistic | lag: {fields: [a], steps: [1], max-keys: 9} | features[0].lag.max-keys does not"
            + " go with a memory of all records",
        "logistic | since-last: {max-keys: 9} | features[0].since-last.max-keys does not go with a"
            + " memory of all records",
        "logistic | lag: {fields: [a], steps: [9999], by: [k], max-keys: 1000000} |"
            + " features[0].lag.max-keys 1000000 does not go with the largest of steps, 9999:"
            + " 9999000000 values may have to be remembered, more than 1000000000; lower one",
        "logistic | rolling: {fields: [a]} | features[0].rolling must name one of last, within, but"
            + " names none",
        "logistic | rolling: {fields: [a], last: 3, within: 1h} | features[0].rolling must name one"
            + " only, but names last, within",
        "logistic | rolling: {fields: [a], label: true, last: 3} | features[0].rolling.label does not"
            + " go with fields",
        "logistic | rolling: {last: 3} | features[0].rolling.of does not go with records alone",
        "logistic | rolling: {fields: [a], last: 3, max-values: 9} | features[0].rolling.max-values"
            + " does not go with last",
        "logistic | rolling: {fields: [a], last: 3, of: [median]} | features[0].rolling.of[0] must be"
            + " one of mean, min, max, count, was 'median'",
      })
  void whatCannotBeIsRefusedWithItsPlace(String model, String feature, String problem) {
    assertThat(PipelineTexts.problems(FILE.formatted(model, feature)))
        .singleElement()
        .asString()
        .startsWith("p.yaml:5: " + problem);
  }

  private static Feature feature(String yaml) {
    return PipelineTexts.read(FILE.formatted("logistic", yaml)).learner().features().get(0);
  }
}
