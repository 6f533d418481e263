package io.gradstream.crash;

import io.gradstream.client.DeadLetterHeaders;
import io.gradstream.client.TopicReader;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Labels;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.output.Origin;
import io.gradstream.streams.output.OutputReaders;
import io.gradstream.streams.output.OutputSchemas;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Reads what is committed in a pipeline's topics. */
final class OutputTopics {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final String AT_ONCE = "5000";

  private final Pipeline pipeline;

  OutputTopics(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Returns everything that the pipeline has written. */
  Written read() {
    Written written = new Written();
    readBySource(pipeline.predictionsTopic(), predictions(), written.predictions());
    if (pipeline.labels().isPresent()) {
      readBySource(pipeline.outcomesTopic(), outcomes(), written.outcomes());
    }
    read(
        pipeline.deadLettersTopic(),
        record -> Written.add(written.deadLetters(), origin(record.headers()), message(record)));
    readReports(pipeline.metricsTopic(), metrics(), written.metrics());
    readReports(pipeline.decisionsTopic(), decisions(), written.decisions());
    read(
        pipeline.modelTopic(),
        record ->
            put(
                written.blocks().computeIfAbsent(record.partition(), p -> new TreeMap<>()),
                record));
    return written;
  }

  private void readBySource(String topic, Values values, Map<Origin, List<Message>> answers) {
    read(
        topic,
        record -> Written.add(answers, source(values.read(record.value())), message(record)));
  }

  /** Returns the record that a prediction or an outcome is of. */
  static Origin source(GenericRecord value) {
    return new Origin((int) value.get("source_partition"), (long) value.get("source_offset"));
  }

  private void readReports(String topic, Values values, Map<Integer, List<Message>> reports) {
    read(
        topic,
        record ->
            Written.add(
                reports, (int) values.read(record.value()).get("partition"), message(record)));
  }

  private static void put(Map<String, byte[]> blocks, ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      blocks.remove(key);
    } else {
      blocks.put(key, record.value());
    }
  }

  /** Tells of every committed record of a topic, those of a partition in order. */
  void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Map<String, String> kafka = new HashMap<>(pipeline.kafka());
    kafka.put("max.poll.records", AT_ONCE);
    try (TopicReader reader = TopicReader.fromBeginning(kafka, List.of(topic))) {
      boolean end = false;
      while (!end) { // nobody writes any more
        Iterable<ConsumerRecord<byte[], byte[]>> records = reader.poll(POLL);
        records.forEach(taker);
        end = !records.iterator().hasNext() && reader.atEnd();
      }
    }
  }

  Values predictions() {
    return new Values(
        pipeline.predictionsTopic(), OutputReaders.of(pipeline, OutputSchemas.PREDICTION));
  }

  Values outcomes() {
    return new Values(pipeline.outcomesTopic(), OutputReaders.of(pipeline, OutputSchemas.OUTCOME));
  }

  Values metrics() {
    return new Values(pipeline.metricsTopic(), OutputReaders.of(pipeline, OutputSchemas.METRICS));
  }

  Values decisions() {
    return new Values(
        pipeline.decisionsTopic(), OutputReaders.of(pipeline, OutputSchemas.DECISION));
  }

  Values deadLetters() {
    return new Values(pipeline.deadLettersTopic(), null);
  }

  private static Message message(ConsumerRecord<byte[], byte[]> record) {
    String place =
        "topic %s, partition %d, offset %d"
            .formatted(record.topic(), record.partition(), record.offset());
    return Message.of(place, record.key(), record.value(), record.headers(), record.timestamp());
  }

  /** Tells whether a topic is that of labels. */
  boolean isOfLabels(String topic) {
    return pipeline
        .readsLabels()
        .map(Labels::source)
        .map(Input::topic)
        .filter(topic::equals)
        .isPresent();
  }

  /** Returns where a dead letter says that its record stands. */
  Origin origin(Headers headers) {
    return new Origin(
        isOfLabels(DeadLetterHeaders.text(headers, DeadLetterHeaders.TOPIC).orElseThrow()),
        Integer.parseInt(
            DeadLetterHeaders.text(headers, DeadLetterHeaders.PARTITION).orElseThrow()),
        Long.parseLong(DeadLetterHeaders.text(headers, DeadLetterHeaders.OFFSET).orElseThrow()));
  }
}
