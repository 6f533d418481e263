package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.client.Cluster;
import io.gradstream.pipeline.Pipeline;
import io.gradstream.pipeline.file.PipelineReader;
import io.gradstream.streams.PipelineApplication;
import io.gradstream.streams.PipelineCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A model that was saved and loaded goes on from where it was saved, bit for bit. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SavedModelIT {

  private static final int BEFORE = 300;
  private static final int AFTER = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private PipelineCluster cluster = PipelineCluster.shared();
  private String name;
  private Path model;

  @BeforeEach
  void name(TestInfo test) {
    name = PipelineCluster.nameOf(test);
    model = directory.resolve("it.model");
  }

  @Test
  void aModelThatWasLoadedPredictsAsTheOneThatWasSaved() throws IOException {
    Path file = learned();
    String digest = digest(file);
    assertThat(run(0, "save", model, file)).contains("saved the model of " + name, digest, "300");
    produce(cluster, name, 0, BEFORE, AFTER);
    List<JsonNode> expected = learn(file, BEFORE + AFTER).subList(BEFORE, BEFORE + AFTER);
    assertThat(expected.get(0).get("version").asLong()).isEqualTo(BEFORE);
    String later = digest(file);
    assertThat(run(2, "load", model, file)).contains("has a model already", "another name");
    delete(cluster, name + "-model-changelog");
    assertThat(run(0, "load", model, file))
        .contains("loaded the model of " + name, digest, "partition 0: goes on at offset 300");
    assertThat(digest(file)).isEqualTo(digest);
    assertThat(run(0, "diff", model, file)).contains("equal, bit for bit");
    List<JsonNode> all = learn(file, BEFORE + AFTER + AFTER);
    assertThat(scores(all.subList(BEFORE + AFTER, all.size()))).isEqualTo(scores(expected));
    assertThat(digest(file)).isEqualTo(later);
    assertThat(onAnotherCluster()).isEqualTo(scores(expected));
  }

  /** Its input has the same records at the same offsets, which only who asks for it knows. */
  private List<Object> onAnotherCluster() throws IOException {
    try (PipelineCluster other = PipelineCluster.start()) {
      cluster = other;
      other.createTopic(name, 1);
      Path file = pipeline(name, name, "");
      assertThat(run(2, "load", model, file, "--continue"))
          .contains("ends at offset 0", "read up to 300");
      produce(other, name, 0, 0, BEFORE + AFTER);
      assertThat(run(2, "load", model, file)).contains("another cluster", "--continue", "--anew");
      assertThat(run(0, "load", model, file, "--continue")).contains("goes on at offset 300");
      return scores(learn(file, AFTER));
    }
  }

  @Test
  void aNewPipelineOfAnotherTopicBeginsWithTheModelAndLearnsTheSameBits() throws IOException {
    Path file = learned();
    run(0, "save", model, file);
    produce(cluster, name, 0, BEFORE, AFTER);
    List<JsonNode> expected = learn(file, BEFORE + AFTER).subList(BEFORE, BEFORE + AFTER);
    String other = name + "-other";
    cluster.createTopic(other, 1);
    produce(cluster, other, 0, BEFORE, AFTER);
    Path warm = pipeline(other, other, "");
    assertThat(run(2, "load", model, warm, "--continue")).contains("mean nothing in topic");
    assertThat(run(0, "load", model, warm)).contains("read from where auto.offset.reset says");
    assertThat(learn(warm, AFTER))
        .extracting(SavedModelIT::scoreAndVersion)
        .isEqualTo(expected.stream().map(SavedModelIT::scoreAndVersion).toList());
    assertThat(digest(warm)).isEqualTo(digest(file));
  }

  @Test
  void aChallengerOfTheSameTopicLearnsNoRecordTwice() throws IOException {
    Path file = learned();
    run(0, "save", model, file);
    produce(cluster, name, 0, BEFORE, AFTER);
    Path challenger = pipeline(name + "-challenger", name, "");
    assertThat(run(0, "load", model, challenger)).contains("goes on at offset 300");
    learn(challenger, AFTER);
    learn(file, BEFORE + AFTER);
    assertThat(digest(challenger)).isEqualTo(digest(file));
    Path anew = pipeline(name + "-anew", name, "");
    run(0, "load", model, anew, "--anew");
    assertThat(learn(anew, BEFORE + AFTER).get(0).get("version").asLong()).isEqualTo(BEFORE);
    assertThat(run(1, "diff", file, anew)).contains("the models differ", "x", "standard.0");
  }

  @Test
  void aModelForEachPartitionIsSavedAndLoadedWithAllOthers() throws IOException {
    cluster.createTopic(name, 3);
    produce(cluster, name, 0, 0, BEFORE);
    produce(cluster, name, 2, 0, AFTER);
    Path file = pipeline(name, name, "scale: partition");
    learn(file, BEFORE + AFTER);
    assertThat(run(0, "save", model, file)).contains("partition 1  digest none yet");
    Path single = pipeline(name + "-single", name, "");
    assertThat(run(2, "load", model, single)).contains("holds 3 model(s)", "has 1", "scale");
    Path copy = pipeline(name + "-copy", name, "scale: partition");
    assertThat(run(0, "load", model, copy)).contains("partition 2: goes on at offset 200");
    assertThat(digests(copy)).isEqualTo(digests(file)).hasSize(2);
    for (int partition = 0; partition < 3; partition++) {
      produce(cluster, name, partition, BEFORE, AFTER);
    }
    learn(copy, 3 * AFTER);
    learn(file, BEFORE + AFTER + 3 * AFTER);
    assertThat(digests(copy)).isEqualTo(digests(file)).hasSize(3);
  }

  @Test
  void ofSeveralPartitionsBroughtTogetherEachRecordIsLearnedOnce() throws IOException {
    cluster.createTopic(name, 2);
    produce(cluster, name, 0, 0, BEFORE);
    Path file = pipeline(name, name, "");
    learn(file, BEFORE);
    run(0, "save", model, file);
    produce(cluster, name, 0, BEFORE, AFTER);
    produce(cluster, name, 1, 0, AFTER);
    learn(file, BEFORE + 2 * AFTER);
    delete(cluster, name + "-model-changelog");
    run(0, "load", model, file);
    List<JsonNode> all = learn(file, BEFORE + 4 * AFTER);
    Set<String> again = new TreeSet<>();
    all.subList(BEFORE + 2 * AFTER, all.size())
        .forEach(each -> again.add(each.get("source_partition") + "/" + each.get("source_offset")));
    assertThat(again).hasSize(2 * AFTER).contains("0/300", "0/499", "1/0", "1/199");
  }

  @Test
  void whileATrainerIsAtWorkAModelIsSavedOfOneCommitAndNoneLoaded() throws IOException {
    cluster.createTopic(name, 1);
    Path file = pipeline(name, name, "");
    try (PipelineApplication application =
        PipelineApplication.start(PipelineReader.read(file, Map.of()))) {
      for (int i = 0; i < 5; i++) {
        produce(cluster, name, 0, 100 * i, 100);
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () ->
                    CommandRun.of("model", "save", model.toString(), file.toString()).code() == 0);
        String shown = run(0, "diff", model, model, "--pipeline", file);
        String examples = field(shown, "labelled records");
        assertThat(field(shown, "read up to")).isEqualTo("[" + examples + "]");
      }
      assertThat(run(1, "load", model, pipeline(name, name, "on-error: dead-letter")))
          .contains("is at work", "stop it before a model is loaded");
      assertThat(application.failure()).isEmpty();
    }
  }

  @Test
  void whatDoesNotFitOrIsDamagedIsRefusedByNameAndNothingIsWritten() throws IOException {
    Path file = learned();
    run(0, "save", model, file);
    Path other =
        Files.writeString(
            directory.resolve("o.yaml"),
            Files.readString(file)
                .replace("pipeline: " + name, "pipeline: " + name + "-other")
                .replace("sgd: {learning-rate: 0.1}", "adam: {}"));
    assertThat(run(2, "load", model, other)).contains("does not fit", "optimizer is 'sgd", "'adam");
    Path missing = pipeline(name + "-missing", name + "-missing", "");
    assertThat(run(1, "load", model, missing))
        .contains("topic '" + name + "-missing' does not exist");
    byte[] bytes = Files.readAllBytes(model);
    bytes[bytes.length / 2] ^= 1;
    Path damaged = Files.write(directory.resolve("damaged.model"), bytes);
    Path fresh = pipeline(name + "-fresh", name, "");
    assertThat(run(2, "load", damaged, fresh)).contains("is damaged");
    assertThat(run(2, "load", file, fresh)).contains("is no saved model");
    delete(cluster, name + "-model-changelog");
    assertThat(run(2, "load", model, file, "--anew"))
        .contains("has committed offsets", "kafka-consumer-groups --delete --group " + name);
    try (Cluster kafka = Cluster.connect(cluster.kafka())) {
      assertThat(kafka.topics())
          .noneMatch(topic -> topic.startsWith(name) && topic.endsWith("changelog"));
    }
    assertThat(run(1, "save", model, fresh)).contains("has not run there");
  }

  private Path learned() throws IOException {
    cluster.createTopic(name, 1);
    produce(cluster, name, 0, 0, BEFORE);
    Path file = pipeline(name, name, "");
    learn(file, BEFORE);
    return file;
  }

  private Path pipeline(String called, String topic, String more) throws IOException {
    return Files.writeString(
        directory.resolve(called + (more.isEmpty() ? "" : "-more") + ".yaml"),
        """
        pipeline: %s
        input: {topic: %s, label: y, format: json}
        output: {format: json}
        features: [{standard: [x]}, {one-hot: [c]}]
        model: logistic
        optimizer: {sgd: {learning-rate: 0.1}}
        validation: {window: 100}
        kafka: {bootstrap.servers: "%s", commit.interval.ms: 100}
        %s
        """
            .formatted(called, topic, cluster.kafka().get("bootstrap.servers"), more));
  }

  private static void produce(
      PipelineCluster to, String topic, int partition, int from, int count) {
    Map<String, Object> kafka = new HashMap<>(to.kafka());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = from; i < from + count; i++) {
        String value =
            "{\"x\": %d, \"c\": \"c%d\", \"y\": %d}".formatted(i % 17, i % 50, i % 3 / 2);
        producer.send(
            new ProducerRecord<>(
                topic, partition, 1000L * i, null, value.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  /** Runs until there are so many predictions, and returns them. */
  private List<JsonNode> learn(Path file, int predictions) {
    Pipeline pipeline = PipelineReader.read(file, Map.of());
    List<JsonNode> values = new ArrayList<>();
    try (PipelineApplication application = PipelineApplication.start(pipeline)) {
      cluster.await(
          pipeline.predictionsTopic(), predictions, record -> values.add(json(record.value())));
      assertThat(application.failure()).isEmpty();
    }
    return values;
  }

  private static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Object> scores(List<JsonNode> predictions) {
    return predictions.stream().<Object>map(SavedModelIT::scoreAndVersion).toList();
  }

  private static String scoreAndVersion(JsonNode prediction) {
    return prediction.get("score") + " by " + prediction.get("version");
  }

  private static void delete(PipelineCluster from, String topic) {
    try (Cluster kafka = Cluster.connect(from.kafka())) {
      kafka.get("deleting", kafka.admin().deleteTopics(List.of(topic)).all());
      await().atMost(Duration.ofSeconds(30)).until(() -> !kafka.topics().contains(topic));
    }
  }

  private static String run(int code, String command, Object... arguments) {
    List<String> all = new ArrayList<>(List.of("model", command));
    for (Object each : arguments) {
      all.add(each.toString());
    }
    CommandRun run = CommandRun.of(all.toArray(String[]::new));
    assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
    return run.out() + run.err();
  }

  /** What stands in the column A of a table of differences. */
  private static String field(String table, String name) {
    String line =
        table.lines().filter(each -> each.strip().startsWith(name)).findFirst().orElseThrow();
    return line.strip().substring(name.length()).strip().split(" {2,}")[0];
  }

  private static String digest(Path file) {
    return digests(file).get(0);
  }

  private static List<String> digests(Path file) {
    return run(0, "verify", file).lines().skip(1).map(line -> line.strip().split(" +")[1]).toList();
  }
}
