package io.gradstream.cli;

import io.gradstream.client.BrokerWatch;
import io.gradstream.client.Cluster;
import io.gradstream.client.TopicReader;
import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.schema.JsonDeserializer;
import io.gradstream.streams.output.OutputReaders;
import io.gradstream.streams.output.OutputSchemas;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Prints the newest records of one of a pipeline's output topics. */
@Command(
    name = "tail",
    description = "Print the newest committed records of an output topic.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream tail metrics examples/flights/pipeline.yaml",
      "  gradstream tail outcomes examples/flights/pipeline.yaml",
      "  gradstream tail predictions -f --json examples/flights/pipeline.yaml"
    })
final class TailCommand implements Callable<Integer> {

  private static final Duration POLL = Duration.ofMillis(200);

  /** Control records of transactions take offsets too: look further back than the count asked. */
  private static final long LOOK_BACK = 20;

  /** Which output topic. */
  enum Output {
    predictions,
    outcomes,
    metrics,
    decisions,
    dead_letters {
      @Override
      public String toString() {
        return "dead-letters";
      }
    };

    String topic(Pipeline pipeline) {
      return switch (this) {
        case predictions -> pipeline.predictionsTopic();
        case outcomes -> pipeline.outcomesTopic();
        case metrics -> pipeline.metricsTopic();
        case decisions -> pipeline.decisionsTopic();
        case dead_letters -> pipeline.deadLettersTopic();
      };
    }
  }

  /** Reads a topic's name, with the dash that an enum cannot have. */
  static final class Names implements ITypeConverter<Output> {

    @Override
    public Output convert(String text) {
      for (Output output : Output.values()) {
        if (output.toString().equalsIgnoreCase(text)) {
          return output;
        }
      }
      throw new TypeConversionException(
          "'%s' is none of predictions, outcomes, metrics, decisions, dead-letters"
              .formatted(text));
    }
  }

  @Parameters(
      paramLabel = "TOPIC",
      converter = Names.class,
      description = "One of: ${COMPLETION-CANDIDATES}.")
  private Output output;

  @Mixin private PipelineParameter parameter;

  @Option(
      names = {"-n", "--lines", "--max-messages"},
      defaultValue = "10",
      paramLabel = "N",
      description = "How many records to print first (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on printing records as they are committed, until Ctrl-C.")
  private boolean follow;

  @Option(names = "--json", description = "Print one JSON object a line, with every field.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (lines < 0) {
      throw new UsageException("-n must be 0 or more, was " + lines);
    }
    Pipeline pipeline = read();
    requireTopic(pipeline);
    try (Deserializer<GenericRecord> values = values(pipeline);
        TopicReader reader = open(pipeline)) {
      RecordPrinter printer = RecordPrinter.of(output, json, values, pipeline.learner(), out());
      printLast(reader, printer, pipeline);
      if (follow) {
        follow(pipeline, reader, printer);
      }
    }
    return 0;
  }

  private void follow(Pipeline pipeline, TopicReader reader, RecordPrinter printer) {
    try (BrokerWatch watch =
        BrokerWatch.start(
            pipeline.kafka(), "nothing is lost, and what comes is printed then", this::say)) {
      while (!out().checkError()) { // until Ctrl-C, or until nobody reads
        List<ConsumerRecord<byte[], byte[]>> more = new ArrayList<>();
        reader.poll(POLL).forEach(more::add);
        if (!more.isEmpty()) {
          printer.print(more);
        }
      }
    }
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  /** A registry is needed where the topic holds Avro, and dead letters are what they are. */
  private Pipeline read() throws IOException {
    Pipeline pipeline = parameter.readWithBrokers().asWritten();
    if (output == Output.outcomes && pipeline.labels().isEmpty()) {
      throw new UsageException(
          "pipeline %s has no outcomes: its records carry their labels, which are in the predictions; outcomes are of pipelines with `labels`"
              .formatted(pipeline.name()));
    }
    if (output != Output.dead_letters && pipeline.output().encoding() instanceof Encoding.Avro) {
      parameter.requireRegistry(pipeline);
    }
    return pipeline;
  }

  private Deserializer<GenericRecord> values(Pipeline pipeline) {
    return switch (output) {
      case predictions -> OutputReaders.of(pipeline, OutputSchemas.PREDICTION);
      case outcomes -> OutputReaders.of(pipeline, OutputSchemas.OUTCOME);
      case metrics -> OutputReaders.of(pipeline, OutputSchemas.METRICS);
      case decisions -> OutputReaders.of(pipeline, OutputSchemas.DECISION);
      case dead_letters -> new JsonDeserializer(OutputSchemas.DECISION); // never asked
    };
  }

  private TopicReader open(Pipeline pipeline) {
    List<String> topics = List.of(output.topic(pipeline));
    return TopicReader.nearEnd(pipeline.kafka(), topics, lines * LOOK_BACK + 1);
  }

  private void requireTopic(Pipeline pipeline) {
    String topic = output.topic(pipeline);
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      cluster.requireTopic(topic, "the pipeline has not run there");
    }
  }

  private void printLast(TopicReader reader, RecordPrinter printer, Pipeline pipeline) {
    ArrayDeque<ConsumerRecord<byte[], byte[]>> last = new ArrayDeque<>();
    boolean end = false;
    while (!end) {
      end = reader.atEnd();
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
        last.addLast(record);
        if (last.size() > lines) {
          last.removeFirst();
        }
      }
    }
    if (!last.isEmpty()) {
      printer.print(List.copyOf(last));
      return;
    }
    if (!follow) {
      printer.header();
      out().flush();
    }
    if (lines > 0) {
      sayEmpty(output.topic(pipeline));
    }
  }

  /** Beside the records, which a program may read. */
  private void sayEmpty(String topic) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "no records yet in topic %s; %s%n",
        topic, follow ? "waiting for the first, until Ctrl-C" : "-f waits for them");
    err.flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
