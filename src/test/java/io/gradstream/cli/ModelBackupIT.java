package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradstream.client.Cluster;
import io.gradstream.client.CsvSource;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model that was saved and loaded goes on from where it was saved, bit for bit. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ModelBackupIT {

  private static final int BEFORE = 300;
  private static final int AFTER = 200;
  private static final String NAME = "ModelBackupIT";
  private static final String CHANGELOG = NAME + "-model-changelog";

  @TempDir private Path directory;

  @Test
  void aModelThatWasLoadedPredictsAsTheOneThatWasSaved() throws Exception {
    PipelineCluster cluster = PipelineCluster.shared();
    cluster.createTopic(NAME, 1);
    produce(cluster, BEFORE);
    learn(cluster, BEFORE);
    assertThat(backup(cluster, "save").output()).contains("saved", CHANGELOG);
    produce(cluster, AFTER);
    List<GenericRecord> expected = learn(cluster, BEFORE + AFTER).subList(BEFORE, BEFORE + AFTER);
    assertThat(expected.get(0).get("version")).isEqualTo((long) BEFORE);
    JavaRun refused = backup(cluster, "load");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.output()).contains("TopicExistsException", CHANGELOG);
    delete(cluster);
    assertThat(backup(cluster, "load").output()).contains("loaded", CHANGELOG);
    List<GenericRecord> all = learn(cluster, BEFORE + AFTER + AFTER);
    assertThat(all.subList(BEFORE + AFTER, all.size())).isEqualTo(expected);
    assertThat(scores(onAnotherCluster())).isEqualTo(scores(expected));
  }

  /** All but the time, which is that of producing. */
  private static List<Object> scores(List<GenericRecord> predictions) {
    return predictions.stream().map(p -> p.get("score")).toList();
  }

  /** Its input has the same records at the same offsets. */
  private List<GenericRecord> onAnotherCluster() throws Exception {
    try (PipelineCluster other = PipelineCluster.start()) {
      other.createTopic(NAME, 1);
      produce(other, BEFORE);
      produce(other, AFTER);
      assertThat(backup(other, "load").output()).contains("loaded", CHANGELOG);
      return learn(other, AFTER);
    }
  }

  private static void produce(PipelineCluster cluster, int rows) throws IOException {
    cluster.produce(
        NAME, CsvSource.of(PipelineCluster.FLIGHTS).limitedTo(rows, Double.POSITIVE_INFINITY));
  }

  /** Runs until there are so many predictions. */
  private List<GenericRecord> learn(PipelineCluster cluster, int predictions) throws IOException {
    Pipeline pipeline = pipeline(cluster);
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      List<GenericRecord> values = cluster.values(pipeline.predictionsTopic(), predictions);
      assertThat(application.failure()).isEmpty();
      return values;
    }
  }

  private static void delete(PipelineCluster cluster) {
    try (Cluster kafka = Cluster.connect(cluster.kafka())) {
      kafka.get("deleting", kafka.admin().deleteTopics(List.of(CHANGELOG)).all());
    }
  }

  private JavaRun backup(PipelineCluster cluster, String what) throws Exception {
    Path settings = directory.resolve("client.properties");
    Files.writeString(settings, "bootstrap.servers=" + cluster.kafka().get("bootstrap.servers"));
    return JavaRun.of(
        System.getProperty("java.class.path"),
        "examples/backup/ModelBackup.java",
        settings.toString(),
        what,
        NAME,
        directory.resolve("model.gz").toString());
  }

  private Pipeline pipeline(PipelineCluster cluster) throws IOException {
    return cluster.pipeline(
        Files.writeString(
            directory.resolve("kept.yaml"),
            """
            pipeline: %1$s
            input: {topic: %1$s, label: delayed}
            features: [{standard: [distance, temp]}, {one-hot: [carrier]}]
            model: logistic
            optimizer: {adam: {learning-rate: 0.01}}
            """
                .formatted(NAME)));
  }
}
