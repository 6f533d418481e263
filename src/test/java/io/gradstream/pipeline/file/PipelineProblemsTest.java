package io.gradstream.pipeline.file;

import static io.gradstream.pipeline.file.PipelineTexts.LEAST;
import static io.gradstream.pipeline.file.PipelineTexts.problems;
import static io.gradstream.pipeline.file.PipelineTexts.problemsWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gradstream.pipeline.PipelineException;
import io.gradstream.pipeline.declare.Problem;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineProblemsTest {

  @Test
  void everyMistakeIsReportedAtOnceWithItsLine() {
    assertThat(
            problems(
                """
                pipeline: flight delays
                input:
                  topic: flights
                  label: delayed
                features:
                  - standard: [distance, delayed]
                model: logistic
                optimizer:
                  adam:
                    learning_rate: 0.1
                    beta1: 1.2
                    beta2: high
                    epsilon: 0
                  batch-size: 1.5
                regularization: {l2: -1}
                scale: singel
                """))
        .containsExactly(
            "p.yaml:1: pipeline must be 1 to 200 characters of a-z, A-Z, 0-9, '.', '_', '-', and"
                + " not '.' or '..', was 'flight delays'",
            "p.yaml:6: features[0].standard[1] is the label, 'delayed': the model would be told"
                + " the answer; remove it",
            "p.yaml:10: unknown key 'learning_rate' in optimizer.adam; did you mean"
                + " 'learning-rate'?",
            "p.yaml:11: optimizer.adam.beta1 must be in [0, 1), was 1.2",
            "p.yaml:12: optimizer.adam.beta2 must be a number in [0, 1), was 'high'",
            "p.yaml:13: optimizer.adam.epsilon must be greater than 0, was 0",
            "p.yaml:14: optimizer.batch-size must be a whole number from 1 to 1000000, was 1.5",
            "p.yaml:15: regularization.l2 must be at least 0, was -1",
            "p.yaml:16: scale must be one of single, partition, was 'singel'; did you mean"
                + " 'single'?");
  }

  @Test
  void whatOnlyAWholeFileShowsIsSaidInTheSameRoundAsWhatKeepsItFromBeingOne() {
    assertThat(
            problems(
                """
                pipeline: p
                input: {topic: t, label: y, task: regression, positive: "yes", threshold: ">= 3"}
                features: [{standard: {fields: [a], missing: median}}]
                model: logistic
                loss: hinge
                optimizer: {ftrl: {}, schedule: {cosine: {steps: 5}}}
                """))
        .extracting(problem -> problem.replaceAll("^(p.yaml:\\d+: \\S+( \\S+)?).*", "$1"))
        .containsExactly(
            "p.yaml:2: input.threshold on",
            "p.yaml:2: input.task regression",
            "p.yaml:2: input.threshold does",
            "p.yaml:3: features[0].standard.missing must",
            "p.yaml:5: loss hinge",
            "p.yaml:6: optimizer.schedule does");
  }

  @Test
  void whatMayBeAConsequenceOfAnotherMistakeIsNotSaidBesideIt() {
    assertThat(
            problems(
                """
                pipeline: p
                input: {topic: t, label: y, task: clasification}
                features: [{standard: [a]}]
                model: {mlp: {hidden: [4]}}
                loss: hinge
                """))
        .singleElement()
        .asString()
        .startsWith("p.yaml:2: input.task ");
  }

  @Test
  void aMistakeOfAnotherPlaceIsSaidWithItsPlaceThoughItsKeyHasANameThatWasReported() {
    assertThat(
            problems(
                """
                pipeline: p
                input: {topic: t, label: y}
                features:
                  - lagg: {fields: [a], steps: [1]}
                  - lag: {fields: [b], steps: [1], max-keys: many}
                  - standard: [c]
                  - lag: {fields: [d], steps: [1], max-keys: 5}
                model: logistic
                """))
        .extracting(problem -> problem.replaceAll("^(p.yaml:\\d+: (unknown key )?\\S+).*", "$1"))
        .containsExactly(
            "p.yaml:4: unknown key 'lagg'",
            "p.yaml:5: features[1].lag.max-keys",
            "p.yaml:7: features[3].lag.max-keys");
  }

  @Test
  void aKeyWithoutANeighbourMayBeOneOfALaterVersion() {
    assertThat(problemsWith("future-key: 1"))
        .singleElement()
        .asString()
        .matches(".*unknown key 'future-key'; allowed: .*; or it is of a version newer than .*");
  }

  @Test
  void aFormatBesideAClassIsRefusedAtBothLines() {
    assertThat(
            problems(
                """
                pipeline: p
                input:
                  topic: t
                  label: y
                  deserializer: org.example.In
                  format: json
                  schema: 3
                features: [{standard: [a]}]
                model: logistic
                output: {format: avro, serializer: org.example.Out}
                """))
        .containsExactly(
            "p.yaml:6: input.deserializer on line 5 and input.format on line 6 exclude each other:"
                + " the class alone knows the format; remove one of them",
            "p.yaml:7: input.schema on line 7 and input.format json on line 6 exclude each other:"
                + " only Avro has versions in a registry; remove one of them",
            "p.yaml:7: input.schema on line 7 and input.deserializer on line 5 exclude each other:"
                + " the class chooses as which version it reads a record; remove one of them",
            "p.yaml:10: output.serializer on line 10 and output.format on line 10 exclude each"
                + " other: the class alone knows the format; remove one of them");
  }

  @Test
  void aFormatOrClassThatIsNoneIsRefused() {
    assertThat(problems(LEAST.replace("label: y", "label: y, format: jsno")))
        .singleElement()
        .asString()
        .contains("input.format must be one of avro, json, was 'jsno'; did you mean 'json'?");
    assertThat(problems(LEAST.replace("label: y", "label: y, deserializer: my-class")))
        .singleElement()
        .asString()
        .contains("input.deserializer must be the full name of a class", "was 'my-class'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\n", "\\t", "\\0", "\\x85", "\\u2028"})
  void aPositiveLabelWithControlCharactersIsRefused(String character) {
    assertThat(problems(LEAST.replace("label: y", "label: y, positive: \"U" + character + "P\"")))
        .singleElement()
        .asString()
        .startsWith(
            "p.yaml:2: input.positive must be a text without line ends and other control"
                + " characters, was 'U\\u");
  }

  @Test
  void problemsAreAlsoThereForPrograms() {
    PipelineException e =
        catchThrowableOfType(
            PipelineException.class,
            () -> PipelineReader.parse("p.yaml", LEAST + "scale: 3", Map.of()));

    assertThat(e.problems())
        .containsExactly(new Problem("p.yaml", 6, "scale must be one of single, partition, was 3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "2147483648", "1.5", "newest", "[1]"})
  void theSchemaToReadByIsAWordOrAVersion(String version) {
    assertThat(problems("input: {topic: t, label: y, schema: %s}".formatted(version)))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("p.yaml:1: input.schema must be ")
                    .contains("a whole number from 1 to 2147483647, was "));
  }

  @Test
  void missingKeysAreReportedOnTheLineOfTheirSection() {
    assertThat(problems("\nscale: single\ninput:\n  topic: t\n"))
        .containsExactly(
            "p.yaml:2: pipeline is required; for example 'pipeline: flight-delays'",
            "p.yaml:2: features is required; for example '- standard: [distance, temp, pressure]'",
            "p.yaml:2: model is required; for example 'model: logistic'",
            "p.yaml:3: input.label is required; for example 'label: delayed', or `labels` for"
                + " labels in records of their own");
  }

  @Test
  void aKeyWithoutAValueIsReportedWithWhatItMayBe() {
    assertThat(problemsWith("scale:", "kafka: {a: }"))
        .containsExactly(
            "p.yaml:6: scale has no value; it must be one of single, partition",
            "p.yaml:7: kafka.a must be a single value, was empty; write \"\" for an empty text");
  }

  @Test
  void aKeyGivenTwiceIsReportedWithBothLines() {
    assertThat(problemsWith("optimizer: sgd", "scale: single", "optimizer: adam"))
        .containsExactly("p.yaml:8: optimizer is given twice, on lines 6 and 8; keep one");
  }

  @Test
  void aSectionThatIsNoneIsReportedOnTheLineOfItsKey() {
    assertThat(problemsWith("validation:", "  - window", "topics: 5"))
        .containsExactly(
            "p.yaml:6: validation must be a section with window, metrics, was a list",
            "p.yaml:8: topics must be a section with partitions, replication-factor, config, was"
                + " 5");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "scale: keyed | scale 'keyed'",
      })
  void namesOfLaterVersionsAreKnownAsSuch(String line, String subject) {
    String key = line.substring(0, line.indexOf(':'));
    String text = LEAST.replaceFirst("\n" + key + ": .*\n", "\n");

    assertThat(problems(text + line))
        .singleElement()
        .asString()
        .contains(": " + subject + " is not available in this version; available: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{batch-size: 2}"})
  void anOptimizerWithoutARuleIsRefused(String optimizer) {
    assertThat(problemsWith("optimizer: " + optimizer))
        .containsExactly(
            "p.yaml:6: optimizer must name one of race, sgd, momentum, nesterov, adagrad, adadelta,"
                + " rmsprop, rms-max, adam, amsgrad, adamw, ftrl, coin, but names none");
  }

  @Test
  void anOptimizerWithTwoRulesIsRefused() {
    assertThat(problemsWith("optimizer: {adam: {}, sgd: {}}"))
        .containsExactly("p.yaml:6: optimizer must name one only, but names sgd, adam");
  }

  @Test
  void aMisspeltRuleIsOneProblemAndNotTwo() {
    assertThat(problemsWith("optimizer: {adma: {}}"))
        .containsExactly("p.yaml:6: unknown key 'adma' in optimizer; did you mean 'adam'?");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "0 | must be greater than 0 | 0",
        "-2 | must be greater than 0 | -2",
        "1e999 | is too large | 1e999",
        "non | must be none | 'non'; did you mean 'none'?",
      })
  void clippingOutsideItsRangeIsRefused(String clip, String rule, String found) {
    assertThat(problemsWith("optimizer: {adam: {}, clip: " + clip + "}"))
        .singleElement()
        .asString()
        .startsWith("p.yaml:6: optimizer.clip " + rule)
        .endsWith("was " + found);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "''", "a b", "ä", "a/b"})
  void namesThatKafkaRefusesAreRefused(String name) {
    assertThat(problems(LEAST.replace("pipeline: p", "pipeline: " + name)))
        .singleElement()
        .asString()
        .startsWith("p.yaml:1: pipeline must be 1 to 200 characters");
    assertThat(problems(LEAST.replace("pipeline: p", "pipeline: " + "a".repeat(201)))).hasSize(1);
  }

  @Test
  void aPipelineThatReadsItsOwnOutputIsRefused() {
    assertThat(problems(LEAST.replace("topic: t", "topic: p.predictions")))
        .containsExactly(
            "p.yaml:2: input.topic 'p.predictions' is one that this pipeline writes; rename the"
                + " pipeline or the topic");
  }

  @Test
  void aFieldMayBeEncodedOnceByEachKindOfEncoder() {
    String features = "features: [{standard: [a]}, {one-hot: [a, c, c]}, {standard: [b, a]}]\n";

    assertThat(problems(LEAST.replaceFirst("(?s)features:.*\\]\n", features)))
        .containsExactly(
            "p.yaml:3: features[1].one-hot[2] is 'c', which features[1].one-hot[1] on line 3 has"
                + " already; remove one of them",
            "p.yaml:3: features[2].standard[1] is 'a', which features[0].standard[0] on line 3"
                + " has already; remove one of them");
  }

  @Test
  void aLeakIsFoundBesideOtherMistakes() {
    assertThat(problems("input: {topic: '', label: y}\nfeatures: [{standard: [1, y, {}]}]"))
        .contains(
            "p.yaml:2: features[0].standard[1] is the label, 'y': the model would be told the"
                + " answer; remove it");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "[] | features must be a list of encoders",
        "[{standard: []}] | features[0].standard must be a list of names of fields",
        "[{}] | features[0] must name one of",
        "[standard] | features[0].standard.fields is required",
        "[{standard: {missing: zero}}] | features[0].standard.fields is required",
        "[{standard: [' a']}] | features[0].standard[0] must be the name of a field",
        "[{standrad: [a]}] | unknown key 'standrad' in features[0]; did you mean 'standard'?",
        "{standard: [a]} | features must be a list of encoders",
      })
  void featuresThatAreNoneAreRefused(String features, String problem) {
    String text = LEAST.replaceFirst("(?s)features:.*\\]\n", "features: " + features + "\n");

    assertThat(problems(text)).singleElement().asString().startsWith("p.yaml:3: " + problem);
  }
}
