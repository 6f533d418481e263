package io.gradstream.cli;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.BrokerWatch;
import io.gradstream.client.Cluster;
import io.gradstream.client.CsvProducer;
import io.gradstream.client.CsvRows;
import io.gradstream.client.CsvSource;
import io.gradstream.client.Retention;
import io.gradstream.csv.CsvException;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Input;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.SchemaRegistries;
import io.gradstream.schema.registry.SchemaRegistryConfig;
import io.gradstream.streams.StreamsSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Produces a CSV file as Avro or JSON. */
@Command(
    name = "produce",
    description = {
      "Produce the rows of a CSV file to a topic, in order, as Avro or JSON.",
      "Topic, format and Kafka's settings are those of a PIPELINE that reads the rows, if one is named."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream produce --data examples/flights/flights.csv.gz --topic flights \\",
      "      --key flight --time time --rate 1000",
      "  gradstream produce examples/json/pipeline.yaml --data payments.csv",
      "  gradstream produce examples/flights/pipeline.yaml --to-labels --time time \\",
      "      --data examples/flights/arrivals.csv.gz"
    })
final class ProduceCommand implements Callable<Integer> {

  private static final String MEANWHILE =
      "what was sent is tried again, by default for up to 2 minutes (delivery.timeout.ms)";

  @Option(
      names = {"--data", "--file"},
      required = true,
      paramLabel = "FILE",
      description = DataOptions.FORMS)
  private Path file;

  @Mixin private DataOptions form;

  @Option(
      names = "--topic",
      paramLabel = "T",
      description = "The topic (default: the input of --pipeline).")
  private @Nullable String topic;

  @Option(
      names = "--to-labels",
      description =
          "The rows are labels: topic and format are those of the pipeline's labels, which come"
              + " later.")
  private boolean toLabels;

  @Mixin private PipelineFile pipelineFile;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "avro or json, one object a row (default: the pipeline's, else avro).")
  private @Nullable Format format;

  @Option(
      names = "--schema",
      paramLabel = "S",
      description = "File with the records' Avro schema (.avsc; default: inferred from the rows).")
  private @Nullable Path schema;

  @Option(
      names = "--skip-bad-rows",
      description =
          "Leave out rows that do not fit, and say so; by default nothing is sent if there is one.")
  private boolean skipBadRows;

  @Mixin private RowOptions records;

  @Mixin private ConnectionOptions connection;

  @Spec private CommandSpec spec;

  /** How the rows are written. */
  enum Format {
    avro,
    json
  }

  @Override
  public Integer call() throws IOException {
    file = DataOptions.file(file);
    CsvSource source =
        records.applyTo(
            CsvSource.of(file).withOptions(form.options()).withSchema(schema()), Long.MAX_VALUE);
    Path named = pipelineFile.find().orElse(null);
    Pipeline pipeline = named == null ? null : connection.read(named).asWritten();
    source = pipeline == null ? source : source.withNumbers(pipeline.learner().numbers());
    String to = topic(pipeline);
    Format as = format(pipeline);
    Map<String, String> kafka = settings(pipeline, named, as);
    requireGoodRows(source, to);
    try (CsvRows rows = source.open(to);
        BrokerWatch watch = BrokerWatch.start(kafka, MEANWHILE, this::say)) {
      warn(rows, to, kafka);
      long count = produce(producer(as, kafka), to, rows);
      out().printf("produced %,d records to topic %s%n", count, to);
      out().flush();
    }
    if (pipeline == null || named == null) {
      Options.sayNext(err(), "init", "--topic", to, "--label", "COLUMN", "--output", "my.yaml");
    } else {
      Options.sayNext(err(), isAtWork(pipeline) ? "status" : "run", named.toString());
    }
    return 0;
  }

  /** Tells whether a trainer reads already; where nobody may ask, it is as if there were none. */
  private static boolean isAtWork(Pipeline pipeline) {
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      String group = StreamsSettings.applicationId(pipeline);
      return !GroupStatus.of(cluster, group).members().isEmpty();
    } catch (ApplicationException e) {
      return false;
    }
  }

  /** Where a line of the file cannot be sent, nothing is, unless such lines are to be left out. */
  private void requireGoodRows(CsvSource source, String to) throws IOException {
    if (!Files.isRegularFile(file)) {
      return; // it can be read once only: what is left out is said at the end
    }
    CsvRows all = source.check(to);
    if (all.skipped() > 0 && !skipBadRows) {
      throw new CsvException(
          "%s%s; nothing was sent: correct the file, or let --skip-bad-rows leave out what does not fit"
              .formatted(
                  all.firstProblem().orElse(""),
                  all.skipped() == 1 ? "" : " (and %,d rows more)".formatted(all.skipped() - 1)));
    }
  }

  private long produce(CsvProducer producer, String to, CsvRows rows) throws IOException {
    try {
      return producer.produce(to, rows, sent -> {});
    } catch (RuntimeException | IOException e) {
      err().printf("sent to topic %s before it ended: at most %,d records%n", to, rows.count());
      throw e;
    } finally {
      rows.leftOut().ifPresent(err()::println);
      err().flush();
    }
  }

  private void say(String line) {
    err().println(line);
    err().flush();
  }

  private String topic(@Nullable Pipeline pipeline) {
    if (toLabels && pipeline == null) {
      throw new UsageException("--to-labels needs a --pipeline, whose labels the rows are");
    }
    if (topic != null) {
      return topic;
    }
    if (pipeline == null) {
      throw new UsageException("give --topic, or a --pipeline that reads one");
    }
    return source(pipeline).topic();
  }

  /** Returns what of a pipeline's reads the rows. */
  private Input source(Pipeline pipeline) {
    return toLabels
        ? pipeline
            .readsLabels()
            .orElseThrow(
                () ->
                    new UsageException(
                        "--to-labels is for a pipeline with labels in a topic of their own, and %s has none; leave it out"
                            .formatted(pipeline.name())))
            .source()
        : pipeline.input();
  }

  /** A class reads what it reads: the user has to say what that is. */
  private Format format(@Nullable Pipeline pipeline) {
    if (format != null) {
      return format;
    }
    if (pipeline == null || source(pipeline).encoding() instanceof Encoding.Avro) {
      return Format.avro;
    }
    if (source(pipeline).encoding() instanceof Encoding.ByClass named) {
      throw new UsageException(
          "the pipeline reads with its deserializer %s; give --format avro or json, whichever it"
                  .formatted(named.className())
              + " reads");
    }
    return Format.json;
  }

  private Map<String, String> settings(@Nullable Pipeline pipeline, @Nullable Path named, Format as)
      throws IOException {
    if (pipeline == null || named == null) {
      return connection.settings();
    }
    KafkaSettings.require(pipeline, named, CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    if (as == Format.avro) {
      KafkaSettings.require(pipeline, named, SchemaRegistryConfig.URL);
    }
    return pipeline.kafka();
  }

  private void warn(CsvRows rows, String to, Map<String, String> kafka) throws IOException {
    rows.notes().forEach(note -> err().println("note: " + note));
    long first = rows.firstTime().orElseGet(System::currentTimeMillis);
    try (Cluster cluster = Cluster.connect(kafka)) {
      new Retention(cluster)
          .warning(to, first)
          .ifPresent(text -> err().println("warning: " + text));
    }
    err().flush();
  }

  private static CsvProducer producer(Format as, Map<String, String> kafka) {
    return as == Format.json
        ? CsvProducer.json(kafka)
        : new CsvProducer(kafka, SchemaRegistries.forWriting(kafka));
  }

  private @Nullable Schema schema() {
    if (schema == null) {
      return null;
    }
    try {
      return new Schema.Parser().parse(schema.toFile());
    } catch (IOException | AvroRuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new UsageException("--schema %s is no Avro schema: %s".formatted(schema, reason));
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
