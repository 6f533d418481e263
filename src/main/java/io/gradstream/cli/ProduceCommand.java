package io.gradstream.cli;

import io.gradstream.client.Cluster;
import io.gradstream.client.CsvProducer;
import io.gradstream.client.CsvSource;
import io.gradstream.client.Retention;
import io.gradstream.csv.CsvRecords;
import io.gradstream.schema.SchemaRegistries;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Produces a CSV file as Avro. */
@Command(
    name = "produce",
    description = "Produce the rows of a CSV file to a topic, as Avro, in order.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  gradstream produce --file examples/flights/flights.csv.gz --topic flights \\",
      "      --key flight --time time --rate 1000"
    })
final class ProduceCommand implements Callable<Integer> {

  @Option(
      names = "--file",
      required = true,
      paramLabel = "CSV",
      description = "The CSV file, gzipped or not; its first line names the columns.")
  private Path file;

  @Option(names = "--topic", required = true, paramLabel = "T", description = "The topic.")
  private String topic;

  @Option(
      names = "--schema",
      paramLabel = "S",
      description = "Avro schema file (.avsc) of the records (default: inferred from the file).")
  private @Nullable Path schema;

  @Option(names = "--key", paramLabel = "COL", description = "Column that is the record's key.")
  private @Nullable String key;

  @Option(
      names = "--time",
      paramLabel = "COL",
      description = "Column that is the record's timestamp: ISO-8601 or epoch (default: now).")
  private @Nullable String time;

  @Option(
      names = "--rate",
      paramLabel = "ROWS_PER_S",
      description = "Rows a second (default: as fast as possible).")
  private @Nullable Double rate;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS:-localhost:9092}",
      description = "Kafka brokers (default: $KAFKA_BOOTSTRAP_SERVERS or localhost:9092).")
  private String bootstrapServers;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      defaultValue = "${env:SCHEMA_REGISTRY_URL:-http://localhost:8081}",
      description = "Schema registry (default: $SCHEMA_REGISTRY_URL or http://localhost:8081).")
  private String registry;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file with more of Kafka's own settings, such as security.")
  private @Nullable Path config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (rate != null) {
      Options.requirePositive("--rate", rate);
    }
    Map<String, String> kafka = settings();
    CsvSource source =
        CsvSource.of(file)
            .withSchema(Optional.ofNullable(schema).map(ProduceCommand::parse))
            .withColumns(Optional.ofNullable(key), Optional.ofNullable(time))
            .limitedTo(Long.MAX_VALUE, rate == null ? Double.POSITIVE_INFINITY : rate);
    try (CsvRecords rows = source.open(topic);
        Cluster cluster = Cluster.connect(kafka)) {
      warn(rows, source, new Retention(cluster));
    }
    CsvProducer producer = new CsvProducer(kafka, SchemaRegistries.forWriting(kafka));
    long rows = producer.produce(topic, source, count -> {});
    out().printf("produced %,d records to topic %s%n", rows, topic);
    out().flush();
    return 0;
  }

  private void warn(CsvRecords rows, CsvSource source, Retention retention) throws IOException {
    rows.notes().forEach(note -> err().println("note: " + note));
    if (rows.next()) {
      long first = Optional.ofNullable(source.time(rows)).orElseGet(System::currentTimeMillis);
      retention.warning(topic, first).ifPresent(text -> err().println("warning: " + text));
    }
    err().flush();
  }

  private Map<String, String> settings() throws IOException {
    Map<String, String> kafka = new HashMap<>();
    kafka.put("bootstrap.servers", bootstrapServers);
    kafka.put("schema.registry.url", registry);
    if (config != null) {
      Properties more = new Properties();
      try (InputStream in = Files.newInputStream(config)) {
        more.load(in);
      }
      more.forEach((name, value) -> kafka.put((String) name, (String) value));
    }
    return kafka;
  }

  private static Schema parse(Path path) {
    try {
      return new Schema.Parser().parse(path.toFile());
    } catch (IOException | AvroRuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UsageException("--schema %s is no Avro schema: %s".formatted(path, reason));
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
