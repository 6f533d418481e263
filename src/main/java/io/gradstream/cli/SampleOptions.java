package io.gradstream.cli;

import io.gradstream.client.ApplicationException;
import io.gradstream.client.Cluster;
import io.gradstream.client.TopicReader;
import io.gradstream.csv.CsvOptions;
import io.gradstream.eval.PipelineDraft;
import io.gradstream.eval.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which sample is looked at. */
final class SampleOptions {

  private static final Duration POLL = Duration.ofMillis(200);

  @Option(
      names = {"--data", "--file"},
      paramLabel = "FILE",
      description = DataOptions.FORMS)
  private @Nullable Path data;

  @Mixin private DataOptions file;

  @Option(
      names = "--topic",
      paramLabel = "T",
      description = "A topic of Avro or JSON records, read from its beginning.")
  private @Nullable String topic;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "100000",
      description = "How many rows to look at, from the start (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Mixin private ConnectionOptions connection;

  /**
   * A sample and what a pipeline's input is to say of it.
   *
   * @param topic the topic, for a file one of its name
   * @param whole whether the sample is all that there is
   */
  record Read(Sample sample, String topic, boolean json, boolean whole) {}

  /** Returns how files of rows are written. */
  CsvOptions file() {
    return file.options();
  }

  /** Returns the file of rows, if it is one that can be read again. */
  Optional<String> data() {
    return Optional.ofNullable(data).map(Path::toString).filter(path -> !path.equals("-"));
  }

  /** Reads the sample. */
  Read read() throws IOException {
    Options.requirePositive("--rows", rows);
    if (data != null && topic == null) {
      Path path = DataOptions.file(data);
      Sample sample = Sample.ofCsv(path, file.options(), rows);
      return new Read(sample, topicOf(path), sample.isJson(), sample.rows() < rows);
    }
    if (topic != null && data == null) {
      return ofTopic(topic);
    }
    throw new UsageException("give either --data or --topic");
  }

  /** Returns where a pipeline of the sample reads from: the addresses that the options name. */
  PipelineDraft.Target target(Read read) throws IOException {
    return new PipelineDraft.Target(
        read.topic(), read.json(), connection.namedServers(), connection.namedRegistry());
  }

  /** Returns a topic of the name of a file. */
  static String topicOf(Path file) {
    String name =
        String.valueOf(file.getFileName())
            .replaceFirst("(\\.(csv|tsv|txt|jsonl|ndjson|json))?(\\.gz)?$", "");
    String valid = name.replaceAll("[^A-Za-z0-9._-]", "-");
    return valid.matches("\\.{0,2}") ? "records" : valid;
  }

  private Read ofTopic(String name) throws IOException {
    Map<String, String> kafka = connection.settings();
    try (Cluster cluster = Cluster.connect(kafka)) {
      cluster.requireTopic(name, "choose one that does, or another cluster");
    }
    Sample sample = new Sample();
    try (RecordTexts texts = new RecordTexts(name, kafka);
        TopicReader reader = TopicReader.fromBeginning(kafka, List.of(name))) {
      boolean end = false;
      while (!end && sample.rows() < rows) {
        end = reader.atEnd();
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          if (record.value() != null && sample.rows() < rows) {
            sample.add(texts.of(record.value()));
          }
        }
      }
      if (sample.rows() == 0) {
        throw new ApplicationException("topic '%s' has no records to look at".formatted(name));
      }
      sample.setTexts(texts.strings());
      return new Read(sample, name, texts.sawJson(), end && sample.rows() < rows);
    }
  }
}
