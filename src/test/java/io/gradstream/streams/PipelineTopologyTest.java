package io.gradstream.streams;

import static io.gradstream.streams.Topologies.avro;
import static io.gradstream.streams.Topologies.header;
import static io.gradstream.streams.Topologies.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.core.text.ProgramVersion;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import io.gradstream.streams.output.OutputBounds;
import io.gradstream.streams.output.OutputSchemas;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTopologyTest {

  private Topologies topology = new Topologies();

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void everyRecordIsPredictedWithItsKeyLabelVersionTimeAndOrigin() {
    topology.send("UA1", 1000, record(1.0, 2, "x", 1));
    topology.send("UA2", 2000, record(1.0, 2, "x", 0));
    List<TestRecord<byte[], byte[]>> records = topology.records("test.predictions");
    assertThat(records).hasSize(2);
    assertThat(records.get(1).key()).isEqualTo(bytes("UA2"));
    assertThat(records.get(1).timestamp()).isEqualTo(2000);
    GenericRecord second = topology.decode(records.get(1).value());
    assertThat(second.get("time")).isEqualTo(2000L);
    assertThat((double) second.get("score")).isGreaterThan(0.5);
    assertThat(second.get("label")).isEqualTo(0.0);
    assertThat(second.get("version")).isEqualTo(1L);
    assertThat(second.get("source_partition")).isEqualTo(0);
    assertThat(second.get("source_offset")).isEqualTo(1L);
    assertThat(second.get("program_version")).hasToString(ProgramVersion.text());
  }

  @Test
  void theWriterOfPredictionsAgreesWithThePublishedSchema() {
    topology.send("k", 5, record(null, 2, "x", null));
    GenericRecord prediction = topology.predictions().get(0);
    assertThat(prediction.getSchema()).isEqualTo(OutputSchemas.PREDICTION);
    assertThat(prediction.get("label")).isNull();
    assertThat(prediction.get("score")).isEqualTo(0.5);
  }

  @Test
  void aFullWindowGivesMetricsBesideTheBaselines() {
    for (int i = 0; i < 25; i++) {
      topology.send(i);
    }
    List<GenericRecord> metrics = topology.metrics();
    assertThat(metrics).extracting(m -> m.get("window")).containsExactly(1L, 2L);
    GenericRecord second = metrics.get(1);
    assertThat(second.get("count")).isEqualTo(10);
    assertThat(second.get("first_time")).isEqualTo(10L);
    assertThat(second.get("last_time")).isEqualTo(19L);
    assertThat(second.get("total_count")).isEqualTo(20L);
    assertThat(second.get("program_version")).hasToString(ProgramVersion.text());
    assertThat(second.get("step")).isEqualTo(20L);
    assertThat(second.get("learning_rate")).isEqualTo(0.1);
    assertThat((double) second.get("gradient_norm")).isPositive();
    for (String predictor : List.of("model", "checkpoint", "no_change", "majority", "total")) {
      assertThat((double) ((GenericRecord) second.get(predictor)).get("log_loss"))
          .as(predictor)
          .isPositive();
    }
    assertThat(metrics.get(0).get("checkpoint")).isNull();
  }

  @Test
  void earlyStoppingIsDecidedReportedAndPredictionsGoOn() {
    for (int i = 0; i < 60; i++) {
      topology.send(i);
    }
    // No window can be better by half a nat than the checkpoint: stop after the second of them.
    assertThat(topology.decisions())
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.get("kind")).hasToString("STOP");
              assertThat(decision.get("action")).hasToString("rollback");
              assertThat(decision.get("window")).isEqualTo(3L);
              assertThat(decision.get("reason")).asString().contains("2 windows in a row");
              assertThat(decision.get("time")).isEqualTo(29L);
            });
    assertThat(topology.predictions()).hasSize(60);
    List<GenericRecord> metrics = topology.metrics();
    assertThat(metrics).hasSize(6);
    assertThat(metrics.get(5).get("learning")).isEqualTo(false);
    assertThat(metrics.get(5).get("version")).isEqualTo(metrics.get(2).get("version"));
  }

  @Test
  void aDeadLetterHasTheHeadersOfKafkaStreamsToo() {
    topology.input.pipeInput(bytes("k"), bytes("no avro"), 11);

    TestRecord<byte[], byte[]> letter = topology.deadLetters().get(0);
    assertThat(Topologies.header(letter, "__streams.errors.exception"))
        .isEqualTo("io.gradstream.schema.row.BadRecordException");
    assertThat(Topologies.header(letter, "__streams.errors.message"))
        .isEqualTo(Topologies.header(letter, "gradstream.message"));
    assertThat(Topologies.header(letter, "__streams.errors.stacktrace")).contains("NOT_AVRO");
    assertThat(Topologies.header(letter, "__streams.errors.topic")).isEqualTo("in");
    assertThat(Topologies.header(letter, "__streams.errors.partition")).isEqualTo("0");
    assertThat(Topologies.header(letter, "__streams.errors.offset")).isEqualTo("0");
  }

  @Test
  void deadLettersAreCountedByReasonAndSaidALineAMinuteAndReason() {
    try (LogLines log = LogLines.of(DeadLetterWatch.class)) {
      for (int i = 0; i < 400; i++) {
        topology.input.pipeInput(bytes("k"), bytes("no avro"), i);
      }
      topology.input.pipeInput(bytes("k"), null, 400);
      assertThat(log.all()).hasSize(2);
      assertThat(log.all().get(0))
          .startsWith("WARN dead letter NOT_AVRO")
          .contains("partition 0, offset 0", "test.dead-letters");

      topology.driver.advanceWallClockTime(Duration.ofMinutes(1));
      assertThat(log.all()).hasSize(3);
      assertThat(log.all().get(2)).contains("NOT_AVRO: 399 more", "offset 399");

      topology.driver.advanceWallClockTime(Duration.ofMinutes(1));
      assertThat(log.all()).hasSize(3);
      topology.input.pipeInput(bytes("k"), bytes("no avro"), 500);
      assertThat(log.all()).hasSize(4);
    }
    assertThat(
            topology.driver.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("dead-letters-total"))
                .filter(metric -> metric.metricName().tags().get("reason").equals("NOT_AVRO"))
                .map(Metric::metricValue))
        .containsExactly(401.0);
  }

  @Test
  void whatCannotBeUsedBecomesADeadLetterWithReasonAndOrigin() {
    Schema other = SchemaBuilder.record("Other").fields().requiredInt("b").endRecord();
    int otherId = topology.registry.register("other-value", other);
    GenericRecord lacking = new GenericData.Record(other);
    lacking.put("b", 1);
    Schema texts = Topologies.RECORD; // with b as a text
    Schema wrongType =
        SchemaBuilder.record("Flight")
            .fields()
            .optionalDouble("a")
            .requiredString("b")
            .requiredString("c")
            .optionalInt("y")
            .endRecord();
    int wrongId = topology.registry.register("wrong-value", wrongType);
    GenericRecord wrong = new GenericData.Record(wrongType);
    wrong.put("b", "two");
    wrong.put("c", "x");
    assertThat(texts).isNotEqualTo(wrongType);

    topology.send(0);
    topology.input.pipeInput(bytes("k1"), bytes("{\"a\": 1}"), 11);
    topology.input.pipeInput(bytes("k2"), avro(9999, lacking), 12);
    topology.input.pipeInput(bytes("k3"), avro(otherId, lacking), 13);
    topology.input.pipeInput(bytes("k4"), avro(wrongId, wrong), 14);
    topology.input.pipeInput(bytes("k5"), null, 15);
    topology.send("k6", 16, record(1.0, 2, "x", 7));
    topology.input.pipeInput(
        bytes("k7"), Arrays.copyOf(avro(topology.schemaId, record(1.0, 2, "xyz", 1)), 15), 17);
    topology.send(1);

    List<TestRecord<byte[], byte[]>> dead = topology.deadLetters();
    assertThat(dead)
        .extracting(letter -> header(letter, "gradstream.reason"))
        .containsExactly(
            "NOT_AVRO",
            "UNKNOWN_SCHEMA_ID",
            "FIELD_MISSING",
            "FIELD_TYPE",
            "TOMBSTONE",
            "BAD_LABEL",
            "MALFORMED");
    assertThat(topology.predictions()).hasSize(2); // input = predictions + dead letters
    TestRecord<byte[], byte[]> first = dead.get(0);
    assertThat(first.key()).isEqualTo(bytes("k1"));
    assertThat(first.value()).isEqualTo(bytes("{\"a\": 1}"));
    assertThat(first.timestamp()).isEqualTo(11);
    assertThat(header(first, "gradstream.topic")).isEqualTo("in");
    assertThat(header(first, "gradstream.partition")).isEqualTo("0");
    assertThat(header(first, "gradstream.offset")).isEqualTo("1");
    assertThat(header(first, "gradstream.timestamp")).isEqualTo("11");
    assertThat(header(dead.get(2), "gradstream.message")).contains("a");
    assertThat(dead.get(4).value()).isNull();
  }

  @Test
  void aBadRecordChangesNothingInTheModel() {
    topology.send(0);
    topology.driver.getStateStore("model"); // exists
    try (Topologies clean = new Topologies()) {
      clean.send(0);
      topology.input.pipeInput(bytes("bad"), bytes("bad bytes"), 1);
      topology.send("bad", 2, record(99.0, 99, "never", 7));
      for (int i = 1; i < 30; i++) {
        topology.send(i);
        clean.send(i);
      }
      assertThat(scores(topology)).isEqualTo(scores(clean));
    }
  }

  @Test
  void aDeadLetterThatIsTooLargeIsCutAndSaysSo() {
    topology.close();
    topology = new Topologies(new InMemorySchemaRegistry(), OutputBounds.ofBytes(2000), false);
    byte[] large = new byte[5000];
    Arrays.fill(large, (byte) 7);
    topology.input.pipeInput(bytes("k"), large, 1);
    TestRecord<byte[], byte[]> dead = topology.deadLetters().get(0);
    assertThat(dead.value()).hasSizeBetween(100, 1900).containsOnly(7);
    assertThat(dead.key()).isEqualTo(bytes("k"));
    assertThat(header(dead, "gradstream.value-length")).isEqualTo("5000");
    assertThat(header(dead, "gradstream.value-sha256")).hasSize(64);
    assertThat(header(dead, "gradstream.reason")).isEqualTo("NOT_AVRO");
  }

  @Test
  void aSmallTopicOfDeadLettersBoundsThemAlone() {
    topology.close();
    OutputBounds bounds =
        new OutputBounds(100_000, 2000, Long.MAX_VALUE, Long.MAX_VALUE, Clock.systemUTC());
    topology = new Topologies(new InMemorySchemaRegistry(), bounds, false);
    topology.input.pipeInput(bytes("k"), new byte[5000], 1);
    topology.send("k".repeat(3000), 2, record(1.0, 2, "x", 1));
    assertThat(topology.deadLetters())
        .singleElement()
        .satisfies(dead -> assertThat(dead.value()).hasSizeBetween(100, 1900));
    assertThat(topology.predictions()).hasSize(1);
  }

  @Test
  void aKeyTooLargeForThePredictionsMakesADeadLetterAndNoUpdate() {
    topology.close();
    topology = new Topologies(new InMemorySchemaRegistry(), OutputBounds.ofBytes(2000), false);
    topology.send("k".repeat(3000), 1, record(1.0, 2, "x", 1));
    topology.send("k", 2, record(1.0, 2, "x", 1));
    TestRecord<byte[], byte[]> dead = topology.deadLetters().get(0);
    assertThat(header(dead, "gradstream.reason")).isEqualTo("TOO_LARGE");
    assertThat(header(dead, "gradstream.message")).contains(".predictions' takes (2,000 bytes)");
    assertThat(topology.predictions()).extracting(p -> p.get("version")).containsExactly(0L);
  }

  @Test
  void headersOfTheInputGoOnToThePrediction() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", bytes("00-abc"));
    byte[] value = avro(topology.schemaId, record(1.0, 2, "x", 1));
    topology.input.pipeInput(new TestRecord<>(bytes("k"), value, headers, 1L));
    TestRecord<byte[], byte[]> prediction = topology.records("test.predictions").get(0);
    assertThat(header(prediction, "traceparent")).isEqualTo("00-abc");
  }

  @Test
  void producersMayEvolveTheirSchemaWhileThePipelineRuns() {
    topology.send(0);
    Schema newer =
        SchemaBuilder.record("Flight")
            .fields()
            .requiredString("c")
            .optionalLong("gate")
            .requiredDouble("b")
            .optionalDouble("a")
            .optionalInt("y")
            .endRecord();
    int id = topology.registry.register("in-value", newer);
    GenericRecord record = new GenericData.Record(newer);
    record.put("c", "c0");
    record.put("b", 2.0);
    record.put("a", 1.0);
    record.put("y", 1);
    topology.input.pipeInput(bytes("k"), avro(id, record), 1);
    topology.send(2);
    assertThat(topology.predictions())
        .extracting(p -> p.get("label"))
        .containsExactly(0.0, 1.0, 0.0);
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void timestampsThatTheBrokerWouldRefuseAreClampedAndTheValueKeepsTheTrueOne() {
    topology.close();
    Clock clock = Clock.fixed(Instant.ofEpochMilli(1_000_000), ZoneOffset.UTC);
    OutputBounds bounds = new OutputBounds(100_000, Long.MAX_VALUE, 5000, clock);
    topology = new Topologies(new InMemorySchemaRegistry(), bounds, false);
    topology.send("k", 9_000_000, record(1.0, 2, "x", 1));
    TestRecord<byte[], byte[]> prediction = topology.records("test.predictions").get(0);
    assertThat(prediction.timestamp()).isEqualTo(1_002_500);
    assertThat(topology.decode(prediction.value()).get("time")).isEqualTo(9_000_000L);
  }

  @Test
  void throughARepartitionTopicTheTrueTimeIsKeptToo() {
    topology.close();
    Clock clock = Clock.fixed(Instant.ofEpochMilli(1_000_000), ZoneOffset.UTC);
    OutputBounds bounds = new OutputBounds(100_000, Long.MAX_VALUE, 5000, clock);
    topology = new Topologies(new InMemorySchemaRegistry(), bounds, true);
    topology.send("k", 9_000_000, record(1.0, 2, "x", 1));
    assertThat(topology.predictions()).extracting(p -> p.get("time")).containsExactly(9_000_000L);
  }

  @Test
  void throughARepartitionTopicTheOriginIsKept() {
    topology.close();
    topology = new Topologies(new InMemorySchemaRegistry(), OutputBounds.ofBytes(2000), true);
    topology.send(0);
    topology.input.pipeInput(bytes("k"), bytes("no avro"), 1);
    topology.input.pipeInput(bytes("k"), new byte[5000], 2);
    topology.send(3);
    List<TestRecord<byte[], byte[]>> predictions = topology.records("test.predictions");
    assertThat(predictions)
        .extracting(p -> topology.decode(p.value()).get("source_offset"))
        .containsExactly(0L, 3L);
    assertThat(predictions).allSatisfy(p -> assertThat(p.headers().toArray()).isEmpty());
    List<TestRecord<byte[], byte[]>> dead = topology.deadLetters();
    assertThat(dead)
        .extracting(letter -> header(letter, "gradstream.reason"))
        .containsExactlyInAnyOrder("NOT_AVRO", "TOO_LARGE");
    assertThat(dead)
        .extracting(letter -> header(letter, "gradstream.offset"))
        .containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void aRecordWithoutKeyIsPredictedWithoutOne() {
    topology.input.pipeInput(null, avro(topology.schemaId, record(1.0, 2, "x", 1)), 5L);
    topology.input.pipeInput(null, bytes("no avro"), 6L);
    assertThat(topology.records("test.predictions"))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.key()).isNull();
              assertThat(p.timestamp()).isEqualTo(5);
            });
    assertThat(topology.deadLetters())
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.key()).isNull();
              assertThat(header(d, "gradstream.reason")).isEqualTo("NOT_AVRO");
            });
  }

  @Test
  void aRecordWithoutKeyIsNotLostOnTheWayThroughTheRepartitionTopic() {
    topology.close();
    topology = new Topologies(new InMemorySchemaRegistry(), OutputBounds.ofBytes(100_000), true);
    aRecordWithoutKeyIsPredictedWithoutOne();
    assertThat(topology.records("test.predictions")).isEmpty(); // they were read
    topology.input.pipeInput(new byte[0], avro(topology.schemaId, record(1.0, 2, "x", 1)), 5L);
    assertThat(topology.records("test.predictions"))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.key()).isEmpty();
              assertThat(p.headers().toArray()).isEmpty();
            });
  }

  @Test
  void aRecordWithoutATimeTakesThePartitionsAndIsNotDropped() {
    RecordTime time = new RecordTime();
    assertThat(time.extract(at(-1L), 7)).isEqualTo(7);
    assertThat(time.extract(at(-1L), -1)).isZero(); // Kafka Streams drops negative ones
    assertThat(time.extract(at(5L), 7)).isEqualTo(5);
  }

  @Test
  void aRecordWaitsForARegistryThatIsAwayAndIsThenPredicted() {
    topology.close();
    AwayRegistry away = new AwayRegistry();
    topology = new Topologies(away.registry(), OutputBounds.ofBytes(100_000), false);
    away.forNextRequests(2);
    topology.send(0);
    topology.send(1);
    assertThat(away.refused()).isEqualTo(2);
    assertThat(topology.predictions())
        .extracting(p -> p.get("source_offset"))
        .containsExactly(0L, 1L);
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void everyBlockOfTheModelIsInTheStoreAfterACommit() {
    for (int i = 0; i < 25; i++) {
      topology.send(i);
    }
    BlockStore store = (BlockStore) topology.driver.getAllStateStores().get("model");
    Map<String, byte[]> blocks = store.blocks();
    assertThat(blocks.keySet())
        .contains("layout/0", "live.parameters/0", "best.parameters/0", "window.scores/0");
    io.gradstream.core.learn.Learner copy =
        new io.gradstream.core.learn.Learner(topology.pipeline.learner());
    copy.restore(blocks);
    assertThat(copy.version()).isEqualTo(25);
    assertThat(copy.predictor().categories()).containsExactly("c=c0", "c=c1", "c=c2");
  }

  private static ConsumerRecord<Object, Object> at(long timestamp) {
    return new ConsumerRecord<>(
        "in",
        0,
        0,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        "key",
        "value",
        new RecordHeaders(),
        Optional.empty());
  }

  private static List<Object> scores(Topologies topology) {
    return topology.predictions().stream().map(p -> p.get("score")).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
