package io.gradstream.pipeline.file;

import static io.gradstream.pipeline.file.PipelineTexts.LEAST;
import static io.gradstream.pipeline.file.PipelineTexts.problems;
import static io.gradstream.pipeline.file.PipelineTexts.problemsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlProblemsTest {

  static Stream<Arguments> textsThatAreNoYaml() {
    return Stream.of(
        Arguments.of("a: b\n\tc: d", 2, "tabs cannot indent YAML; use spaces"),
        Arguments.of("a: 1\nb: @x", 2, "a text that begins so needs quotes"),
        Arguments.of("a: b: c", 1, "a text with ': ' in it needs quotes"),
        Arguments.of(
            "a:\n  b: 1\n c: 2", 3, "the indentation does not fit that of the lines above"),
        Arguments.of("a: 1\nb: \"x\nc: 3", 2, "a quote that opens here is not closed"),
        Arguments.of("a: [1,\nb: 2", 2, "a bracket is not closed, or a comma is missing"),
        Arguments.of("a: 1\n? [b]\n: c", 2, "a key must be plain text, not a list or section"),
        Arguments.of(
            "a: 1\nb: {w: ${W:5}}", 2, "within { } or [ ] a value with ${...} needs quotes"));
  }

  @ParameterizedTest
  @MethodSource("textsThatAreNoYaml")
  void whatIsNoYamlIsReportedWithItsLineAndAdvice(String text, int line, String advice) {
    assertThat(problems(text))
        .containsExactly("p.yaml:" + line + ": the file is not valid YAML here: " + advice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n# a comment\n", "~"})
  void anEmptyFileIsCalledEmpty(String text) {
    assertThat(problems(text)).containsExactly("p.yaml: the file is empty");
  }

  @Test
  void aFileMustBeASectionOfKeys() {
    String must = "p.yaml:1: the file must be a section with pipeline, input, labels, features, ";

    assertThat(problems("- a\n- b")).singleElement().asString().startsWith(must).endsWith("a list");
    assertThat(problems("hello")).singleElement().asString().startsWith(must).endsWith("'hello'");
  }

  @Test
  void aFileHoldsOneDocument() {
    assertThat(problems(LEAST + "---\nb: 2"))
        .containsExactly("p.yaml:7: a second document begins here; a file holds one");
  }

  @Test
  void anchorsAliasesAndTagsAreRefused() {
    assertThat(problemsWith("kafka:", "  a: &x 1", "  b: *x", "  c: !secret d", "  é😀: &y {}"))
        .containsExactly(
            "p.yaml:7: kafka.a has an anchor (&name), which is not supported; quote it if it is"
                + " text",
            "p.yaml:8: kafka.b refers to an anchor (*name), which is not supported",
            "p.yaml:9: kafka.c has a tag (!name), which is not supported; quote it if it is text",
            "p.yaml:10: kafka.é😀 has an anchor (&name), which is not supported; quote it if it is"
                + " text",
            "p.yaml:10: kafka.é😀 must be a single value, was a section; write \"\" for an empty"
                + " text");
  }

  @Test
  void charactersThatYamlForbidsAreReportedWithTheirLine() {
    assertThat(problems("a: 1\nb: 2\nc: \u0001"))
        .containsExactly("p.yaml:3: the file has a character that YAML does not allow; remove it");
  }

  @Test
  void filesThatNestTooDeeplyOrAreTooLongAreRefused() {
    assertThat(problems("[".repeat(5000))).singleElement().asString().contains("too deeply");
    assertThat(problems("x".repeat(1_000_001)))
        .containsExactly("p.yaml: the file is longer than 1000000 characters");
  }

  @Test
  void aProblemStaysOnOneLineAndIsCut() {
    assertThat(problemsWith("\"a\\nb\": 1", "scale: \"x\\e[31m\\n" + "y".repeat(100) + "\""))
        .satisfiesExactly(
            key -> assertThat(key).startsWith("p.yaml:6: unknown key 'a\\u000ab'; allowed: "),
            value -> assertThat(value).contains("'x\\u001b[31m\\u000ayyy").endsWith("y...'"));
  }
}
