package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What others have written into the topic of metrics hides no window. */
class NewestWindowsTest {

  private static final Schema WINDOW =
      SchemaBuilder.record("Window")
          .fields()
          .requiredInt("partition")
          .requiredLong("window")
          .requiredLong("last_time")
          .name("members")
          .type(Schema.createArray(Schema.create(Schema.Type.STRING)))
          .noDefault()
          .endRecord();
  private static final GenericRecord FOREIGN =
      new GenericRecordBuilder(
              SchemaBuilder.record("Foreign").fields().requiredInt("partition").endRecord())
          .set("partition", 0)
          .build();

  private final List<@Nullable GenericRecord> topic = new ArrayList<>();
  private final NewestWindows windows =
      new NewestWindows(
          (name, value) -> {
            if (value == null) {
              throw new SerializationException("no bytes of ours");
            }
            return topic.get(value[0]);
          });

  @Test
  void aForeignRecordIsToldAndPassedOver() {
    take(window(0, 1));
    take(window(1, 7));
    take(window(0, 2));
    take(FOREIGN);
    take(null);
    windows.take(new ConsumerRecord<>("p.metrics", 0, 5, new byte[0], null));

    assertThat(windows.all()).extracting(it -> it.get("window")).containsExactly(2L, 7L);
    assertThat(windows.problem())
        .contains("topic p.metrics has a record that cannot be read, at offset 5 of partition 0");
  }

  @Test
  void ofATopicOfWindowsAloneThereIsNothingToTell() {
    take(window(0, 1));

    assertThat(windows.all()).hasSize(1);
    assertThat(windows.problem()).isEmpty();
  }

  private void take(@Nullable GenericRecord value) {
    topic.add(value);
    byte at = (byte) (topic.size() - 1);
    windows.take(new ConsumerRecord<>("p.metrics", 0, at, new byte[0], new byte[] {at}));
  }

  private static GenericRecord window(int partition, long number) {
    return new GenericRecordBuilder(WINDOW)
        .set("partition", partition)
        .set("window", number)
        .set("last_time", 1000 * number)
        .set("members", new GenericData.Array<>(0, WINDOW.getField("members").schema()))
        .build();
  }
}
