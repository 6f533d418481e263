package io.gradstream.cli;

import io.gradstream.client.Cluster;
import io.gradstream.core.text.TextTable;
import io.gradstream.core.text.TextTable.Column;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.PipelineTopics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Creates the topics of a pipeline, or one topic for which there is no pipeline yet. */
@Command(
    name = "create",
    description = {
      "Create the input and output topics of a pipeline that do not exist yet, or, with --topic, one",
      "topic by its name.",
      "",
      "A pipeline's get the settings of its topics: section (by default one partition, kept forever);",
      "one by its name has --partitions, and is kept forever."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  gradstream topics create examples/flights/pipeline.yaml",
      "  gradstream topics create --topic flights --partitions 4"
    })
final class TopicsCreateCommand implements Callable<Integer> {

  private static final String FOREVER = "-1";

  @Parameters(arity = "0..1", paramLabel = "PIPELINE", description = "The pipeline file (YAML).")
  private @Nullable Path file;

  @Option(
      names = "--topic",
      paramLabel = "NAME",
      description = "Create this topic; no pipeline is needed.")
  private @Nullable String topic;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "1",
      description = "Partitions of the topic that --topic names (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Mixin private ConnectionOptions connection;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if ((file == null) == (topic == null)) {
      throw new UsageException("give a pipeline file, or --topic with a name");
    }
    if (partitions < 1) {
      throw new UsageException("--partitions must be 1 or more, was " + partitions);
    }
    if (file != null) {
      ofPipeline(file);
      Options.sayNext(
          spec.commandLine().getErr(),
          "produce",
          "--data",
          "my.csv",
          "--pipeline",
          file.toString());
    } else if (topic != null) {
      byName(topic);
      Options.sayNext(spec.commandLine().getErr(), "produce", "--data", "my.csv", "--topic", topic);
    }
    return 0;
  }

  private void ofPipeline(Path pipelineFile) throws IOException {
    Pipeline pipeline = connection.read(pipelineFile).asWritten();
    KafkaSettings.require(pipeline, pipelineFile, CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    List<String> wanted = new ArrayList<>(pipeline.inputTopics());
    wanted.addAll(pipeline.outputTopics());
    try (Cluster cluster = Cluster.connect(pipeline.kafka())) {
      List<String> created = new PipelineTopics(cluster, pipeline).createMissing(wanted);
      say(wanted, created);
    }
  }

  private void byName(String name) throws IOException {
    try (Cluster cluster = Cluster.connect(connection.settings())) {
      boolean missing = !cluster.topics().contains(name);
      if (missing) {
        NewTopic wanted =
            new NewTopic(name, Optional.of(partitions), Optional.empty())
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, FOREVER));
        cluster.get("creating topic " + name, cluster.admin().createTopics(List.of(wanted)).all());
      }
      say(List.of(name), missing ? List.of(name) : List.of());
    }
  }

  private void say(List<String> names, List<String> created) {
    TextTable table = new TextTable(Column.left(""), Column.left(""));
    names.forEach(name -> table.add(name, created.contains(name) ? "created" : "was there"));
    PrintWriter out = spec.commandLine().getOut();
    table.lines().forEach(out::println);
    out.flush();
  }
}
