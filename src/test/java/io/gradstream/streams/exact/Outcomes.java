package io.gradstream.streams.exact;

import io.gradstream.client.TopicReader;
import io.gradstream.schema.AvroDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a pipeline left behind, read committed: by trainer, in order, as text of every bit. */
final class Outcomes {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Map<String, String> kafka;

  Outcomes(Map<String, String> kafka) {
    this.kafka = kafka;
  }

  /** Returns the predictions of each input partition. */
  Map<String, List<String>> predictions(String pipeline) {
    return values(pipeline + ".predictions", "source_partition");
  }

  /** Returns the window metrics of each trainer. */
  Map<String, List<String>> metrics(String pipeline) {
    return values(pipeline + ".metrics", "partition");
  }

  /** Returns the decisions of each trainer. */
  Map<String, List<String>> decisions(String pipeline) {
    return values(pipeline + ".decisions", "partition");
  }

  /** Returns the last block of each key of each trainer's state, as the changelog has it. */
  Map<String, String> blocks(String pipeline) {
    Map<String, String> last = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : read(pipeline + "-model-changelog")) {
      String key =
          record.partition()
              + " "
              + new String(record.key(), java.nio.charset.StandardCharsets.UTF_8);
      if (record.value() == null) {
        last.remove(key);
      } else {
        last.put(key, HexFormat.of().formatHex(record.value()));
      }
    }
    return last;
  }

  private Map<String, List<String>> values(String topic, String by) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    try (AvroDeserializer avro = new AvroDeserializer()) {
      avro.configure(kafka, false);
      for (ConsumerRecord<byte[], byte[]> record : read(topic)) {
        GenericRecord value = avro.deserialize(topic, record.value());
        values
            .computeIfAbsent(String.valueOf(value.get(by)), trainer -> new ArrayList<>())
            .add(record.timestamp() + " " + HexFormat.of().formatHex(record.value()));
      }
    }
    return new TreeMap<>(values);
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (TopicReader reader = TopicReader.fromBeginning(kafka, List.of(topic))) {
      boolean end = false;
      while (!end) {
        end = reader.atEnd();
        reader.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }
}
