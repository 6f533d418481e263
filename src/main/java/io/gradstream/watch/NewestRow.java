package io.gradstream.watch;

import io.gradstream.client.TopicReader;
import io.gradstream.core.data.Row;
import io.gradstream.core.data.RowLayout;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.row.AvroRowDecoder;
import io.gradstream.schema.row.BadRecordException;
import io.gradstream.schema.row.JsonRowDecoder;
import io.gradstream.schema.row.ReaderSchemas;
import io.gradstream.schema.row.RowDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The newest record of the input that can be read, as a row to be scored. */
final class NewestRow {

  private static final long LOOK_BACK = 20;
  private static final int POLLS = 20;
  private static final Duration POLL = Duration.ofMillis(100);

  private NewestRow() {}

  /** Reads it; empty if there is none, or if only a class of the user's knows how. */
  static Optional<Map<String, Object>> of(Pipeline pipeline) {
    if (pipeline.input().encoding() instanceof Encoding.ByClass) {
      return Optional.empty();
    }
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<String> topics = List.of(pipeline.input().topic());
    RowLayout layout = pipeline.scoredLayout();
    try (TopicReader reader = TopicReader.nearEnd(pipeline.kafka(), topics, LOOK_BACK);
        RowDecoder decoder = decoder(pipeline, layout)) {
      if (reader.partitions().isEmpty()) {
        return Optional.empty(); // nobody has made the topic yet
      }
      boolean end = false;
      for (int i = 0; i < POLLS && !end; i++) {
        end = reader.atEnd();
        reader.poll(POLL).forEach(records::add);
      }
      records.sort(
          Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
              .thenComparingLong(ConsumerRecord::offset)
              .reversed());
      Row row = new Row(layout);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        try {
          decoder.decode(record.headers(), record.value(), row);
          return Optional.of(RowFields.values(row));
        } catch (BadRecordException e) {
          // a dead letter; the one before it may do
        }
      }
    }
    return Optional.empty();
  }

  private static RowDecoder decoder(Pipeline pipeline, RowLayout layout) {
    if (pipeline.input().encoding() instanceof Encoding.Json) {
      return new JsonRowDecoder(layout, pipeline.input().envelope());
    }
    SchemaRegistry registry = SchemaRegistries.from(pipeline.kafka());
    return new AvroRowDecoder(
        layout, pipeline.input().envelope(), registry::of, ReaderSchemas.asWritten());
  }
}
