package io.gradstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gradstream.streams.JsonPipeline;
import io.gradstream.streams.PipelineCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ui} and {@code report} of a pipeline whose trainer has ended, and of one without any. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class WatchCommandsIT {

  private static final int ROWS = 450;
  private static final long STEP = 1_000_000; // ms between two records

  @TempDir private static Path directory;
  private static final PipelineCluster CLUSTER = PipelineCluster.shared();
  private static String name;
  private static Path file;

  @BeforeAll
  static void learn(TestInfo test) throws Exception {
    name = PipelineCluster.nameOf(test);
    file = file(name);
    CLUSTER.createTopic(name, 1);
    produce();
    new JsonPipeline(CLUSTER, name, "").learn(ROWS);
    CLUSTER.await(name + ".dead-letters", 1, record -> {});
  }

  private static Path file(String pipeline) throws IOException {
    return new JsonPipeline(CLUSTER, pipeline, "").file(directory);
  }

  private static void produce() {
    Map<String, Object> kafka = Map.copyOf(CLUSTER.kafka());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(name, 0, 0L, null, bytes("{")));
      for (int i = 0; i < ROWS; i++) {
        String row = "{\"x\": %d, \"y\": %d}".formatted(i % 10, i % 10 > 4 ? 1 : 0);
        producer.send(new ProducerRecord<>(name, 0, i * STEP, null, bytes(row)));
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static CommandRun report(Path of, String... options) {
    List<String> arguments = new ArrayList<>(List.of("report", of.toString()));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void uiServesThePageOfAPipelineWhoseTrainerHasEnded() throws Exception {
    try (RunProcess ui =
        RunProcess.start(
            List.of("ui", file.toString(), "--http-port", "0"),
            Map.of(),
            directory.resolve("ui.log"))) {
      ui.until(() -> url(ui).isPresent());
      String url = url(ui).orElseThrow();
      ui.until(() -> snapshot(url).at("/trainer/newest/number").asInt() == 4);
      assertThat(get(url + "/")).contains("<html", "id=\"headline\"");
      JsonNode snapshot = snapshot(url);
      assertThat(snapshot.path("pipeline").asText()).isEqualTo(name);
      assertThat(snapshot.at("/deadLetters/count").asInt()).isEqualTo(1);
      ui.until(() -> snapshot(url).at("/model").isObject());
      ui.terminate();
      assertThat(ui.await()).isEqualTo(143);
    }
  }

  private static Optional<String> url(RunProcess ui) throws Exception {
    Matcher found =
        Pattern.compile("watch " + name + " at (http://[\\w.]+:\\d+)")
            .matcher(String.join("\n", ui.log()));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static JsonNode snapshot(String url) throws Exception {
    return new ObjectMapper().readTree(get(url + "/ui/snapshot"));
  }

  private static String get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  @Test
  void reportSaysHowItFaredWithCurvesBaselinesAndDeadLetters() {
    CommandRun run = report(file);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .startsWith(name + ": log-loss 0.")
        .contains("over the last 4 windows", "4 windows, 400 labelled records until ")
        .contains("repeating the last label", "always answering the base rate")
        .containsPattern("log-loss +[\u2581-\u2588]+ +0\\.\\d+")
        .contains("dead letters: 1\n  MALFORMED: 1");
  }

  @Test
  void aForeignRecordAmongTheWindowsEndsNoCommandAndIsTold() throws Exception {
    Map<String, Object> kafka = Map.copyOf(CLUSTER.kafka());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(name + ".metrics", 0, null, bytes("no JSON"))).get();
    }
    String told = "topic " + name + ".metrics has a record that cannot be read, at offset ";
    CommandRun all = report(file);
    assertThat(all.code()).as(all.err()).isZero();
    assertThat(all.out()).contains("4 windows", told, "it is passed over.");
    CommandRun since = report(file, "--since", "PT27H");
    assertThat(since.code()).as(since.err()).isZero();
    assertThat(since.err()).contains(told, "it is passed over");
    CommandRun live = CommandRun.of("describe", "--live", file.toString());
    assertThat(live.code()).as(live.err()).isZero();
    assertThat(live.out()).contains("Members in window 4 of partition 0");
  }

  @Test
  void reportSinceLeavesOutTheWindowsBefore() {
    long from = 200 * STEP;
    CommandRun run = report(file, "--since", java.time.Instant.ofEpochMilli(from).toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("over the last 2 windows", "4 windows, 400 labelled records");
    assertThat(report(file, "--since", "PT27H").out()).contains("in its only window");
  }

  @Test
  void reportAsAFileHasPicturesAndWeightsAndNeedsNothingElse() throws Exception {
    Path html = directory.resolve("report.html");
    CommandRun run = report(file, "--html", html.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains(html.toString());
    assertThat(run.err()).isEmpty();
    assertThat(Files.readString(html))
        .contains(name, "MALFORMED", "\"weights\":[{")
        .doesNotContainPattern("(src|href)=\"https?:");
  }

  @Test
  void reportOfAPipelineThatHasNeverRunSaysThatThereIsNothingYet(TestInfo test) throws Exception {
    Path none = file(PipelineCluster.nameOf(test));
    CommandRun run = report(none);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("The first figures come after 100 labelled records")
        .contains("None of the topics that " + PipelineCluster.nameOf(test) + " writes is on this");
    Path html = directory.resolve("none.html");
    CommandRun page = report(none, "--html", html.toString(), "--wait", "1");
    assertThat(page.code()).as(page.err()).isZero();
    assertThat(page.err()).contains("without the model's weights: ");
    assertThat(Files.readString(html))
        .contains("The first figures come after", "None of the topics");
  }
}
