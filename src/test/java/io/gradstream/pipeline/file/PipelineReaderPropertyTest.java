package io.gradstream.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.PipelineException;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class PipelineReaderPropertyTest {

  private static final String EXAMPLE = ConfigurationDocs.example();

  private static void readOrRefuse(String text) {
    try {
      PipelineTexts.read(text);
    } catch (PipelineException e) {
      assertThat(e.problems()).isNotEmpty();
      assertThat(e.getMessage().lines()).hasSameSizeAs(e.problems());
    }
  }

  @Property(tries = 300)
  void anyTextIsReadOrRefusedWithProblems(@ForAll String text) {
    readOrRefuse(text);
  }

  @Property(tries = 300)
  void anyTextInYamlsLettersIsReadOrRefusedWithProblems(@ForAll("yaml") String text) {
    readOrRefuse(text);
  }

  @Property(tries = 300)
  void anExampleWithAPlaceOverwrittenIsReadOrRefusedWithProblems(
      @ForAll @IntRange(max = 600) int at,
      @ForAll @IntRange(max = 12) int cut,
      @ForAll("yaml") @StringLength(max = 12) String with) {
    int from = Math.min(at, EXAMPLE.length());
    int to = Math.min(from + cut, EXAMPLE.length());
    readOrRefuse(EXAMPLE.substring(0, from) + with + EXAMPLE.substring(to));
  }

  @Property(tries = 300)
  void everyLearningRateAboveZeroArrivesBitForBit(
      @ForAll @DoubleRange(min = 0, minIncluded = false, max = 1e6) double rate) {
    Pipeline pipeline = PipelineTexts.least("optimizer: {sgd: {learning-rate: " + rate + "}}");

    assertThat(pipeline.learner().training().optimizer().learningRate()).isEqualTo(rate);
  }

  @Property(tries = 300)
  void everyQuotedKafkaValueArrivesAsItWas(@ForAll("printable") String value) {
    String quoted = "'" + value.replace("'", "''").replace("${", "$${") + "'";

    assertThat(PipelineTexts.least("kafka: {x: " + quoted + "}").kafka())
        .isEqualTo(Map.of("x", value));
  }

  @Provide
  Arbitrary<String> yaml() {
    return Arbitraries.strings().withChars("ab1.-:,{}[]'\"#&*!|>%@`?~$ \n\t").ofMaxLength(40);
  }

  @Provide
  Arbitrary<String> printable() {
    return Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40);
  }
}
