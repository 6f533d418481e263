package io.gradstream.cli;

import io.gradstream.client.Cluster;
import io.gradstream.client.CsvProducer;
import io.gradstream.client.CsvSource;
import io.gradstream.client.Retention;
import io.gradstream.csv.CsvRecords;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
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

/** Produces a CSV file as Avro or JSON. */
@Command(
    name = "produce",
    description = "Produce the rows of a CSV file to a topic, as Avro or JSON, in order.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  gradstream produce --file examples/flights/flights.csv.gz --topic flights \\",
      "      --key flight --time time --rate 1000",
      "  gradstream produce --file payments.csv --pipeline examples/json/pipeline.yaml"
    })
final class ProduceCommand implements Callable<Integer> {

  static final String BROKER = "localhost:9092";
  static final String REGISTRY = "http://localhost:8081";

  @Option(
      names = "--file",
      required = true,
      paramLabel = "CSV",
      description = "The CSV file, gzipped or not; its first line names the columns.")
  private Path file;

  @Option(
      names = "--topic",
      paramLabel = "T",
      description = "The topic (default: the input of --pipeline).")
  private @Nullable String topic;

  @Option(
      names = "--pipeline",
      paramLabel = "PIPELINE",
      description = "Take topic, format and Kafka's settings from the input of a pipeline.")
  private @Nullable Path pipelineFile;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "avro or json, one object a row (default: the pipeline's, else avro).")
  private @Nullable Format format;

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
      description =
          "Kafka brokers (default: the pipeline's, $KAFKA_BOOTSTRAP_SERVERS or localhost:9092).")
  private @Nullable String bootstrapServers;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description =
          "Schema registry, for avro (default: the pipeline's, $SCHEMA_REGISTRY_URL or"
              + " http://localhost:8081).")
  private @Nullable String registry;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Properties file with more of Kafka's own settings, such as security.")
  private @Nullable Path config;

  @Spec private CommandSpec spec;

  /** How the rows are written. */
  enum Format {
    avro,
    json
  }

  @Override
  public Integer call() throws IOException {
    if (rate != null) {
      Options.requirePositive("--rate", rate);
    }
    Optional<Pipeline> pipeline =
        Optional.ofNullable(pipelineFile).map(path -> PipelineReader.read(path, System.getenv()));
    produce(topic(pipeline), format(pipeline), settings(pipeline));
    return 0;
  }

  private void produce(String to, Format as, Map<String, String> kafka) throws IOException {
    CsvSource source =
        CsvSource.of(file)
            .withSchema(Optional.ofNullable(schema).map(ProduceCommand::parse))
            .withColumns(Optional.ofNullable(key), Optional.ofNullable(time))
            .limitedTo(Long.MAX_VALUE, rate == null ? Double.POSITIVE_INFINITY : rate);
    try (CsvRecords rows = source.open(to);
        Cluster cluster = Cluster.connect(kafka)) {
      warn(rows, source, to, new Retention(cluster));
    }
    CsvProducer producer =
        as == Format.json
            ? CsvProducer.json(kafka)
            : new CsvProducer(kafka, SchemaRegistries.forWriting(kafka));
    long rows = producer.produce(to, source, count -> {});
    out().printf("produced %,d records to topic %s%n", rows, to);
    out().flush();
  }

  private String topic(Optional<Pipeline> pipeline) {
    return Optional.ofNullable(topic)
        .or(() -> pipeline.map(it -> it.input().topic()))
        .orElseThrow(() -> new UsageException("give --topic, or a --pipeline that reads one"));
  }

  /** What only a class reads must be said in so many words. */
  private Format format(Optional<Pipeline> pipeline) {
    if (format != null || pipeline.isEmpty()) {
      return format == null ? Format.avro : format;
    }
    Encoding encoding = pipeline.get().input().encoding();
    if (encoding instanceof Encoding.ByClass named) {
      throw new UsageException(
          "the pipeline reads with input.deserializer %s; give --format avro or json, whichever it"
                  .formatted(named.className())
              + " reads");
    }
    return encoding instanceof Encoding.Json ? Format.json : Format.avro;
  }

  private void warn(CsvRecords rows, CsvSource source, String to, Retention retention)
      throws IOException {
    rows.notes().forEach(note -> err().println("note: " + note));
    if (rows.next()) {
      long first = Optional.ofNullable(source.time(rows)).orElseGet(System::currentTimeMillis);
      retention.warning(to, first).ifPresent(text -> err().println("warning: " + text));
    }
    err().flush();
  }

  private Map<String, String> settings(Optional<Pipeline> pipeline) throws IOException {
    Map<String, String> kafka = new HashMap<>(pipeline.map(Pipeline::kafka).orElse(Map.of()));
    address(kafka, "bootstrap.servers", bootstrapServers, "KAFKA_BOOTSTRAP_SERVERS", BROKER);
    address(kafka, "schema.registry.url", registry, "SCHEMA_REGISTRY_URL", REGISTRY);
    if (config != null) {
      Properties more = new Properties();
      try (InputStream in = Files.newInputStream(config)) {
        more.load(in);
      }
      more.forEach((name, value) -> kafka.put((String) name, (String) value));
    }
    return kafka;
  }

  /** Sets an address: the one that is given, or the one that is set, a variable's, or another. */
  static void address(
      Map<String, String> kafka,
      String name,
      @Nullable String given,
      String variable,
      String otherwise) {
    if (given != null) {
      kafka.put(name, given);
    } else {
      kafka.putIfAbsent(name, System.getenv().getOrDefault(variable, otherwise));
    }
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
