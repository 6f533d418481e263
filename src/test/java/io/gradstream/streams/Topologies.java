package io.gradstream.streams;

import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.WireFormat;
import io.gradstream.schema.registry.SchemaRegistry;
import io.gradstream.schema.registry.memory.InMemorySchemaRegistry;
import io.gradstream.streams.output.OutputBounds;
import io.gradstream.streams.output.Outputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** A pipeline in a test driver: two numbers, a category and a label, Avro in and out. */
public final class Topologies implements AutoCloseable {

  public static final Schema RECORD =
      SchemaBuilder.record("Flight")
          .fields()
          .optionalDouble("a")
          .requiredInt("b")
          .requiredString("c")
          .optionalInt("y")
          .endRecord();

  private static final String YAML =
      """
      pipeline: test
      input: {topic: in, label: y}
      features:
        - standard: [a, b]
        - one-hot: [c]
      model: logistic
      optimizer: {sgd: {learning-rate: 0.1}, batch-size: 1}
      validation: {window: 10}
      early-stopping: {metric: log-loss, patience: 2, min-delta: 0.5, min-delta-mode: absolute, on-stop: rollback}
      """;

  final SchemaRegistry registry;
  public final Pipeline pipeline;
  final TopologyTestDriver driver;
  final TestInputTopic<byte[], byte[]> input;
  final int schemaId;

  Topologies() {
    this(new InMemorySchemaRegistry(), OutputBounds.ofBytes(100_000), false);
  }

  Topologies(SchemaRegistry registry, OutputBounds bounds, boolean repartitioned) {
    this(registry, bounds, repartitioned, YAML);
  }

  /** Creates a pipeline that reads its records as {@code version}. */
  static Topologies readingAs(String version, SchemaRegistry registry) {
    String yaml = YAML.replace("label: y}", "label: y, schema: " + version + "}");
    return new Topologies(registry, OutputBounds.ofBytes(100_000), false, yaml);
  }

  /** Creates a pipeline on the same records with another label and model. */
  static Topologies of(String input, String model) {
    String yaml =
        """
        pipeline: test
        input: {topic: in, %s}
        features: [{standard: [a]}]
        %s
        validation: {window: 10}
        """
            .formatted(input, model);
    return new Topologies(new InMemorySchemaRegistry(), OutputBounds.ofBytes(100_000), false, yaml);
  }

  /** Creates any pipeline on these records. */
  public static Topologies of(String yaml) {
    return new Topologies(new InMemorySchemaRegistry(), OutputBounds.ofBytes(100_000), false, yaml);
  }

  private Topologies(
      SchemaRegistry registry, OutputBounds bounds, boolean repartitioned, String yaml) {
    pipeline = pipeline(yaml);
    this.registry = registry;
    schemaId = registry.register("in-value", RECORD);
    TrainerParts parts =
        new TrainerParts(
            pipeline,
            Optional.of(registry),
            Outputs.register(pipeline, Optional.of(registry)),
            bounds,
            Duration.ofSeconds(5),
            repartitioned,
            new java.util.concurrent.atomic.AtomicBoolean());
    Properties settings = StreamsSettings.of(pipeline.withKafka(Map.of("bootstrap.servers", "-")));
    driver = new TopologyTestDriver(PipelineTopology.build(parts), settings);
    input = driver.createInputTopic("in", new ByteArraySerializer(), new ByteArraySerializer());
  }

  public static Pipeline pipeline(String yaml) {
    try {
      Path file = Files.createTempFile("pipeline", ".yaml");
      try {
        Files.writeString(file, yaml);
        return PipelineReader.read(file, Map.of());
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends record {@code i} of a stream in which the label follows from a. */
  void send(int i) {
    double a = Math.sin(i * 1.7);
    send("k" + i, i, record(a, i % 7, "c" + i % 3, a > 0 ? 1 : 0));
  }

  public void send(String key, long time, GenericRecord record) {
    input.pipeInput(key.getBytes(StandardCharsets.UTF_8), avro(schemaId, record), time);
  }

  public static GenericRecord record(Double a, int b, String c, Integer y) {
    GenericRecord record = new GenericData.Record(RECORD);
    record.put("a", a);
    record.put("b", b);
    record.put("c", c);
    record.put("y", y);
    return record;
  }

  static byte[] avro(int id, GenericRecord record) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(WireFormat.header(id));
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  GenericRecord decode(byte[] value) {
    Schema schema = registry.byId(WireFormat.schemaId(value));
    try {
      return new GenericDatumReader<GenericRecord>(schema)
          .read(
              null,
              DecoderFactory.get()
                  .binaryDecoder(
                      value,
                      WireFormat.HEADER_LENGTH,
                      value.length - WireFormat.HEADER_LENGTH,
                      null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<GenericRecord> predictions() {
    return values(pipeline.predictionsTopic());
  }

  public List<GenericRecord> metrics() {
    return values(pipeline.metricsTopic());
  }

  List<GenericRecord> decisions() {
    return values(pipeline.decisionsTopic());
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return records(pipeline.deadLettersTopic());
  }

  List<TestRecord<byte[], byte[]>> records(String topic) {
    return new ArrayList<>(
        driver
            .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readRecordsToList());
  }

  static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private List<GenericRecord> values(String topic) {
    return records(topic).stream().map(record -> decode(record.value())).toList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
