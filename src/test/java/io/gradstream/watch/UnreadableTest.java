package io.gradstream.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Unreadable;
import io.gradstream.schema.JsonDeserializer;
import io.gradstream.streams.output.OutputSchemas;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What others have written into the topics of a pipeline keeps nothing else from being shown. */
class UnreadableTest {

  private static final GenericRecord FOREIGN =
      new GenericData.Record(
          SchemaBuilder.record("Foreign").fields().requiredLong("id").endRecord());

  private final History history = new History(Windows.PIPELINE.learner());
  private final List<GenericRecord> topic = new ArrayList<>();
  private final TopicFollower follower =
      new TopicFollower(
          "p.metrics",
          () -> {
            throw new IllegalStateException("nothing is opened here");
          },
          record -> history.addWindow(topic.get((int) record.offset())));

  @Test
  void anAvroRecordWithoutTheFieldsIsToldAndPassedOver() {
    topic.add(Windows.window(1, 0.5, 0.6, 0.7));
    topic.add(FOREIGN);
    topic.add(Windows.window(2, 0.5, 0.6, 0.7));
    for (int offset = 0; offset < 3; offset++) {
      follower.take(record("p.metrics", offset, ""));
    }
    assertThat(history.trainer(0).windows()).isEqualTo(2);
    assertThat(follower.problem())
        .contains("topic p.metrics has a record that cannot be read, at offset 1 of partition 0");
  }

  @Test
  void aPredictionThatCannotBeReadHidesNoOther() {
    Deserializer<GenericRecord> values = new JsonDeserializer(OutputSchemas.PREDICTION);
    List<ConsumerRecord<byte[], byte[]>> records =
        List.of(
            record("p.predictions", 0, prediction(1)),
            record("p.predictions", 1, "no JSON"),
            record("p.predictions", 2, "{}"),
            record("p.predictions", 3, null),
            record("p.predictions", 4, prediction(2)));
    assertThat(PredictionPeek.newest(records, values))
        .extracting(Snapshot.Prediction::version)
        .containsExactly(2L, 1L);
  }

  @Test
  void theNewestTenAreShownHoweverManyBeforeThemAreNone() {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int offset = 0; offset < 40; offset++) {
      records.add(
          record("p.predictions", offset, offset % 2 == 0 ? prediction(offset) : "no JSON"));
    }
    assertThat(PredictionPeek.newest(records, new JsonDeserializer(OutputSchemas.PREDICTION)))
        .extracting(Snapshot.Prediction::version)
        .containsExactly(38L, 36L, 34L, 32L, 30L, 28L, 26L, 24L, 22L, 20L);
  }

  @Test
  void aReportSaysWhatItPassesOverAndFailsOnlyWithoutAnyWindow() {
    Optional<String> problem = Optional.of("offset 1 cannot be read");
    assertThat(OneReading.notes(List.of("a note"), problem, true))
        .containsExactly("a note", "offset 1 cannot be read; it is passed over.");
    assertThat(OneReading.notes(List.of(), Optional.empty(), false)).isEmpty();
    assertThatThrownBy(() -> OneReading.notes(List.of(), problem, false))
        .isInstanceOf(ApplicationException.class)
        .hasMessage("offset 1 cannot be read");
  }

  @Test
  void aRegistryThatIsAwayIsNoFaultOfTheRecord() {
    assertThatThrownBy(
            () ->
                Unreadable.problem(
                    record("t", 0, ""),
                    record -> {
                      throw new IllegalStateException("no registry answers");
                    }))
        .hasMessage("no registry answers");
  }

  private static String prediction(long version) {
    return "{\"time\": 5, \"score\": 0.5, \"version\": %d, \"source_partition\": 0, \"source_offset\": 3}"
        .formatted(version);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, long offset, @Nullable String value) {
    return new ConsumerRecord<>(
        topic, 0, offset, null, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }
}
