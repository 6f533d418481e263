package io.gradstream.cli;

import io.gradstream.pipeline.Encoding;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.InputFeatures;
import io.gradstream.streams.describe.AsyncApi;
import io.gradstream.streams.describe.PipelineDescription;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.apache.avro.generic.GenericRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Says what a pipeline is made of; needs no cluster but for what it has learned, and a registry for
 * features: auto alone.
 */
@Command(
    name = "describe",
    description = "Print what a pipeline is made of: parameters, topics, stores and topology.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream describe examples/flights/pipeline.yaml",
      "  gradstream describe examples/flights/pipeline.yaml --asyncapi > asyncapi.json"
    })
final class DescribeCommand implements Callable<Integer> {

  @Mixin private PipelineParameter parameter;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "1",
      description = "Partitions of the input topic, on which the topology depends (default: 1).")
  private int partitions;

  @Option(
      names = "--live",
      description =
          "Also print the race's members in the newest window of the metrics topic: losses and"
              + " weights. Asks the cluster.")
  private boolean live;

  @Option(
      names = "--asyncapi",
      description =
          "Print an AsyncAPI 3.0 document in its place: every topic with its key, schema and"
              + " headers, in JSON. It holds no secrets.")
  private boolean asyncApi;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Options.requirePositive("--partitions", partitions);
    if (asyncApi) {
      printAsyncApi();
      return 0;
    }
    InputFeatures features = parameter.readWithFeatures();
    Pipeline pipeline = features.pipeline();
    features.sentences().forEach(spec.commandLine().getOut()::println);
    spec.commandLine().getOut().print(new PipelineDescription(pipeline, partitions).text());
    if (live) {
      printMembers(parameter.readWithBrokers().asWritten());
    }
    spec.commandLine().getOut().flush();
    return 0;
  }

  /** What is chosen by a registry's schema is not asked for: the document says so. */
  private void printAsyncApi() throws IOException {
    if (live || spec.commandLine().getParseResult().hasMatchedOption("--partitions")) {
      throw new UsageException(
          "--asyncapi describes topics alone: leave --live and --partitions out, or --asyncapi");
    }
    spec.commandLine().getOut().print(AsyncApi.of(parameter.read()));
    spec.commandLine().getOut().flush();
  }

  private void printMembers(Pipeline running) {
    if (running.output().encoding() instanceof Encoding.Avro) {
      parameter.requireRegistry(running);
    }
    Collection<GenericRecord> windows = NewestWindows.of(running, spec.commandLine().getErr());
    if (windows.isEmpty()) {
      spec.commandLine().getOut().println("No window is full yet.");
    }
    for (GenericRecord window : windows) {
      spec.commandLine()
          .getOut()
          .printf(
              "Members in window %s of partition %s%n%s",
              window.get("window"), window.get("partition"), MemberWeights.table(window));
    }
  }
}
