package io.gradstream.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.client.Cluster;
import io.gradstream.streams.PipelineCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A jar in lib/ext/ of a distribution is used by its launcher, from end to end. */
@Timeout(180)
class OwnSerdesIT {

  private static final String DESERIALIZER =
      """
      package org.example;
      import java.util.Map;
      import org.apache.avro.*;
      import org.apache.avro.generic.*;
      import org.apache.kafka.common.errors.SerializationException;
      import org.apache.kafka.common.serialization.Deserializer;
      public class CellsDeserializer implements Deserializer<GenericRecord> {
        private static final Schema SCHEMA = SchemaBuilder.record("Cells").fields()
            .requiredDouble("amount").requiredString("shop").requiredBoolean("fraud").endRecord();
        private String separator;
        @Override public void configure(Map<String, ?> settings, boolean isKey) {
          separator = (String) settings.get("org.example.separator");
        }
        @Override public GenericRecord deserialize(String topic, byte[] value) {
          String[] cells = new String(value).split(separator);
          if (cells.length != 3) {
            throw new SerializationException("not three cells");
          }
          GenericRecord record = new GenericData.Record(SCHEMA);
          record.put("amount", Double.valueOf(cells[0]));
          record.put("shop", cells[1]);
          record.put("fraud", Boolean.valueOf(cells[2]));
          return record;
        }
      }
      """;

  private static final String SERIALIZER =
      """
      package org.example;
      import org.apache.avro.generic.GenericRecord;
      import org.apache.kafka.common.header.Headers;
      import org.apache.kafka.common.serialization.Serializer;
      public class LineSerializer implements Serializer<GenericRecord> {
        @Override public byte[] serialize(String topic, GenericRecord record) {
          throw new UnsupportedOperationException();
        }
        @Override public byte[] serialize(String topic, Headers headers, GenericRecord record) {
          headers.add("written-by", "LineSerializer".getBytes());
          return (topic + " " + record.getSchema().getName() + " " + record).getBytes();
        }
      }
      """;

  private static final String CELLS = "OwnSerdesIT";
  private static final String PREDICTIONS = "of-OwnSerdesIT.predictions";

  private final PipelineCluster cluster = PipelineCluster.shared();

  @TempDir private Path directory;
  private Path home;

  /** Lays out a distribution: no pom.xml beside bin/, jars in lib/. */
  @BeforeEach
  void unpack() throws IOException {
    home = directory.resolve("gradstream");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib/ext"));
    Files.copy(
        Path.of("bin/gradstream"),
        home.resolve("bin/gradstream"),
        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    try (Stream<Path> jars = Stream.concat(jars("target"), jars("target/dist/lib"))) {
      for (Path jar : jars.toList()) {
        Files.createSymbolicLink(home.resolve("lib").resolve(jar.getFileName()), jar);
      }
    }
  }

  private static Stream<Path> jars(String folder) throws IOException {
    return Files.list(Path.of(folder).toAbsolutePath())
        .filter(file -> file.getFileName().toString().endsWith(".jar"));
  }

  @Test
  void aPipelineReadsAndWritesByClassesOfAJarInLibExt() throws Exception {
    Path file = pipeline(CELLS);
    String[] missing = gradstream("validate", file);
    assertThat(missing[0]).isEqualTo("2");
    assertThat(missing[1])
        .contains("input.deserializer: there is no class org.example.CellsDeserializer", "lib/ext/")
        .doesNotContain("\tat ");

    compileIntoLibExt();
    assertThat(gradstream("validate", file)[1])
        .contains(
            "is valid",
            "reads input.deserializer org.example.CellsDeserializer,"
                + " writes output.serializer org.example.LineSerializer");
    assertThat(gradstream("schemas check", file)[1])
        .contains("Input: input.deserializer org.example.CellsDeserializer, not Avro")
        .contains("Nothing is wrong.");

    cluster.createTopic(CELLS, 1);
    produce();
    List<ConsumerRecord<byte[], byte[]>> predictions = new ArrayList<>();
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    Process run = start("run", file);
    try {
      createdByTheRun(PREDICTIONS);
      cluster.await(PREDICTIONS, 50, predictions::add);
      cluster.await("of-OwnSerdesIT.dead-letters", 1, letters::add);
      assertThat(run.isAlive()).isTrue();
    } finally {
      run.destroy();
      run.waitFor();
    }
    ConsumerRecord<byte[], byte[]> last = predictions.get(49);
    assertThat(new String(last.value(), UTF_8))
        .startsWith(PREDICTIONS + " Prediction {\"time\": ")
        .contains("\"source_offset\": 50");
    assertThat(last.headers().lastHeader("written-by").value())
        .isEqualTo("LineSerializer".getBytes(UTF_8));
    assertThat(new String(letters.get(0).headers().lastHeader("gradstream.message").value(), UTF_8))
        .contains("org.example.CellsDeserializer: not three cells");
    String[] tail = gradstream("tail predictions", file);
    assertThat(tail[0]).isEqualTo("1");
    assertThat(tail[1]).contains("written by output.serializer org.example.LineSerializer");
  }

  private void createdByTheRun(String topic) {
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofMinutes(1))
        .until(
            () -> {
              try (Cluster kafka = Cluster.connect(cluster.kafka())) {
                return kafka.topics().contains(topic);
              }
            });
  }

  private void produce() {
    Map<String, Object> settings = Map.copyOf(cluster.kafka());
    try (Producer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < 51; i++) {
        String value = i == 7 ? "no cells" : "%d.5;s%d;%s".formatted(i, i % 3, i % 2 == 0);
        producer.send(new ProducerRecord<>(CELLS, "k" + i, value));
      }
    }
  }

  private void compileIntoLibExt() throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path classes = Files.createDirectories(directory.resolve("classes"));
    int failed =
        compiler.run(
            null,
            null,
            null,
            "-cp",
            System.getProperty("java.class.path"),
            "-proc:none",
            "-d",
            classes.toString(),
            source("CellsDeserializer", DESERIALIZER),
            source("LineSerializer", SERIALIZER));
    assertThat(failed).isZero();
    try (OutputStream file = Files.newOutputStream(home.resolve("lib/ext/own.jar"));
        JarOutputStream jar = new JarOutputStream(file);
        Stream<Path> compiled = Files.walk(classes).filter(Files::isRegularFile)) {
      for (Path each : compiled.toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, jar);
      }
    }
  }

  private String source(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name + ".java"), text).toString();
  }

  private Process start(String command, Path file) throws IOException {
    List<String> line = new ArrayList<>(List.of(home.resolve("bin/gradstream").toString()));
    line.addAll(List.of(command.split(" ")));
    line.add(file.toString());
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("output").toFile())
        .start();
  }

  /** Returns exit code and output. */
  private String[] gradstream(String command, Path file) throws Exception {
    int code = start(command, file).waitFor();
    return new String[] {Integer.toString(code), Files.readString(directory.resolve("output"))};
  }

  private Path pipeline(String topic) throws IOException {
    return Files.writeString(
        directory.resolve(topic + ".yaml"),
        """
        pipeline: of-%1$s
        input: {topic: %1$s, label: fraud, deserializer: org.example.CellsDeserializer}
        features: [{standard: [amount]}, {one-hot: [shop]}]
        model: logistic
        output: {serializer: org.example.LineSerializer}
        kafka:
          bootstrap.servers: "%2$s"
          org.example.separator: ";"
        """
            .formatted(topic, cluster.kafka().get("bootstrap.servers")));
  }
}
