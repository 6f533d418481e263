package io.gradstream.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TopicReaderTest {

  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private long end;

  /** Writes another record, as a trainer does that commits faster than the end is asked for. */
  private void write() {
    consumer.addRecord(new ConsumerRecord<>("t", 0, end, new byte[0], new byte[0]));
    end++;
    consumer.updateEndOffsets(Map.of(PARTITION, end));
  }

  private TopicReader reader() {
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.seek(PARTITION, 0);
    return new TopicReader(consumer, List.of(PARTITION));
  }

  @Test
  @Timeout(10)
  void aTopicThatIsWrittenFasterThanItIsAskedHasAnEndAllTheSame() {
    try (TopicReader reader = reader()) {
      write();
      int asked = 0;
      while (!reader.atEnd()) {
        asked++;
        reader.poll(Duration.ZERO);
        write();
        write();
      }
      assertThat(asked).isEqualTo(1);
    }
  }

  /** Kafka's own default passes over all that there is, and so may the trainer's setting. */
  @Test
  void whatIsGoneIsPassedOverAndNoMore() {
    for (Map<String, String> given :
        List.of(Map.<String, String>of(), Map.of("auto.offset.reset", "latest"))) {
      assertThat(TopicReader.settings(given)).containsEntry("auto.offset.reset", "earliest");
    }
    assertThat(TopicReader.settings(Map.of("auto.offset.reset", TopicReader.FAIL)))
        .containsEntry("auto.offset.reset", "none");
  }

  @Test
  void anEndThatWasReachedIsAskedForAnew() {
    try (TopicReader reader = reader()) {
      write();
      assertThat(reader.atEnd()).isFalse();
      reader.poll(Duration.ZERO);
      assertThat(reader.atEnd()).isTrue();
      write();
      assertThat(reader.atEnd()).isFalse();
    }
  }

  @Test
  void whoGoesElsewhereHasAnotherEndToReach() {
    try (TopicReader reader = reader()) {
      write();
      assertThat(reader.atEnd()).isFalse();
      reader.poll(Duration.ZERO);
      write();
      reader.moveNearEnd(1);
      assertThat(reader.atEnd()).isFalse();
    }
  }
}
