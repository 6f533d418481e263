package io.gradstream.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.client.Cluster;
import io.gradstream.client.CsvProducer;
import io.gradstream.client.CsvSource;
import io.gradstream.client.TopicReader;
import io.gradstream.containers.ContainerCluster;
import io.gradstream.embedded.EmbeddedCluster;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.schema.AvroDeserializer;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.http.Apicurio;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.TestInfo;

/** A real broker and registry, with what tests of a running pipeline ask of them. */
public final class PipelineCluster implements AutoCloseable {

  /** The flights that the demo learns from. */
  public static final Path FLIGHTS = Path.of("examples/flights/flights.csv.gz");

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Map<String, String> kafka;
  private final Closeable servers;

  /** Loaded, and so started, when first asked for; ended by the hook of the embedded cluster. */
  private static final class Shared {

    private static final PipelineCluster CLUSTER = started();

    private static PipelineCluster started() {
      try {
        EmbeddedCluster cluster = EmbeddedCluster.start(OptionalInt.empty(), OptionalInt.empty());
        return new PipelineCluster(cluster.kafka(), () -> {});
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private PipelineCluster(Map<String, String> kafka, Closeable servers) {
    this.kafka = kafka;
    this.servers = servers;
  }

  /**
   * Returns the broker and registry that the tests of this process share. They start with the first
   * that asks and end with the process; what is returned need not be closed. A test names its
   * topics and its pipeline after itself ({@link #nameOf}), so that none sees another's.
   */
  public static PipelineCluster shared() {
    return Shared.CLUSTER;
  }

  /** Starts both in this process, on free ports: for a test that stops them. */
  public static PipelineCluster start() throws IOException {
    EmbeddedCluster cluster = EmbeddedCluster.start(OptionalInt.empty(), OptionalInt.empty());
    return new PipelineCluster(cluster.kafka(), cluster::close);
  }

  /** Starts an Apicurio Registry beside the shared broker. */
  public static PipelineCluster sharedWithApicurio() throws IOException {
    Apicurio apicurio = Apicurio.start();
    Map<String, String> kafka = new HashMap<>(shared().kafka);
    kafka.put("schema.registry.url", apicurio.url());
    return new PipelineCluster(Map.copyOf(kafka), apicurio::close);
  }

  /** Starts the images that others publish; without a Docker engine the test is skipped. */
  public static PipelineCluster inContainers() {
    return of(ContainerCluster.start());
  }

  /** Uses containers that run, and closes them in the end. */
  public static PipelineCluster of(ContainerCluster containers) {
    return new PipelineCluster(containers.kafka(), containers);
  }

  /** Uses a broker that runs, without a registry; whoever started it stops it. */
  static PipelineCluster at(String servers) {
    return new PipelineCluster(Map.of("bootstrap.servers", servers), () -> {});
  }

  /** Returns the settings by which clients find both. */
  public Map<String, String> kafka() {
    return kafka;
  }

  /** Returns the variables by which a pipeline file finds both. */
  public Map<String, String> environment() {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        kafka.get("bootstrap.servers"),
        "SCHEMA_REGISTRY_URL",
        kafka.get("schema.registry.url"));
  }

  /** Returns a pipeline file's pipeline on this cluster. */
  public Pipeline pipeline(Path file) {
    return PipelineReader.read(file, Map.of()).withKafka(kafka);
  }

  /** Returns the pipeline of a file under a name of the test's own, which its input has, too. */
  public Pipeline pipeline(Path file, String name) throws IOException {
    Path renamed = Files.createTempFile(name, ".yaml");
    try {
      return pipeline(Files.writeString(renamed, renamed(Files.readString(file), name)));
    } finally {
      Files.delete(renamed);
    }
  }

  /** Returns the text of a pipeline file with {@code name} for the pipeline and its input. */
  public static String renamed(String yaml, String name) {
    String text = yaml.replaceFirst("(?m)^pipeline: [\\w-]+", "pipeline: " + name);
    String renamed = text.replaceFirst("(?<=[ {])topic: [\\w-]+", "topic: " + name);
    assertThat(renamed).contains("pipeline: " + name, "topic: " + name);
    return renamed;
  }

  /** Returns what topics and pipelines of a test begin with: its class, and its method if any. */
  public static String nameOf(TestInfo test) {
    String type = test.getTestClass().orElseThrow().getSimpleName();
    return test.getTestMethod().map(method -> type + "-" + method.getName()).orElse(type);
  }

  /** Creates a topic that keeps its records. */
  public void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of("retention.ms", "-1"));
  }

  /** Creates a topic. */
  public void createTopic(String name, int partitions, Map<String, String> settings) {
    try (Cluster admin = Cluster.connect(kafka)) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
      admin.get("creating topic " + name, admin.admin().createTopics(List.of(topic)).all());
    }
  }

  /** Produces rows; returns how many. */
  public long produce(String topic, CsvSource source) throws IOException {
    return new CsvProducer(kafka, SchemaRegistries.from(kafka)).produce(topic, source, sent -> {});
  }

  /** Reads committed records from the beginning until there were {@code count} of them. */
  public void await(String topic, long count, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    AtomicLong seen = new AtomicLong();
    try (TopicReader reader = TopicReader.fromBeginning(kafka, List.of(topic))) {
      Awaitility.await(topic)
          .atMost(PATIENCE)
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                  each.accept(record);
                  seen.incrementAndGet();
                }
                return seen.get() >= count && reader.atEnd();
              });
    }
    assertThat(seen).as("committed records of " + topic).hasValue(count);
  }

  /** Returns the committed records of a topic once there are {@code count}. */
  public List<GenericRecord> values(String topic, long count) {
    List<GenericRecord> values = new ArrayList<>();
    try (AvroDeserializer avro = new AvroDeserializer()) {
      avro.configure(kafka, false);
      await(topic, count, record -> values.add(avro.deserialize(topic, record.value())));
    }
    return values;
  }

  @Override
  public void close() throws IOException {
    servers.close();
  }
}
