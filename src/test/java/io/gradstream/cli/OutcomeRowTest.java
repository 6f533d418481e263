package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.streams.output.OutputSchemas;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A label that met its prediction, in a line. */
class OutcomeRowTest {

  private final OutcomeRow rows = new OutcomeRow(false);

  @Test
  void itSaysWhatWasPredictedAndWhatWasTrueAndHowLongThatTook() {
    assertThat(rows.of(record("k".getBytes(StandardCharsets.UTF_8)), outcome(false)))
        .isEqualTo(List.of("1970-01-01 00:00", "k", 0.25, 1.0, "2 h 20 min", 7L));
  }

  @Test
  void aLabelThatNeverCameHasNoAge() {
    assertThat(rows.of(record(new byte[0]), outcome(true)).get(4)).isEqualTo("none came");
  }

  @Test
  void aKeyOfSeveralFieldsIsTheirTexts() {
    byte[] two = {0, 0, 0, 2, 'U', 'A', 0, 0, 0, 1, '9'};
    assertThat(rows.of(record(two), outcome(false)).get(1)).isEqualTo("UA 9");
    byte[] any = {0, 0, 0, 9, 'U', 'A'};
    assertThat(rows.of(record(any), outcome(false)).get(1))
        .isEqualTo(new String(any, StandardCharsets.UTF_8));
  }

  private static ConsumerRecord<byte[], byte[]> record(byte[] key) {
    return new ConsumerRecord<>("t", 0, 0, key, null);
  }

  private static GenericRecord outcome(boolean assumed) {
    return new GenericRecordBuilder(OutputSchemas.OUTCOME)
        .set("time", 0L)
        .set("label_time", 8_400_000L)
        .set("elapsed", 8_400_000L)
        .set("score", 0.25)
        .set("label", 1.0)
        .set("assumed", assumed)
        .set("version", 7L)
        .set("source_partition", 0)
        .set("source_offset", 0L)
        .build();
  }
}
