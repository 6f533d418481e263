package io.gradstream.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.gradstream.client.Cluster;
import io.gradstream.streams.JsonPipeline;
import io.gradstream.streams.PipelineCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What a killed broker does to a pipeline when it forgets a part of a commit, and what helps. */
class OperatorIT {

  private final PipelineCluster cluster = PipelineCluster.shared();
  private final List<String> told = new CopyOnWriteArrayList<>();
  @TempDir private Path directory;

  @Test
  void aGroupThatIsBehindItsModelIsSetToWhereTheModelIsAndNothingIsLearnedTwice(TestInfo test)
      throws Exception {
    JsonPipeline pipeline = new JsonPipeline(cluster, PipelineCluster.nameOf(test), "");
    cluster.createTopic(pipeline.name, 1);
    pipeline.produce(0, 50);
    pipeline.learn(50);
    TopicPartition partition = new TopicPartition(pipeline.name, 0);
    pipeline.admin(
        "forgetting a commit",
        kafka ->
            kafka
                .admin()
                .alterConsumerGroupOffsets(
                    pipeline.name, Map.of(partition, new OffsetAndMetadata(40)))
                .all());

    try (Cluster kafka = Cluster.connect(cluster.kafka());
        Fleet fleet = new Fleet(file(pipeline), directory, 0, told::add)) {
      Operator operator = new Operator(kafka, fleet, told::add);
      fleet.start();
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInSameThread()
          .until(
              () -> {
                fleet.supervise();
                operator.follow(fleet.takeLastWords());
                return operator.times() == 1;
              });
      pipeline.produce(0, 10);
      pipeline.awaitPredictions(60);
      fleet.terminate();
    }
    assertThat(told)
        .anyMatch(line -> line.contains("is 40, and the model has read up to 50"))
        .anyMatch(line -> line.startsWith("by hand, as the message says: group " + pipeline.name));
  }

  private Path file(JsonPipeline pipeline) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    ObjectNode tree =
        (ObjectNode)
            yaml.readTree(
                """
                input: {label: y, format: json}
                output: {format: json}
                features: [{standard: [x]}]
                model: logistic
                optimizer: {sgd: {learning-rate: 0.1}}
                validation: {window: 100}
                """);
    tree.put("pipeline", pipeline.name);
    ((ObjectNode) tree.get("input")).put("topic", pipeline.name);
    ObjectNode kafka = tree.putObject("kafka");
    pipeline.pipeline().kafka().forEach(kafka::put);
    kafka.put("state.dir", directory.resolve("state").toString());
    return Files.writeString(directory.resolve("pipeline.yaml"), yaml.writeValueAsString(tree));
  }
}
