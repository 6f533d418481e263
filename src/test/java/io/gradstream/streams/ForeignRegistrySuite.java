package io.gradstream.streams;

import static io.gradstream.schema.row.AvroBytes.datum;
import static io.gradstream.schema.row.AvroBytes.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradstream.client.ApplicationException;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.AvroDeserializer;
import io.gradstream.schema.AvroSerializer;
import io.gradstream.schema.SchemaRegistries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pipeline whose schemas are in a registry that nobody here wrote, between plain Kafka clients.
 */
abstract class ForeignRegistrySuite {

  private static final int ROWS = 300;
  private static final Schema KEY =
      schema("{'type':'record','name':'Key','fields':[{'name':'n','type':'long'}]}");
  private static final Schema OLD =
      schema(
          "{'type':'record','name':'Row','fields':[{'name':'x','type':'int'},"
              + "{'name':'y','type':'int'}]}");
  private static final Schema NEW =
      schema(
          "{'type':'record','name':'Row','fields':[{'name':'note','type':'string'},"
              + "{'name':'y','type':['null','int']},{'name':'x','type':'double'}]}");

  @TempDir private Path directory;
  private PipelineCluster cluster;
  private Map<String, String> kafka;

  /** Starts a broker, and a registry that is none of ours. */
  abstract PipelineCluster startCluster() throws IOException;

  @BeforeEach
  void start() throws IOException {
    cluster = startCluster();
    kafka = new HashMap<>(cluster.kafka());
    cluster.createTopic("rows", 1);
  }

  @AfterEach
  void stop() throws IOException {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void aPipelineLearnsWhileItsInputsSchemaChangesAndItsPredictionsAreRead() throws IOException {
    Pipeline pipeline = pipeline();
    produce(OLD, 0);
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      predictions(pipeline, ROWS);
      produce(NEW, ROWS);
      List<GenericRecord> predictions = predictions(pipeline, 2 * ROWS);

      assertThat(application.failure()).isEmpty();
      assertThat(predictions)
          .last()
          .satisfies(
              last -> {
                assertThat((long) last.get("source_offset")).isEqualTo(2 * ROWS - 1);
                assertThat((double) last.get("score")).isGreaterThan(0.6);
              });
    }
    assertThat(SchemaRegistries.from(kafka).subjects())
        .contains(
            "rows-key",
            "rows-value",
            pipeline.predictionsTopic() + "-value",
            pipeline.metricsTopic() + "-value");
    assertThat(SchemaRegistries.from(kafka).versions("rows-value")).containsExactly(1, 2);
  }

  @Test
  void aPipelineThatMayNotRegisterItsSchemasSaysWhichIsMissing() throws IOException {
    kafka.put("auto.register.schemas", "false");
    Pipeline pipeline = pipeline();

    assertThatThrownBy(() -> PipelineApplication.start(pipeline))
        .isInstanceOf(ApplicationException.class)
        .hasMessageContainingAll("foreign.predictions-value", "auto.register.schemas is false");
    assertThat(SchemaRegistries.from(kafka).subjects()).isEmpty();
  }

  /** By the names of the classes, as any program configures its producer. */
  private void produce(Schema schema, long from) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("key.serializer", AvroSerializer.class.getName());
    settings.put("value.serializer", AvroSerializer.class.getName());
    try (KafkaProducer<GenericRecord, GenericRecord> producer = new KafkaProducer<>(settings)) {
      for (long i = from; i < from + ROWS; i++) {
        producer.send(new ProducerRecord<>("rows", datum(KEY, i), row(schema, i)));
      }
    }
  }

  /** The label is 1 where x is not negative; the last row is one of these. */
  private static GenericRecord row(Schema schema, long i) {
    int sign = i % 2 == 1 ? 1 : -1;
    int label = Math.max(sign, 0);
    return schema == OLD ? datum(OLD, sign, label) : datum(NEW, "row " + i, label, (double) sign);
  }

  private List<GenericRecord> predictions(Pipeline pipeline, int count) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("key.deserializer", AvroDeserializer.class.getName());
    settings.put("value.deserializer", AvroDeserializer.class.getName());
    settings.put("group.id", "reader-of-" + count);
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    List<GenericRecord> values = new ArrayList<>();
    try (KafkaConsumer<GenericRecord, GenericRecord> consumer = new KafkaConsumer<>(settings)) {
      consumer.subscribe(List.of(pipeline.predictionsTopic()));
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .pollInSameThread()
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        record -> {
                          assertThat(record.key().get("n")).isEqualTo((long) values.size());
                          values.add(record.value());
                        });
                return values.size() >= count;
              });
    }
    assertThat(values).hasSize(count);
    return values;
  }

  private Pipeline pipeline() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("foreign.yaml"),
            """
            pipeline: foreign
            input: {topic: rows, label: y}
            features: [{standard: [x]}]
            model: logistic
            optimizer: {sgd: {learning-rate: 0.5}}
            """);
    return PipelineReader.read(file, Map.of()).withKafka(kafka);
  }
}
