package io.gradstream.cli;

import io.gradstream.schema.JsonDeserializer;
import io.gradstream.streams.output.OutputSchemas;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine;

/**
 * Loads the classes of the commands that end soon, and does nothing else: {@code bin/gradstream}
 * archives what is loaded then, so that those commands start faster. It connects to nothing.
 */
final class ClassTour {

  /** Nobody is asked there. */
  private static final String NOWHERE = "127.0.0.1:1";

  private ClassTour() {}

  /** Takes the path of a pipeline file. */
  public static void main(String[] arguments) {
    System.setProperty("gradstream.log.level", "OFF");
    System.setProperty("gradstream.log.root", "OFF");
    CommandLine commandLine = Main.commandLine();
    PrintWriter unheard = new PrintWriter(Writer.nullWriter());
    commandLine.setOut(unheard).setErr(unheard);
    commandLine.execute("--help");
    commandLine.execute("validate", arguments[0]);
    commandLine.execute("describe", arguments[0]);
    connect();
    System.exit(0);
  }

  private static void connect() {
    Map<String, Object> kafka = Map.of("bootstrap.servers", NOWHERE);
    Admin admin = Admin.create(kafka);
    Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(new TopicPartition("none", 0)));
    consumer.poll(Duration.ZERO);
    admin.describeCluster();
    new JsonDeserializer(OutputSchemas.DECISION).close();
    consumer.close(CloseOptions.timeout(Duration.ZERO));
    admin.close(Duration.ZERO);
  }
}
