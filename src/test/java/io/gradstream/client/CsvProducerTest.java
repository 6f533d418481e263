package io.gradstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows and their labels are sent as they came to be. */
class CsvProducerTest {

  private static final String ROWS = "at,x\n%s,1\n%s,2\n%s,3\n".formatted(at(0), at(10), at(20));
  private static final String LABELS =
      "at,y\n%s,1\n%s,2\n%s,3\n%s,4\n".formatted(at(10), at(15), at(20), at(90));

  @TempDir private Path folder;

  private final MockProducer<byte[], byte[]> kafka =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  @Test
  void labelsAreBetweenTheRowsByTimeAndFirstAtEqualTimes() throws IOException {
    long sent = together(Long.MAX_VALUE);

    assertThat(sent).isEqualTo(4);
    assertThat(values())
        .containsExactly("x1", "y1", "x2", "y2", "y3", "x3", "y4"); // the rest comes in the end
  }

  @Test
  void whereALimitEndsTheRowsTheWorldStopsAtTheTimeOfTheLast() throws IOException {
    long sent = together(2);

    assertThat(sent).isEqualTo(1);
    assertThat(values()).containsExactly("x1", "y1", "x2");
  }

  @Test
  void aRowWithoutATimeHasNoPlaceAmongLabels() throws IOException {
    Files.writeString(folder.resolve("r.csv"), ROWS);
    Files.writeString(folder.resolve("l.csv"), LABELS);
    try (CsvRows rows = CsvSource.of(folder.resolve("r.csv")).open("r");
        CsvRows labels = labels()) {
      assertThatThrownBy(
              () -> CsvProducer.json(kafka).produceTogether("r", rows, "l", labels, count -> {}))
          .isInstanceOf(RuntimeException.class);
    }
    assertThat(kafka.history()).isEmpty();
  }

  @Test
  void whatTheBrokerRefusesEndsIt() {
    kafka.sendException = new RecordTooLargeException("too large");

    assertThatThrownBy(() -> together(Long.MAX_VALUE)).isInstanceOf(KafkaException.class);
  }

  private long together(long limit) throws IOException {
    Files.writeString(folder.resolve("r.csv"), ROWS);
    Files.writeString(folder.resolve("l.csv"), LABELS);
    try (CsvRows rows =
            CsvSource.of(folder.resolve("r.csv"))
                .withColumns(null, "at")
                .limitedTo(limit, Double.POSITIVE_INFINITY)
                .open("r");
        CsvRows labels = labels()) {
      return CsvProducer.json(kafka).produceTogether("r", rows, "l", labels, count -> {});
    }
  }

  private CsvRows labels() throws IOException {
    return CsvSource.of(folder.resolve("l.csv")).withColumns(null, "at").open("l");
  }

  /** Returns x or y of each record, with its topic checked. */
  private List<String> values() {
    return kafka.history().stream()
        .map(
            record -> {
              String json = new String(record.value(), StandardCharsets.UTF_8);
              String name = record.topic().equals("r") ? "x" : "y";
              return name + json.replaceFirst(".*\"" + name + "\":([0-9]+).*", "$1");
            })
        .toList();
  }

  private static String at(int minute) {
    return "2024-02-02T%02d:%02d:00Z".formatted(minute / 60, minute % 60);
  }
}
