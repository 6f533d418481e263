package io.gradstream.streams.saved;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.StreamsSettings;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/** Commits models and the offsets of their group in one transaction. */
final class ModelWriter {

  private static final int LEAST_TIMEOUT = (int) TimeUnit.MINUTES.toMillis(1);
  private static final int LONGEST_TIMEOUT = (int) TimeUnit.MINUTES.toMillis(15); // of a broker

  private ModelWriter() {}

  /**
   * Writes everything or nothing.
   *
   * @param models the blocks of each, the manifest last
   * @param offsets of the group; it must have no members
   */
  static void write(
      Pipeline pipeline,
      String group,
      List<Map<String, byte[]>> models,
      Map<TopicPartition, Long> offsets) {
    String topic = pipeline.modelTopic();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            settings(pipeline, group, bytes(models)),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int i = 0; i < models.size(); i++) {
        for (Map.Entry<String, byte[]> block : models.get(i).entrySet()) {
          byte[] key = block.getKey().getBytes(StandardCharsets.UTF_8);
          producer.send(new ProducerRecord<>(topic, i, key, block.getValue()));
        }
      }
      if (!offsets.isEmpty()) {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        offsets.forEach((partition, next) -> committed.put(partition, new OffsetAndMetadata(next)));
        producer.sendOffsetsToTransaction(committed, withoutMembers(group));
      }
      producer.commitTransaction();
    } catch (KafkaException e) {
      throw new ApplicationException(
          "writing the model to topic %s failed, and nothing of it counts; the same command may succeed later: %s"
              .formatted(topic, e.getMessage()),
          e);
    }
  }

  /**
   * Kafka means to take the constructor away; a consumer made for its group alone would replace it.
   */
  @SuppressWarnings("removal")
  private static ConsumerGroupMetadata withoutMembers(String group) {
    return new ConsumerGroupMetadata(group);
  }

  private static long bytes(List<Map<String, byte[]>> models) {
    return models.stream()
        .flatMap(blocks -> blocks.values().stream())
        .mapToLong(block -> block.length)
        .sum();
  }

  /** Those of the trainers' producer, and for a large model the time that it takes. */
  private static Map<String, Object> settings(Pipeline pipeline, String group, long bytes) {
    Map<String, Object> settings =
        new StreamsConfig(StreamsSettings.of(pipeline)).getProducerConfigs(group + "-model-load");
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "-model-load");
    String name = ProducerConfig.TRANSACTION_TIMEOUT_CONFIG;
    if (!pipeline.kafka().containsKey(name)
        && !pipeline.kafka().containsKey(StreamsConfig.producerPrefix(name))) {
      settings.put(name, (int) Math.min(LONGEST_TIMEOUT, LEAST_TIMEOUT + bytes / 1000));
    }
    return settings;
  }
}
