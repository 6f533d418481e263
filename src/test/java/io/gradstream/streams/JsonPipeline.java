package io.gradstream.streams;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.client.Cluster;
import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A small pipeline of JSON records on a real broker, and what befalls its input. */
public final class JsonPipeline {

  private static final ObjectMapper JSON = new ObjectMapper();

  final PipelineCluster cluster;
  public final String name;
  private final String topic;
  private final String more;
  private final Map<String, String> settings = new HashMap<>();

  /** Names the pipeline and its input; {@code more} is the end of its file. */
  public JsonPipeline(PipelineCluster cluster, String name, String more) {
    this(cluster, name, name, more);
  }

  private JsonPipeline(PipelineCluster cluster, String name, String topic, String more) {
    this.cluster = cluster;
    this.name = name;
    this.topic = topic;
    this.more = more;
    settings.put("commit.interval.ms", "100");
    settings.put("session.timeout.ms", "3000");
    settings.put("heartbeat.interval.ms", "500");
  }

  public JsonPipeline with(String setting, String value) {
    settings.put(setting, value);
    return this;
  }

  JsonPipeline without(String setting) {
    settings.remove(setting);
    return this;
  }

  /** The same pipeline with another end of its file. */
  JsonPipeline saying(String others) {
    return like(topic, others);
  }

  /** The same pipeline with another input. */
  JsonPipeline reading(String other) {
    return like(other, more);
  }

  private JsonPipeline like(String otherTopic, String others) {
    JsonPipeline other = new JsonPipeline(cluster, name, otherTopic, others);
    other.settings.putAll(settings);
    return other;
  }

  public Pipeline pipeline() {
    return Topologies.pipeline(yaml()).withKafka(cluster.kafka()).withKafka(settings);
  }

  /** Writes the same pipeline to a file, for whoever reads one; returns it. */
  public Path file(Path directory) throws IOException {
    StringBuilder text = new StringBuilder(yaml()).append("kafka:\n");
    Map<String, String> kafka = new TreeMap<>(settings);
    kafka.put("bootstrap.servers", cluster.kafka().get("bootstrap.servers"));
    kafka.forEach((key, value) -> text.append("  %s: \"%s\"%n".formatted(key, value)));
    return Files.writeString(directory.resolve(name + ".yaml"), text);
  }

  private String yaml() {
    return """
        pipeline: %1$s
        input: {topic: %2$s, label: y, format: json}
        output: {format: json}
        features: [{standard: [x]}]
        model: logistic
        optimizer: {sgd: {learning-rate: 0.1}}
        validation: {window: 100}
        %3$s
        """
        .formatted(name, topic, more);
  }

  PipelineApplication start() {
    return PipelineApplication.start(pipeline());
  }

  /** Runs until there are so many predictions, and everything is committed. */
  public void learn(long predictions) {
    try (PipelineApplication application = start()) {
      awaitPredictions(predictions);
      org.assertj.core.api.Assertions.assertThat(application.failure()).isEmpty();
    }
  }

  public void awaitPredictions(long count) {
    cluster.await(pipeline().predictionsTopic(), count, record -> {});
  }

  /** Produces records to a partition. */
  public void produce(int partition, int count) {
    Map<String, Object> kafka = new HashMap<>(cluster.kafka());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>(name, partition, null, value(i)));
      }
    }
  }

  static byte[] value(int i) {
    return "{\"x\": %d, \"y\": %d}".formatted(i % 10, i % 2).getBytes(StandardCharsets.UTF_8);
  }

  /** Deletes the records of partition 0 before an offset. */
  void deleteRecords(long before) {
    admin(
        "deleting records",
        kafka ->
            kafka
                .admin()
                .deleteRecords(Map.of(partition(0), RecordsToDelete.beforeOffset(before)))
                .all());
  }

  void deleteTopic() {
    admin("deleting", kafka -> kafka.admin().deleteTopics(List.of(name)).all());
    try (Cluster kafka = Cluster.connect(cluster.kafka())) {
      await().atMost(Duration.ofSeconds(30)).until(() -> !kafka.topics().contains(name));
    }
  }

  public <T> T admin(
      String doing,
      java.util.function.Function<Cluster, org.apache.kafka.common.KafkaFuture<T>> request) {
    return admin(doing, cluster.kafka().get("bootstrap.servers"), request);
  }

  <T> T admin(
      String doing,
      String servers,
      java.util.function.Function<Cluster, org.apache.kafka.common.KafkaFuture<T>> request) {
    try (Cluster kafka = Cluster.connect(Map.of("bootstrap.servers", servers))) {
      return kafka.get(doing, request.apply(kafka));
    }
  }

  void setOffset(int partition, long offset) {
    admin(
        "setting offsets",
        kafka ->
            kafka
                .admin()
                .alterConsumerGroupOffsets(
                    name, Map.of(partition(partition), new OffsetAndMetadata(offset)))
                .all());
  }

  long committed(int partition) {
    OffsetAndMetadata offset =
        admin(
                "reading offsets",
                kafka ->
                    kafka.admin().listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata())
            .get(partition(partition));
    return offset == null ? -1 : offset.offset();
  }

  TopicPartition partition(int number) {
    return new TopicPartition(name, number);
  }

  /** Returns the decisions once there are so many. */
  List<JsonNode> decisions(int count) {
    List<JsonNode> decisions = new ArrayList<>();
    cluster.await(
        pipeline().decisionsTopic(), count, record -> decisions.add(json(record.value())));
    return decisions;
  }

  /** Returns partition and offset of every record that was predicted. */
  Set<String> predicted(long count) {
    Set<String> origins = new HashSet<>();
    cluster.await(
        pipeline().predictionsTopic(),
        count,
        record -> {
          JsonNode prediction = json(record.value());
          origins.add(prediction.get("source_partition") + "/" + prediction.get("source_offset"));
        });
    return origins;
  }

  private static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
