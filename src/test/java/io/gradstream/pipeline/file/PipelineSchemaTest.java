package io.gradstream.pipeline.file;

import static io.gradstream.pipeline.file.PipelineTexts.LEAST;
import static io.gradstream.pipeline.file.PipelineTexts.problems;
import static io.gradstream.pipeline.file.SchemaValidation.errors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.gradstream.pipeline.declare.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineSchemaTest {

  private static final Path COMMITTED = Path.of("schemas/pipeline.schema.json");
  private static final String MADE = PipelineSchema.json();
  private static final Pattern MODELINE =
      Pattern.compile("# yaml-language-server: \\$schema=(\\S+)\n(?s:.*)");

  static Stream<Key<?>> everyKey() {
    return DeclarationTest.everyKey();
  }

  static Stream<Path> everyPipelineFile() throws IOException {
    try (Stream<Path> examples = Files.walk(Path.of("examples"));
        Stream<Path> tests = Files.walk(Path.of("src/test/resources/pipelines"))) {
      return Stream.concat(examples, tests)
          .filter(file -> file.toString().endsWith(".yaml"))
          .toList()
          .stream();
    }
  }

  /** Every piece of YAML in the documents that is a whole pipeline. */
  static Stream<String> everyPipelineInTheDocuments() throws IOException {
    Pattern fenced = Pattern.compile("(?m)^```yaml\n((?s).*?)^```");
    Stream<Path> documents = Stream.of(Path.of("README.md"), Path.of("docs/configuration.md"));
    return documents
        .map(PipelineSchemaTest::text)
        .flatMap(text -> fenced.matcher(text).results())
        .map((MatchResult block) -> block.group(1))
        .filter(yaml -> yaml.contains("features:") && yaml.startsWith("pipeline:"));
  }

  @Test
  void theCommittedSchemaIsTheOneThatTheDeclarationMakes() throws IOException {
    if (System.getProperty("gradstream.write-docs") != null) {
      Files.writeString(COMMITTED, MADE);
    }

    assertThat(COMMITTED)
        .withFailMessage(
            "%s is not what the declaration makes; write it anew with: "
                + "mvn test -Dtest=PipelineSchemaTest -Dgradstream.write-docs",
            COMMITTED)
        .hasContent(MADE);
  }

  @Test
  void itIsAJsonSchemaOfDraft7() {
    assertThat(SchemaValidation.errorsOfSchema(MADE)).isEmpty();
    assertThat(SchemaValidation.errorsOfSchema("{\"type\": \"sectoin\"}")).isNotEmpty();
  }

  @Test
  void itsPatternsAreWrittenAsEcmaScriptReadsThem() {
    List<JsonNode> patterns = SchemaValidation.json(MADE).findValues("pattern").stream().toList();

    assertThat(patterns)
        .hasSizeGreaterThan(10)
        .extracting(JsonNode::asText)
        .noneMatch(
            pattern -> pattern.matches(".*(\\\\[pPQEAzZhHvVRGX]|\\\\x\\{|\\(\\?<|[*+?}]\\+).*"));
  }

  @ParameterizedTest
  @MethodSource("everyKey")
  void everyKeyIsInItWithItsSentenceAndItsExampleIsValid(Key<?> key) {
    assertThat(MADE)
        .contains("\"title\": \"" + key.name() + "\"")
        .contains(key.sentence().replace("\"", "\\\""));
    assertThat(errors(key, key.example())).isEmpty();
    if (key.presence() == Key.Presence.DEFAULT) {
      assertThat(errors(key, key.fallback())).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("everyPipelineFile")
  void everyPipelineFileIsValid(Path file) {
    assertThat(errors(text(file))).isEmpty();
    assertThatCode(() -> PipelineReader.read(file, Map.of())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("everyPipelineInTheDocuments")
  void everyPipelineInTheDocumentsIsValid(String yaml) {
    assertThat(errors(yaml)).isEmpty();
    assertThatCode(() -> PipelineTexts.read(yaml)).doesNotThrowAnyException();
  }

  @Test
  void everyExampleNamesTheSchemaForItsEditor() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("examples"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".yaml")))
          .isNotEmpty()
          .allSatisfy(
              file -> {
                assertThat(text(file)).matches(MODELINE);
                String named = text(file).replaceFirst(MODELINE.pattern(), "$1");
                assertThat(file.resolveSibling(named)).hasSameTextualContentAs(COMMITTED);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validation: {window: \"250\"}",
        "validation: {window: +5}",
        "validation:\n  window: ${WINDOW:5000}",
        "validation: {metrics: [auc, \"${METRIC:accuracy}\"]}",
        "optimizer: adam\nregularization: {l2: .5}",
        "optimizer: adam\nregularization: {l2: 1e-8}",
        "optimizer: ${RULE:sgd}",
        "optimizer: {sgd: {learning-rate: \"${RATE:0.1}\"}, clip: \"${CLIP:none}\"}",
        "optimizer: {adam: {}, clip: {norm: 5}}",
        "optimizer: {adam: {}, clip: {}}",
        "optimizer: {adam: {}, clip: {value: 1}, max-delay: 30s, warm-up: 5, schedule: {cosine: {steps: 9}}}",
        "scale: ${SCALE:single}",
        "kafka: {linger.ms: 5, enable.idempotence: true, x: \"\", processing.guarantee: exactly_once_v2}",
        "kafka: {processing.guarantee: \"${GUARANTEE:exactly_once_v2}\"}"
      })
  void whatTheReaderTakesForTheRightTypeIsValid(String line) {
    assertThatCode(() -> PipelineTexts.least(line)).doesNotThrowAnyException();
    assertThat(errors(LEAST + line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scael: single",
        "scale: singel",
        "scale:",
        "validation: {window: 0}",
        "validation: {window: 1.5}",
        "validation: {window: [5]}",
        "validation: {metrics: []}",
        "validation: {metrics: [auc, auc]}",
        "optimizer: {}",
        "optimizer: {adam: {}, sgd: {}}",
        "optimizer: {adam: {beta1: 1}}",
        "optimizer: {adam: {epsilon: 0}}",
        "optimizer: {adam: {}, clip: 0}",
        "optimizer: {adam: {}, clip: {value: 0}}",
        "kafka: {application.id: x}",
        "kafka: {processing.guarantee: at_least_once}",
        "kafka: {ssl: {key.password: x}}"
      })
  void whatTheReaderRefusesIsInvalid(String line) {
    assertThat(problems(LEAST + line)).isNotEmpty();
    assertThat(errors(LEAST + line)).isNotEmpty();
  }

  /** What a schema cannot say, or no schema that editors still explain: validate finds these. */
  @ParameterizedTest(name = "{1}")
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "validation: {window: \"5000000\"} | the range of a number in quotes, which is a text",
        "validation: {window: 5.0} | how a number is written: 5.0 is whole to JSON Schema",
        "validation: {window: 5e2} | how a number is written: 500 to JSON Schema",
        "kafka: {x: \"${UNSET}\"} | whether an environment variable is set",
        "scale: ${SCALE:singel} | what a substitution comes to",
        "kafka: {x: \"${A b}\"} | a '${' that begins no substitution, in a text that may be any",
        "kafka: &a {x: y} | anchors, which are gone once YAML is read",
        "kafka: !!map {x: y} | tags, which are gone once YAML is read",
      })
  void whatTheSchemaCannotExpressIsLeftToValidate(String line, String reason) {
    assertThat(problems(LEAST + line)).as(reason).isNotEmpty();
    assertThat(errors(LEAST + line)).as(reason).isEmpty();
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "[a, b] | [a, a] | a field twice: FieldUses looks at the file as a whole",
        "[a, b] | [a, y] | the label as a feature: two places of the file",
        "topic: t | topic: p.predictions | a topic that the pipeline writes: two places of the file",
        "model: | `pipeline: q\nmodel:` | a key twice: only one of the two is left in the tree",
      })
  void whatStandsInTwoPlacesIsLeftToValidate(String part, String changed, String reason) {
    String text = LEAST.replace(part, changed);

    assertThat(problems(text)).as(reason).isNotEmpty();
    assertThat(errors(text)).as(reason).isEmpty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
