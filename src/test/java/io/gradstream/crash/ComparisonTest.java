package io.gradstream.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.JsonSerializer;
import io.gradstream.streams.output.Origin;
import io.gradstream.streams.output.OutputSchemas;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final Origin FIRST = new Origin(0, 7);
  private static final Origin SECOND = new Origin(1, 9);

  private final Written was = new Written();
  private final Written should = new Written();
  private final Map<Origin, Integer> input = new LinkedHashMap<>();
  private Pipeline pipeline;

  @BeforeEach
  void writeTheSameTwice() {
    pipeline =
        io.gradstream.pipeline.file.PipelineReader.parse(
            "test",
            """
            pipeline: test
            input: {topic: in, label: y, format: json}
            output: {format: json}
            features: [{standard: [a]}]
            model: logistic
            """,
            Map.of());
    input.put(FIRST, 1);
    input.put(SECOND, 1);
    fill(was, "topic test.predictions, partition 0, offset 3");
    fill(should, "");
  }

  @Test
  void equalBytesAreIdentical() {
    Verdict verdict = compare();
    assertThat(verdict.first()).isEmpty();
    assertThat(verdict.isIdentical()).isTrue();
    assertThat(verdict.compared())
        .containsEntry("predictions", 1)
        .containsEntry("dead letters", 1)
        .containsEntry("metrics", 0)
        .containsEntry("state blocks", 1);
  }

  @Test
  void aPredictionThatIsAnotherIsNamedWithPlaceFieldAndBothValues() {
    was.predictions().put(FIRST, List.of(prediction("topic t, partition 0, offset 3", 0.25)));
    assertThat(compare().first())
        .hasValue(
            "topic t, partition 0, offset 3, field score: was 0.25, should be 0.5"
                + " (input partition 0, offset 7)");
    assertThat(compare().different()).contains(FIRST);
  }

  @Test
  void aRecordWithoutAnAnswerIsLost() {
    was.predictions().clear();
    Verdict verdict = compare();
    assertThat(verdict.lost()).containsExactly(FIRST);
    assertThat(verdict.first())
        .hasValue("input partition 0, offset 7 has neither prediction nor dead letter");
  }

  @Test
  void aRecordWithTwoAnswersIsDoubledWhateverTheyAre() {
    was.deadLetters().put(FIRST, was.deadLetters().getOrDefault(SECOND, List.of()));
    Verdict verdict = compare();
    assertThat(verdict.doubled()).containsExactly(FIRST);
    assertThat(verdict.first()).hasValue("input partition 0, offset 7 has 2 answers");
  }

  @Test
  void aRecordThatWasBroughtToTheTrainerTwiceIsFound() {
    input.put(SECOND, 2);
    assertThat(compare().first())
        .hasValue(
            "input partition 1, offset 9 is 2 times in the repartition topic, should be once");
  }

  @Test
  void aPredictionOfARecordThatWasAbortedIsFound() {
    was.predictions()
        .put(new Origin(0, 8), List.of(prediction("topic t, partition 0, offset 4", 1)));
    assertThat(compare().first())
        .hasValue(
            "there are 1 predictions, should be 0 at topic t, partition 0, offset 4"
                + " (input partition 0, offset 8)");
  }

  @Test
  void aLabelAndARecordOfOneOffsetAreHeldApart() {
    Origin label = new Origin(true, FIRST.partition(), FIRST.offset());
    byte[] bytes = "bad label".getBytes(StandardCharsets.UTF_8);
    input.put(label, 1);
    should.deadLetters().put(label, List.of(Message.of("", null, bytes, new RecordHeaders(), 5)));
    Verdict verdict = compare();

    assertThat(verdict.lost()).containsExactly(label);
    assertThat(verdict.first())
        .hasValue("labels partition 0, offset 7 has neither prediction nor dead letter");
  }

  @Test
  void headersTimestampsAndKeysCount() {
    Message right = should.predictions().getOrDefault(FIRST, List.of()).get(0);
    RecordHeaders headers = new RecordHeaders();
    headers.add("trace", new byte[1]);
    List<Message> others =
        List.of(
            Message.of("t", right.key(), right.value(), new RecordHeaders(), 6),
            Message.of("t", null, right.value(), new RecordHeaders(), 5),
            Message.of("t", right.key(), right.value(), headers, 5));
    for (Message other : others) {
      was.predictions().put(FIRST, List.of(other));
      assertThat(compare().isIdentical()).isFalse();
    }
  }

  @Test
  void aReportTooManyIsNamedWithItsTrainer() {
    Written.add(was.decisions(), 1, prediction("topic test.decisions, partition 0, offset 2", 1));
    assertThat(compare().first())
        .hasValue(
            "there are 1 decisions, should be 0 at topic test.decisions, partition 0, offset 2"
                + " (of trainer 1)");
  }

  @Test
  void aBlockOfTheStateThatDiffersIsNamedWithItsByte() {
    was.blocks().put(0, Map.of("live/0", new byte[] {1, 9}));
    assertThat(compare().first())
        .hasValue(
            "topic test-model-changelog, partition 0, block live/0, byte 1: was 09, should be 02");
  }

  @Test
  void aBlockThatIsGoneAndOneThatShouldBeAreFound() {
    was.blocks().put(0, Map.of());
    assertThat(compare().first().orElseThrow()).contains("block live/0, value: was null");
    was.blocks().put(0, Map.of("live/0", new byte[] {1, 2}, "live/1", new byte[1]));
    assertThat(compare().first().orElseThrow()).contains("block live/1", "should be null");
  }

  private Verdict compare() {
    return new Comparison(was, should, new OutputTopics(pipeline), pipeline).compare(input);
  }

  private static void fill(Written written, String place) {
    written.predictions().put(FIRST, List.of(prediction(place, 0.5)));
    byte[] bytes = "garbage".getBytes(StandardCharsets.UTF_8);
    written
        .deadLetters()
        .put(SECOND, List.of(Message.of(place, null, bytes, new RecordHeaders(), 5)));
    written.blocks().put(0, Map.of("live/0", new byte[] {1, 2}));
  }

  private static Message prediction(String place, double score) {
    GenericRecord value = new GenericData.Record(OutputSchemas.PREDICTION);
    for (Schema.Field field : OutputSchemas.PREDICTION.getFields()) {
      Object zero =
          switch (field.schema().getType()) {
            case LONG -> 0L;
            case INT -> 0;
            case DOUBLE -> 0.0;
            case STRING -> "";
            default -> null;
          };
      value.put(field.pos(), zero);
    }
    value.put("score", score);
    byte[] json = new JsonSerializer().serialize("", value);
    return Message.of(place, "key".getBytes(StandardCharsets.UTF_8), json, new RecordHeaders(), 5);
  }
}
