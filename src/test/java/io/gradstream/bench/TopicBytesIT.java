package io.gradstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.client.Cluster;
import io.gradstream.streams.PipelineCluster;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TopicBytesIT {

  private static final int LARGE = 100_000;

  private final PipelineCluster servers = PipelineCluster.shared();

  @Test
  void theBytesOfATopicAreThoseOfItsPartitionsTogetherAndOfNoOther() throws Exception {
    servers.createTopic("TopicBytesIT-two", 2);
    servers.createTopic("TopicBytesIT-empty", 1);
    servers.createTopic("TopicBytesIT-other", 1);
    send("TopicBytesIT-two", 0, LARGE);
    send("TopicBytesIT-two", 1, LARGE);
    send("TopicBytesIT-other", 0, LARGE);

    try (Cluster cluster = Cluster.connect(servers.kafka())) {
      Map<String, Long> bytes =
          TopicBytes.of(
              cluster,
              topic -> topic.equals("TopicBytesIT-two") || topic.equals("TopicBytesIT-empty"));

      assertThat(bytes).containsOnlyKeys("TopicBytesIT-empty", "TopicBytesIT-two");
      assertThat(bytes).containsEntry("TopicBytesIT-empty", 0L);
      assertThat(bytes.get("TopicBytesIT-two")).isBetween(2L * LARGE, 2L * LARGE + 1000);
    }
  }

  private void send(String topic, int partition, int size)
      throws InterruptedException, ExecutionException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.<String, Object>copyOf(servers.kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, partition, null, new byte[size])).get();
    }
  }
}
