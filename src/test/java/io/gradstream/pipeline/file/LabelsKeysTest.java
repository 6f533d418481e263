package io.gradstream.pipeline.file;

import static io.gradstream.pipeline.file.PipelineTexts.problems;
import static io.gradstream.pipeline.file.PipelineTexts.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.data.Envelope;
import io.gradstream.core.data.LabelRule;
import io.gradstream.core.data.RowLayout;
import io.gradstream.core.data.Task;
import io.gradstream.core.data.Threshold;
import io.gradstream.core.delay.LabelDelay;
import io.gradstream.core.delay.LabelDelay.Match;
import io.gradstream.core.model.LabelTransform;
import io.gradstream.core.race.Mixing;
import io.gradstream.core.race.Race;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.ReaderVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsKeysTest {

  private static final String REST = "features: [{standard: [a, b]}]\nmodel: %s\n";

  /** Returns a file whose line 2 is the input and line 3 the labels. */
  private static String file(String input, String labels, String model) {
    return "pipeline: p\ninput: {%s}\nlabels: {%s}\n".formatted(input, labels)
        + REST.formatted(model);
  }

  private static String file(String labels) {
    return file("topic: t", labels, "logistic");
  }

  private static Pipeline least() {
    return read(file("topic: l, field: y, wait: 2h"));
  }

  private static LabelDelay delay(Pipeline pipeline) {
    return pipeline.learner().delay().orElseThrow();
  }

  private static Labels labels(Pipeline pipeline) {
    return pipeline.labels().orElseThrow();
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    assertThat(delay(least()))
        .isEqualTo(
            new LabelDelay(
                List.of(), 7_200_000, 0, 1_000_000, OptionalDouble.empty(), Match.FIRST));
    assertThat(labels(least()))
        .isEqualTo(
            new Labels(
                false, new Input("l", new ReaderVersion.Latest(), new Encoding.Avro()), List.of()));
    assertThat(least().learner().label()).isEqualTo(LabelRule.binary("y"));
  }

  @Test
  void aPipelineWithoutLabelsHasNone() {
    Pipeline pipeline = PipelineTexts.least();

    assertThat(pipeline.labels()).isEmpty();
    assertThat(pipeline.learner().delay()).isEmpty();
    assertThat(pipeline.outputTopics()).doesNotContain("p.outcomes");
    assertThat(pipeline.inputTopics()).containsExactly("t");
    assertThat(pipeline.layout()).isEqualTo(pipeline.learner().layout());
  }

  @Test
  void allThatDescribesALabelIsReadOfTheLabels() {
    Pipeline pipeline =
        read(
            file(
                "topic: t",
                "topic: l, field: late, threshold: '>= 15', weight: w, wait: 1d, early: 5m,"
                    + " max-waiting: 7, unlabelled: negative, match: all",
                "logistic"));

    assertThat(pipeline.learner().label())
        .isEqualTo(LabelRule.threshold("late", Threshold.parse(">= 15")));
    assertThat(pipeline.learner().weight()).contains("w");
    assertThat(delay(pipeline))
        .isEqualTo(
            new LabelDelay(List.of(), 86_400_000, 300_000, 7, OptionalDouble.of(0), Match.ALL));
  }

  @Test
  void aRegressionMayHaveATransformAndANumberForWhatHasNoLabel() {
    Pipeline pipeline =
        read(
            file(
                "topic: t",
                "topic: l, field: price, transform: log1p, wait: 1d, unlabelled: 0",
                "linear"));

    assertThat(pipeline.learner().task()).isEqualTo(Task.REGRESSION);
    assertThat(pipeline.learner().labels().transform()).isEqualTo(LabelTransform.LOG1P);
    assertThat(delay(pipeline).unlabelled()).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                | ''                    | ''    | ''",
        "key: record-key   | ''                    | ''    | ''",
        "key: id           | ''                    | id    | id",
        "'key: [a, b]'     | ''                    | a b   | a b",
        "'key: [a, b]'     | 'key: [c, d]'         | a b   | c d",
        "key: id           | key: record-key       | id    | ''",
        "''                | key: id               | ''    | id",
      })
  void theKeyIsTheRecordsOwnOrFieldsAndThatOfLabelsIsTheInputsUnlessGiven(
      String ofInput, String ofLabels, String here, String there) {
    Pipeline pipeline =
        read(
            file(
                "topic: t" + (ofInput.isEmpty() ? "" : ", " + ofInput),
                "topic: l, field: y, wait: 1d" + (ofLabels.isEmpty() ? "" : ", " + ofLabels),
                "logistic"));

    assertThat(String.join(" ", delay(pipeline).key())).isEqualTo(here);
    assertThat(String.join(" ", labels(pipeline).key())).isEqualTo(there);
  }

  @Test
  void labelsAreWrittenAsTheInputUnlessSaidOtherwise() {
    String json = "topic: t, format: json, envelope: debezium";

    Input alike = labels(read(file(json, "topic: l, field: y, wait: 1d", "logistic"))).source();
    Input other =
        labels(
                read(
                    file(
                        json,
                        "topic: l, field: y, wait: 1d, format: avro, schema: 3, envelope: none",
                        "logistic")))
            .source();

    assertThat(alike.encoding()).isEqualTo(new Encoding.Json());
    assertThat(alike.envelope()).isEqualTo(Envelope.DEBEZIUM);
    assertThat(other.encoding()).isEqualTo(new Encoding.Avro());
    assertThat(other.envelope()).isEqualTo(Envelope.NONE);
    assertThat(other.schema()).isEqualTo(new ReaderVersion.Pinned(3));
  }

  @Test
  void aVersionOfTheInputsSchemaIsNoVersionOfTheLabels() {
    Pipeline pipeline =
        read(file("topic: t, schema: 3", "topic: l, field: y, wait: 1d", "logistic"));

    assertThat(labels(pipeline).source().schema()).isEqualTo(new ReaderVersion.Latest());
  }

  @Test
  void aPipelineWhoseLabelsAloneAreAvroNeedsARegistry() {
    String input = "topic: t, format: json";
    String labels = "topic: l, field: y, wait: 1d";
    String output = "output: {format: json}\n";

    assertThat(read(file(input, labels, "logistic") + output).needsRegistry()).isFalse();
    assertThat(read(file(input, labels + ", format: avro", "logistic") + output).needsRegistry())
        .isTrue();
  }

  @Test
  void laterRecordsOfTheInputsTopicMayBringTheLabels() {
    Pipeline pipeline =
        read(file("topic: t, key: id", "same-topic: true, field: y, wait: 1d", "logistic"));

    assertThat(labels(pipeline)).isEqualTo(new Labels(true, pipeline.input(), List.of("id")));
    assertThat(pipeline.inputTopics()).containsExactly("t");
    assertThat(pipeline.layout().fields()).containsExactly("a", "b", "id", "y");
    assertThat(pipeline.withTopic("u").labels().orElseThrow().source().topic()).isEqualTo("u");
  }

  @Test
  void withATopicOfTheirOwnLabelAndWeightAreNotReadOfTheInput() {
    Pipeline pipeline =
        read(file("topic: t, key: id", "topic: l, field: y, weight: w, wait: 1d", "logistic"));
    RowLayout all = pipeline.learner().layout();

    assertThat(pipeline.layout().fields()).containsExactly("a", "b", "id");
    assertThat(pipeline.layout().numbers()).isEqualTo(all.numbers()).doesNotContain("w");
    assertThat(pipeline.layout().categories()).isEqualTo(all.categories());
    assertThat(labels(pipeline).layout(pipeline.learner()).fields())
        .containsExactly("w", "id", "y");
    assertThat(pipeline.inputTopics()).containsExactly("t", "l");
    assertThat(pipeline.withTopic("u").inputTopics()).containsExactly("u", "l");
  }

  @Test
  void outcomesHaveATopic() {
    assertThat(least().outputTopics()).contains("p.outcomes");
    assertThat(problems(file("topic: p.outcomes, field: y, wait: 1d")))
        .containsExactly(
            "p.yaml:3: labels.topic 'p.outcomes' is one that this pipeline writes; rename the"
                + " pipeline or the topic");
    assertThat(problems(file("topic: p.outcomes", "topic: l, field: y, wait: 1d", "logistic")))
        .singleElement()
        .asString()
        .contains("input.topic 'p.outcomes' is one that this pipeline writes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "optimizer: race",
        "optimizer: {race: {}}",
        "optimizer: {batch-size: 1, race: {}}"
      })
  void aRaceMixesForDelayedLabelsUnlessItsFileNamesAMixer(String optimizer) {
    assertThat(mixing(read(file("topic: l, field: y, wait: 1d") + optimizer)))
        .isEqualTo(Mixing.DELAYED);
    assertThat(mixing(PipelineTexts.least(optimizer))).isEqualTo(Mixing.PROMPT);
  }

  @Test
  void aMixerThatIsGivenIsTaken() {
    assertThat(
            mixing(read(file("topic: l, field: y, wait: 1d") + "optimizer: {race: {mixer: {}}}")))
        .isEqualTo(Mixing.PROMPT);
  }

  private static Mixing mixing(Pipeline pipeline) {
    return ((Race) pipeline.learner().training().optimizer()).mixing();
  }

  @Test
  void whatDescribesTheLabelInTheInputIsToBeMoved() {
    List<String> found =
        problems(
            "pipeline: p\ninput:\n  topic: t\n  label: y\n  task: binary\n  positive: a\n"
                + "  classes: [a, b]\n  max-classes: 4\n  weight: w\n"
                + "labels: {topic: l, field: y, wait: 1d}\n"
                + REST.formatted("logistic"));

    assertThat(found)
        .contains(
            "p.yaml:4: input.label: with `labels` the label is described there, as labels.field;"
                + " move it",
            "p.yaml:9: input.weight: with `labels` the label is described there, as labels.weight;"
                + " move it");
    assertThat(found).filteredOn(each -> each.contains("move it")).hasSize(6);
  }

  @Test
  void withoutLabelsTheInputHasOneAndNoKey() {
    assertThat(
            problems("pipeline: p\ninput:\n  topic: t\n  key: id\n" + REST.formatted("logistic")))
        .containsExactly(
            "p.yaml:2: input.label is required; for example 'label: delayed', or `labels` for labels"
                + " in records of their own",
            "p.yaml:4: input.key is the key by which labels of their own find their records, and"
                + " there are no `labels`; remove it, or describe them");
  }

  @Test
  void aMissingWaitIsReportedWithTheReasonAndAllElseIsChecked() {
    assertThat(
            problems(file("topic: t, label: y", "topic: t, field: a, unlabelled: 3", "logistic")))
        .satisfiesExactlyInAnyOrder(
            each ->
                assertThat(each)
                    .startsWith(
                        "p.yaml:3: labels.wait is required; for example 'wait: 24h'. How long")
                    .contains("must not wait for ever"),
            each -> assertThat(each).startsWith("p.yaml:2: input.label: with `labels`"),
            each ->
                assertThat(each)
                    .startsWith("p.yaml:3: labels.topic 't' does not go with input.topic")
                    .contains("same-topic: true"),
            each ->
                assertThat(each)
                    .startsWith(
                        "p.yaml:3: labels.unlabelled as a number does not go with a binary"),
            each ->
                assertThat(each).startsWith("p.yaml:4: features[0].standard[0] is the label, 'a'"));
  }

  @Test
  void theMissingTopicIsSaidBesideAnEncoderOfWhichThereIsNothingElse() {
    String text =
        """
        pipeline: p
        input: {topic: t}
        labels: {field: y, wait: 1d}
        features: [pca: {components: 9, of: [standard: [a, b]]}]
        model: logistic
        """;
    assertThat(problems(text))
        .anyMatch(each -> each.startsWith("p.yaml:4: features[0].pca does not make sense"))
        .anyMatch(each -> each.startsWith("p.yaml:3: labels.topic is required"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``          | field: y, wait: 1d" + " | labels.topic is required, or 'same-topic: true'",
        "``          | topic: l, wait: 1d | labels.field is required; for example",
        "``          | topic: l, same-topic: true, field: y, wait: 1d"
            + " | labels.topic on line 3 and labels.same-topic true on line 3 exclude each other",
        "``          | same-topic: true, key: id, field: y, wait: 1d"
            + " | labels.key on line 3 and labels.same-topic true on line 3 exclude each other",
        "``          | same-topic: true, format: json, field: y, wait: 1d"
            + " | labels.format on line 3 and labels.same-topic true",
        "``          | same-topic: true, envelope: none, field: y, wait: 1d"
            + " | labels.envelope on line 3 and labels.same-topic true",
        "``          | topic: l, field: y, wait: 0s | labels.wait must be a length of time",
        "``          | topic: l, field: y, wait: 1d, early: 5"
            + " | labels.early must be a length of time such as 500ms, 30s, 5m, 2h or 1d, or 0s",
        "``          | topic: l, field: y, wait: 1d, max-waiting: 0 | labels.max-waiting must be",
        "``          | topic: l, field: y, wait: 1d, match: last | labels.match",
        "``          | topic: l, field: y, wait: 1d, unlabelled: positive | labels.unlabelled must be",
        "key: [a, b] | topic: l, field: y, wait: 1d, key: id"
            + " | labels.key, one field, does not go with input.key, 2 fields",
        "key: [a, b] | topic: l, field: y, wait: 1d, key: record-key"
            + " | labels.key, the record's own, does not go with input.key, 2 fields",
        "key: y      | topic: l, field: y, wait: 1d"
            + " | input.key 'y' does not go with labels.field, which is the same",
        "key: id     | topic: l, field: y, wait: 1d, key: y"
            + " | labels.key 'y' does not go with labels.field, which is the same",
        "``          | topic: l, field: y, wait: 1d, weight: a"
            + " | labels.weight 'a' does not go with features, of which it is one",
        "key: w      | topic: l, field: y, wait: 1d, weight: w"
            + " | labels.weight 'w' does not go with input.key, which is the same",
        "format: json | topic: l, field: y, wait: 1d, schema: 3"
            + " | labels.schema does not go with input.format json",
      })
  void mistakesAreSaidWithWhatToDo(String input, String labels, String message) {
    String given = input.strip();
    assertThat(
            problems(file("topic: t" + (given.isEmpty() ? "" : ", " + given), labels, "logistic")))
        .singleElement()
        .asString()
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear   | negative | a regression task: it is one of two classes; allowed: drop, a number",
        "softmax  | negative | a multiclass task: it is one of two classes; allowed: drop",
        "softmax  | 1        | a multiclass task: it is for regressions; allowed: drop",
        "logistic | 1        | a binary task: it is for regressions; allowed: drop, negative",
      })
  void whatHasNoLabelIsOfTheTask(String model, String unlabelled, String message) {
    assertThat(
            problems(
                file("topic: t", "topic: l, field: y, wait: 1d, unlabelled: " + unlabelled, model)))
        .singleElement()
        .asString()
        .contains(message);
  }

  @Test
  void theNumberOfWhatHasNoLabelMustBeOneThatCanBeLearned() {
    String labels = "topic: l, field: y, wait: 1d, unlabelled: -2";

    assertThat(problems(file("topic: t", labels, "linear") + "loss: poisson"))
        .singleElement()
        .asString()
        .contains("labels.unlabelled -2 does not go with loss poisson");
    assertThat(problems(file("topic: t", labels + ", transform: log1p", "linear")))
        .singleElement()
        .asString()
        .contains("labels.unlabelled -2 does not go with transform log1p");
  }

  @Test
  void whatIsOfOneTaskIsRefusedByTheNameThatItHasUnderLabels() {
    assertThat(problems(file("topic: t", "topic: l, field: y, wait: 1d, positive: UP", "linear")))
        .singleElement()
        .asString()
        .startsWith("p.yaml:3: labels.positive does not go with model linear");
    assertThat(
            problems(
                file("topic: t", "topic: l, field: y, wait: 1d, transform: log1p", "logistic")))
        .singleElement()
        .asString()
        .startsWith("p.yaml:3: labels.transform does not go with this pipeline");
  }

  @Test
  void aFeatureThatIsTheLabelIsRefusedWhereverTheLabelComesFrom() {
    for (String from : List.of("topic: l", "same-topic: true")) {
      assertThat(problems(file(from + ", field: b, wait: 1d")))
          .containsExactly(
              "p.yaml:4: features[0].standard[1] is the label, 'b': it is known when its own record"
                  + " comes, and where a record has it before, the model would be told the answer;"
                  + " remove it");
    }
  }

  @Test
  void theExampleIsValidAndFindsFlightsByNumberAndSchedule() {
    Pipeline pipeline = PipelineReader.read(Path.of("examples/flights/pipeline.yaml"), Map.of());

    assertThat(delay(pipeline).key()).containsExactly("flight", "time");
    assertThat(pipeline.labels().orElseThrow().key()).containsExactly("flight", "departure");
    assertThat(pipeline.inputTopics()).containsExactly("departures", "arrivals");
  }

  @Test
  void pastLabelsMayBeFeatures() {
    Pipeline pipeline =
        read(
            "pipeline: p\ninput: {topic: t}\nlabels: {topic: l, field: y, wait: 1d}\n"
                + "features:\n  - lag: {label: true, by: [carrier], steps: [2]}\n  - standard: [a]\n"
                + "model: logistic\n");

    assertThat(pipeline.layout().fields()).containsExactly("a", "carrier");
  }

  @Test
  void aRaceLearnsARecordAsItWasWhenItWasPredicted() {
    String file = file("topic: l, field: y, wait: 2h");

    assertThat(problems(file + "optimizer: {race: {members: [sgd, adagrad]}, shuffle-buffer: 9}\n"))
        .containsExactly(
            "p.yaml:6: optimizer.shuffle-buffer does not go with optimizer.race: with `labels` its members"
                + " are judged by what they said of a record when it came, and it is learned as it was,"
                + " when its label comes; leave it out, or use another rule, such as `optimizer: adam`");
    assertThat(problems(file + "optimizer: {race: {members: [sgd]}, shuffle-buffer: 9}\n"))
        .anyMatch(it -> it.contains("shuffle-buffer does not go with optimizer.race"));
    assertThat(problems(file + "augmentation: {jitter: 0.1}\n"))
        .anyMatch(
            it ->
                it.startsWith(
                    "p.yaml:6: augmentation does not go with the default optimizer, race"));
    read(file + "augmentation: {jitter: 0.1}\noptimizer: {adam: {}, shuffle-buffer: 9}\n");
    read(file + "augmentation: {jitter: 0.0}\n"); // as if it were not there
  }
}
