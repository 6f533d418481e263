package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.client.TopicReader;
import io.gradstream.pipeline.Pipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records and labels of two topics meet on a real broker, whatever interrupts the trainer. */
class LateLabelsIT {

  private static final int RECORDS = 40_000;
  private static final int LABELLED = 36_000;
  private static final long BEGINNING = 1_700_000_000_000L;
  private static final PipelineCluster cluster = PipelineCluster.shared();

  @TempDir private Path directory;

  @BeforeAll
  static void produce() {
    cluster.createTopic("late-in", 1);
    cluster.createTopic("late-truth", 1);
    cluster.createTopic("late-in-3", 3);
    cluster.createTopic("late-truth-2", 2);
    produce("late-in", "late-truth");
    produce("late-in-3", "late-truth-2");
  }

  /** Times are equal now and then, in one topic and between both. */
  private static void produce(String records, String labels) {
    Random random = new Random(5);
    TreeMap<Long, List<String>> truth = new TreeMap<>();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int i = 0; i < RECORDS; i++) {
        double a = random.nextGaussian();
        long time = BEGINNING + i / 2 * 1000L;
        send(producer, records, time, "k" + i, "{\"a\": %s, \"c\": \"c%d\"}".formatted(a, i % 7));
        int label = a + random.nextGaussian() > 0 ? 1 : 0;
        if (i % 10 > 0) {
          truth
              .computeIfAbsent(time + (1 + random.nextInt(120)) * 1000L, it -> new ArrayList<>())
              .add("k" + i + " {\"y\": " + label + "}");
        }
      }
      truth.forEach(
          (time, all) ->
              all.forEach(
                  each ->
                      send(producer, labels, time, each.split(" ", 2)[0], each.split(" ", 2)[1])));
    }
  }

  private static void send(
      KafkaProducer<byte[], byte[]> to, String topic, long time, String key, String value) {
    to.send(new ProducerRecord<>(topic, null, time, bytes(key), bytes(value)));
  }

  @Test
  void twoRunsOverTheSameTopicsGiveTheSameBitsHoweverOftenOneIsInterrupted() throws IOException {
    Pipeline once = pipeline("late-once", "late-in", "late-truth", "");
    Pipeline often = pipeline("late-often", "late-in", "late-truth", "");
    List<String> expected;
    try (PipelineApplication application = PipelineApplication.start(once)) {
      expected = outcomes(once, LABELLED);
      assertThat(application.failure()).isEmpty();
    }
    for (int atLeast : new int[] {1, 8_000, 20_000}) {
      try (PipelineApplication application = PipelineApplication.start(often)) {
        awaitSome(often.outcomesTopic(), atLeast);
        assertThat(application.failure()).isEmpty();
      }
    }
    try (PipelineApplication application = PipelineApplication.start(often)) {
      assertThat(outcomes(often, LABELLED)).isEqualTo(expected);
    }
    assertThat(all(often.predictionsTopic(), RECORDS))
        .isEqualTo(all(once.predictionsTopic(), RECORDS));
  }

  @Test
  void topicsOfDifferentPartitionsAreBroughtTogetherByScaleSingle() throws IOException {
    Pipeline pipeline = pipeline("late-single", "late-in-3", "late-truth-2", "early: 12h");
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      assertThat(outcomes(pipeline, LABELLED)).doesNotHaveDuplicates();
      assertThat(all(pipeline.predictionsTopic(), RECORDS)).hasSize(RECORDS);
      assertThat(application.failure()).isEmpty();
    }
  }

  @Test
  void topicsOfDifferentPartitionsAreRefusedWithBothCountsByScalePartition() throws IOException {
    Pipeline pipeline = pipeline("late-apart", "late-in-3", "late-truth-2", "");
    Path file = directory.resolve("apart.yaml");
    Files.writeString(
        file, Files.readString(directory.resolve("late-apart.yaml")) + "scale: partition\n");
    Pipeline apart = cluster.pipeline(file);
    assertThat(pipeline.name()).isEqualTo(apart.name());
    assertThatThrownBy(() -> PipelineApplication.start(apart))
        .isInstanceOf(ApplicationException.class)
        .hasMessageContaining("'late-in-3' has 3 partitions")
        .hasMessageContaining("'late-truth-2', has 2");
  }

  @Test
  void labelsThatAnOffsetWasMovedPastAreADecision() throws Exception {
    Pipeline pipeline = learnedAndMovedTo("late-moved", 150);
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      assertThat(outcomes(pipeline, 150)).hasSize(150);
      assertThat(all(pipeline.decisionsTopic(), 1).get(0))
          .contains("RECORDS_LOST", "records 100 to 149 of partition 0");
      assertThat(application.failure()).isEmpty();
    }
  }

  @Test
  void labelsToWhichAnOffsetWasMovedBackAreRefusedAndNotLearnedAgain() throws Exception {
    Pipeline pipeline = learnedAndMovedTo("late-back", 50);

    assertThatThrownBy(() -> PipelineApplication.start(pipeline))
        .isInstanceOf(ApplicationException.class)
        .hasMessageContainingAll(
            "topic 'late-back-truth' is 50, and the model has read up to 100",
            "--topic late-back-truth:0 --reset-offsets --to-offset 100");
  }

  /** Learns 100 of 200 labels, and moves the group's offset of their topic. */
  private Pipeline learnedAndMovedTo(String name, long offset) throws Exception {
    String records = name + "-in";
    String truth = name + "-truth";
    cluster.createTopic(records, 1);
    cluster.createTopic(truth, 1);
    Pipeline pipeline = pipeline(name, records, truth, "");
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (int i = 0; i < 300; i++) {
        send(producer, records, BEGINNING + i, "k" + i, "{\"a\": 1, \"c\": \"c\"}");
      }
      labels(producer, truth, 0, 100);
      producer.flush();
      try (PipelineApplication application = PipelineApplication.start(pipeline)) {
        outcomes(pipeline, 100);
      }
      labels(producer, truth, 100, 200);
    }
    TopicPartition partition = new TopicPartition(truth, 0);
    try (Cluster admin = Cluster.connect(cluster.kafka())) {
      admin
          .admin()
          .alterConsumerGroupOffsets(
              pipeline.name(), Map.of(partition, new OffsetAndMetadata(offset)))
          .all()
          .get();
    }
    return pipeline;
  }

  private static void labels(
      KafkaProducer<byte[], byte[]> producer, String topic, int from, int to) {
    for (int i = from; i < to; i++) {
      send(producer, topic, BEGINNING + 1000 + i, "k" + i, "{\"y\": 1}");
    }
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", cluster.kafka().get("bootstrap.servers")),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static void awaitSome(String topic, int atLeast) {
    int seen = 0;
    try (TopicReader reader = TopicReader.fromBeginning(cluster.kafka(), List.of(topic))) {
      while (seen < atLeast) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(20))) {
          seen += record.value().length > 0 ? 1 : 0;
        }
      }
    }
  }

  private static List<String> outcomes(Pipeline pipeline, int count) {
    return all(pipeline.outcomesTopic(), count);
  }

  private static List<String> all(String topic, int count) {
    List<String> read = new ArrayList<>();
    cluster.await(topic, count, record -> read.add(text(record)));
    return read;
  }

  private static String text(ConsumerRecord<byte[], byte[]> record) {
    return record.timestamp()
        + new String(record.key(), StandardCharsets.UTF_8)
        + new String(record.value(), StandardCharsets.UTF_8);
  }

  private Pipeline pipeline(String name, String records, String labels, String more)
      throws IOException {
    Path file = directory.resolve(name + ".yaml");
    Files.writeString(
        file,
        """
        pipeline: %s
        input: {topic: %s, format: json}
        labels: {topic: %s, field: y, wait: 12h, %s}
        features:
          - standard: [a]
          - one-hot: [c]
          - rolling: {label: true, last: 5}
        model: logistic
        validation: {window: 500}
        output: {format: json}
        """
            .formatted(name, records, labels, more));
    return cluster.pipeline(file);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
