package io.gradstream.pipeline.file;

import io.gradstream.pipeline.Topics;
import io.gradstream.pipeline.declare.Key;
import io.gradstream.pipeline.declare.Section;
import io.gradstream.pipeline.declare.TextMap;
import io.gradstream.pipeline.declare.Whole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Declares {@code topics} and {@code kafka}. */
final class TopicsKeys {

  private static final int MOST_PARTITIONS = 10_000;

  private static final String HALF_AN_UPDATE =
      "a handler that answers CONTINUE would commit half an update of the model; records that"
          + " cannot be used go to the dead-letter topic by themselves";

  private static final String NAME_IS_THE_ID =
      "the pipeline's name is the application id, so that a new name begins a new model";

  private static final String TORN_MODEL =
      "without transactions a crash leaves a torn model, some of its blocks from before an update"
          + " and some from after it";

  private static final Key<Integer> PARTITIONS =
      Key.withDefault(
          "partitions", new Whole(1, MOST_PARTITIONS), "1", "Partitions of each topic.");

  private static final Key<Integer> REPLICATION_FACTOR =
      Key.optional(
          "replication-factor",
          new Whole(1, Short.MAX_VALUE),
          "the broker's default",
          "3",
          "Copies of each partition.");

  private static final String ABORTED =
      "records of transactions that were aborted would be learned";

  private static final String OFFSETS =
      "offsets are committed with the model that has seen their records, and never alone";

  private static final Key<Map<String, String>> CONFIG =
      Key.withDefault(
          "config",
          new TextMap("Kafka", Map.of(), Map.of()),
          "{retention.ms: \"-1\"}",
          "Topic settings by Kafka's own names, added to the default, which keeps everything:"
              + " replayed records are old by their timestamps, and a broker deletes old records"
              + " within minutes.");

  static final Section<Topics> TOPICS =
      new Section<>(
          List.of(PARTITIONS, REPLICATION_FACTOR, CONFIG),
          values ->
              new Topics(
                  values.get(PARTITIONS),
                  values.find(REPLICATION_FACTOR).map(Integer::shortValue),
                  withDefaults(values.get(CONFIG))));

  static final TextMap KAFKA =
      new TextMap(
          "Kafka",
          Map.of(
              "application.id", NAME_IS_THE_ID,
              "processing.exception.handler", HALF_AN_UPDATE,
              "production.exception.handler", HALF_AN_UPDATE,
              "deserialization.exception.handler", HALF_AN_UPDATE,
              "default.production.exception.handler", HALF_AN_UPDATE,
              "default.deserialization.exception.handler", HALF_AN_UPDATE),
          fixed());

  private TopicsKeys() {}

  /** Returns what must not be another, in every form in which Kafka Streams takes it. */
  private static Map<String, TextMap.Fixed> fixed() {
    Map<String, TextMap.Fixed> fixed = new LinkedHashMap<>();
    fixed.put("processing.guarantee", new TextMap.Fixed("exactly_once_v2", TORN_MODEL));
    for (String prefix : List.of("", "consumer.", "main.consumer.", "restore.consumer.")) {
      fixed.put(prefix + "isolation.level", new TextMap.Fixed("read_committed", ABORTED));
      fixed.put(prefix + "enable.auto.commit", new TextMap.Fixed("false", OFFSETS));
    }
    for (String prefix : List.of("", "producer.")) {
      fixed.put(prefix + "enable.idempotence", new TextMap.Fixed("true", TORN_MODEL));
    }
    return fixed;
  }

  private static Map<String, String> withDefaults(Map<String, String> config) {
    Map<String, String> all = new LinkedHashMap<>(CONFIG.defaultValue());
    all.putAll(config);
    return all;
  }
}
