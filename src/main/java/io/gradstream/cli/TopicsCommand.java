package io.gradstream.cli;

import io.gradstream.client.Cluster;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.PipelineTopics;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Commands on a pipeline's topics. */
@Command(
    name = "topics",
    description = "Create the topics of a pipeline.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  gradstream topics create examples/flights/pipeline.yaml"})
final class TopicsCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "create",
      description = {
        "Create the input and output topics that do not exist yet.",
        "",
        "They get the settings of the pipeline's topics: section (by default one partition, kept",
        "forever)."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  gradstream topics create examples/flights/pipeline.yaml"})
  int create(@Mixin PipelineParameter parameter) throws IOException {
    Pipeline pipeline = parameter.readWithBrokers();
    List<String> wanted = new ArrayList<>();
    wanted.add(pipeline.input().topic());
    wanted.addAll(pipeline.outputTopics());
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      List<String> created = new PipelineTopics(cluster, pipeline).createMissing(wanted);
      PrintWriter out = spec.commandLine().getOut();
      for (String topic : wanted) {
        out.printf("%-40s %s%n", topic, created.contains(topic) ? "created" : "was there");
      }
      out.flush();
    }
    return 0;
  }
}
